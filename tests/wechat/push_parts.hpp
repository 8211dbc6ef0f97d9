// What the tests of pushes share: an account, and a push made as WeChat makes it.
#pragma once

#include <string>

#include "lib/wechat/push.hpp"
#include "lib/wechat/reply.hpp"
#include "tests/wechat/counting_random.hpp"

namespace league::test {

inline WechatAccount account_in(PushMode mode) {
    WechatAccount account;
    account.name = "oa";
    account.appid = "wx1234567890abcdef";
    account.secret = Secret("the-secret");
    account.token = Secret("AAAAA");
    account.aes_key = Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    account.mode = mode;
    account.original_id = "gh_0123456789ab";
    return account;
}

inline wechat::PushQuery signed_query(const wechat::PushCrypto& crypto) {
    wechat::PushQuery query;
    query.timestamp = "1714036504";
    query.nonce = "1514711492";
    query.signature = crypto.signature(query.timestamp, query.nonce);
    return query;
}

struct SealedPush {
    wechat::PushQuery query;
    std::string body;
};

/// In safe mode; `beside` are further fields of the envelope, as compatible mode has them.
inline SealedPush sealed(const wechat::PushCrypto& crypto, const std::string& message, const std::string& beside = "") {
    CountingRandom random;
    const std::string encrypted = crypto.encrypt(message, random);
    SealedPush push{signed_query(crypto), ""};
    push.query.msg_signature = crypto.message_signature(push.query.timestamp, push.query.nonce, encrypted);
    if (wechat::detect_format(message) == wechat::WireFormat::json) {
        push.body = R"({"ToUserName":"gh_0123456789ab","Encrypt":")" + encrypted + "\"" + beside + "}";
    } else {
        push.body = "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt><![CDATA[" + encrypted +
                    "]]></Encrypt>" + beside + "</xml>";
    }
    return push;
}

}  // namespace league::test
