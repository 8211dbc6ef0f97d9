// Pushes to a callback as WeChat makes them (wechat-api 1): signed, encrypted as the account's mode says, five
// seconds, three tries; and the reading of what comes back.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "lib/http/client.hpp"
#include "tools/wechat_sim/stage.hpp"

namespace league::sim {

struct PushOutcome {
    bool answered = false;  ///< false: the person sees the notice of a faulty service
    int tries = 0;
    std::string why;  ///< of the last failure: timeout, hang_up, connect, status 500, malformed: ...
    Json reply;       ///< null, or {"type", content...}
};

class Pusher {
public:
    explicit Pusher(Stage& stage) : stage_(stage) {}

    /// Blocks up to tries x 5 s; the stage's mutex must not be held. May be called from any thread.
    PushOutcome push(const std::string& account, const Json& message);

    /// Asks the callback address to prove itself with an echostr (wechat-api 1.1); empty when it did, else why not.
    std::string verify(const std::string& account);

private:
    struct Target {
        WechatAccount account;
        PushFormat format;
        std::string callback_url;
    };
    Target target_of(const std::string& account);
    http::HttpClient& client_for(const std::string& base_url);

    Stage& stage_;
    std::mutex clients_mutex_;
    std::map<std::string, std::unique_ptr<http::HttpClient>> clients_;
};

/// <xml> with texts in CDATA and numbers bare; an array becomes repeated elements.
std::string to_xml(const Json& message);

/// What a callback answered: null for "success" or nothing; throws std::runtime_error naming what is malformed.
/// `encrypted` says that a reply must come in an envelope.
Json read_reply(const std::string& body, const WechatAccount& account, const std::string& openid, bool encrypted,
                std::size_t text_bytes);

}  // namespace league::sim
