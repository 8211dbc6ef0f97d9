// The access token of one account, by stable_token (wechat-api 2.1, 2.4), shared by all processes through the
// cache, where it lies sealed. One process asks at a time; without the cache each asks for itself and WeChat
// gives all the same token.
//
// Only WechatClient has a use for it: tokens stay inside this folder and never enter a log.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

#include "lib/base/account.hpp"
#include "lib/base/cache.hpp"
#include "lib/base/cipher.hpp"
#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "lib/http/client.hpp"
#include "lib/wechat/outcome.hpp"

namespace league::wechat {

struct TokenOptions {
    std::chrono::seconds margin{300};       ///< a token is not used in its last seconds
    std::chrono::seconds ask_interval{60};  ///< a token with less than the margin left is kept this long
    std::chrono::seconds refusal_hold{60};  ///< after a refusal (secret, address list, quota) nobody asks this long
    std::chrono::milliseconds lock_life{15000};  ///< above the time limits of one call, so that a lock outlives its ask
    std::chrono::milliseconds lock_wait{2000};   ///< for another process's ask; then we ask ourselves
};

/// All calls may be made from any thread.
class TokenSource {
public:
    TokenSource(const WechatAccount& account, http::HttpClient& http, Cache& cache, const Cipher& cipher,
                const Clock& clock, Random& random, TokenOptions options = {});

    /// A token believed good. Refused of kind token never comes: a wrong secret is config.
    Outcome<Secret> get();

    /// WeChat did not accept `token`: it is forgotten here and, if it is still the one there, in the cache.
    void drop(const Secret& token);

private:
    struct Held {
        Secret token;
        Instant good_until{};
        std::string sealed;  ///< as it lies in the cache; empty when the cache did not take it
    };
    struct Shared {
        bool reachable = false;
        std::string sealed;        ///< what lies there, also when it is no use
        std::optional<Held> held;  ///< when it is good
    };

    Shared look();
    std::optional<Held> memory();
    void remember(std::optional<Held> held);
    std::optional<Held> unseal(const std::string& sealed) const;
    Outcome<Secret> refresh(Shared seen);
    Outcome<Secret> ask(const Shared& seen);
    Outcome<Held> call_stable_token() const;
    Secret keep(Held held, const Shared& seen);
    std::optional<Held> wait_for_other();

    WechatAccount account_;
    http::HttpClient& http_;
    Cache& cache_;
    const Cipher& cipher_;
    const Clock& clock_;
    Random& random_;
    TokenOptions options_;
    std::string token_key_;
    std::string lock_key_;

    std::mutex refreshing_;  ///< one asker in this process
    std::mutex state_;       ///< guards what follows
    std::optional<Held> held_;
    std::optional<Refused> refusal_;
    Instant refused_until_{};
};

}  // namespace league::wechat
