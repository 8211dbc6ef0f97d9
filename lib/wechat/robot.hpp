// The robot of one WeCom group (企业微信群机器人): it only speaks, and its key is all that it takes to speak through it
// (wechat-api 7).
#pragma once

#include <string>

#include "lib/base/wechat_limits.hpp"
#include "lib/http/client.hpp"
#include "lib/wechat/api.hpp"

namespace league::wechat {

class RobotClient {
public:
    /// `account` is what metrics and the outbox call it: "robot:north". `http` must outlive it.
    RobotClient(std::string account, Secret key, http::HttpClient& http, WechatLimits limits, CallObserver observer);

    /// A message that may have arrived must not be repeated: nothing drops doubles. Throws Problem invalid_input
    /// ("content") past the limit in bytes; WeCom would refuse the whole text.
    Outcome<Done> send_text(const std::string& text);
    /// PNG or JPEG. Throws Problem invalid_input ("media") when it is empty or past the limit.
    Outcome<Done> send_picture(const std::string& bytes);

    const std::string& account() const { return api_.account().name; }

private:
    Outcome<Done> send(const std::string& body);

    Api api_;
    Secret key_;
    WechatLimits limits_;
};

}  // namespace league::wechat
