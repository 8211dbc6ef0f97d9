// The WeChat accounts and group robots of this installation, each with its client. Built by a main out of the
// configuration; the processes share tokens through the cache.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "lib/app/sign_in.hpp"
#include "lib/base/cache.hpp"
#include "lib/base/cipher.hpp"
#include "lib/platform/config.hpp"
#include "lib/wechat/client.hpp"
#include "lib/wechat/robot.hpp"

namespace league {

/// "north" -> "robot:north": as outbox rows, holds and metrics name it.
std::string robot_account(std::string_view name);

class WechatAccounts {
public:
    /// `observer` is called after every call, from the calling thread.
    WechatAccounts(const Config& config, Cache& cache, const Cipher& cipher, const Clock& clock, Random& random,
                   wechat::CallObserver observer = {});
    ~WechatAccounts();

    /// Null when no account of that name is configured.
    wechat::WechatClient* find(std::string_view name) const;
    std::vector<std::string> names() const;
    /// By what the outbox calls it (robot_account()). Null when there is none of that name.
    wechat::RobotClient* robot(std::string_view account) const;

    /// For SignIn; valid as long as this object. Its time limit is the shorter one of signing in.
    LoginExchange login_exchange() const;

private:
    struct Line;
    std::vector<std::unique_ptr<Line>> lines_;
    std::unique_ptr<http::HttpClient> robot_http_;
    std::vector<std::unique_ptr<wechat::RobotClient>> robots_;
};

}  // namespace league
