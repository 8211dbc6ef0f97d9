// A WeChat account this installation speaks for: an official account or a mini program.
#pragma once

#include <string>

#include "lib/base/secret.hpp"

namespace league {

enum class AccountKind { official_account, mini_program };
/// How pushes arrive (wechat-api 1.2).
enum class PushMode { plain, compatible, safe };

struct WechatAccount {
    std::string name;  ///< last part of the callback address /wechat/{name}: "oa", "mp"
    AccountKind kind = AccountKind::official_account;
    std::string appid;
    Secret secret;
    Secret token;    ///< signs pushes
    Secret aes_key;  ///< EncodingAESKey, 43 characters; may be empty in plain mode
    PushMode mode = PushMode::safe;
    std::string original_id;  ///< gh_..., ToUserName of pushes
    std::string unit_code;    ///< the unit of the tree that this account belongs to
};

}  // namespace league
