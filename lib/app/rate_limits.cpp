#include "lib/app/rate_limits.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "lib/base/problem.hpp"

namespace league {
namespace {

using std::chrono::seconds;

/// Windows follow each other without a gap since 1970.
struct Window {
    Instant now;
    seconds length;

    long long number() const { return now.time_since_epoch() / length; }
    long long seconds_left() const {
        return std::chrono::ceil<seconds>((number() + 1) * length - now.time_since_epoch()).count();
    }
};

std::string key_of(std::string_view what, std::string_view who, const Window& window) {
    std::string key = "rate:";
    key.append(what).append(":").append(who.substr(0, 64)).append(":").append(std::to_string(window.number()));
    return key;
}

void refuse_over(int limit, long long counted, const Window& window) {
    if (counted <= limit) return;
    throw Problem(ProblemCode::too_many, "too_many", {{"seconds", std::to_string(window.seconds_left())}});
}

}  // namespace

RateLimits::RateLimits(Cache& cache, const Clock& clock, RateLimitOptions options)
    : cache_(cache), clock_(clock), options_(options) {}

void RateLimits::check_call(const IdentityId& identity) {
    const Window minute{clock_.now(), seconds(60)};
    const int limit = options_.calls_per_minute;
    const long long tenth = std::max(1, limit / 10);
    long long counted = 0;
    long long to_tell = 0;
    {
        const std::lock_guard lock(mutex_);
        if (minute_ != minute.number()) calls_.clear();
        minute_ = minute.number();
        Calls& calls = calls_[identity];
        if (++calls.untold >= tenth) {
            to_tell = std::exchange(calls.untold, 0);
            calls.known += to_tell;
        }
        counted = calls.known + calls.untold;
    }
    if (to_tell > 0) {
        const long long told = cache_.increase(key_of("call", identity.str(), minute), to_tell, 2 * minute.length);
        const std::lock_guard lock(mutex_);
        if (minute_ == minute.number()) calls_[identity].known = std::max(calls_[identity].known, told);
        counted = std::max(counted, told);
    }
    refuse_over(limit, counted, minute);
}

void RateLimits::check_sign_in(std::string_view address) {
    check_shared("sign-in", address, options_.sign_ins_per_minute, seconds(60));
}

void RateLimits::check_invite(const IdentityId& identity, std::string_view address) {
    check_shared("invite", identity.str(), options_.invite_attempts_per_hour, seconds(3600));
    if (!address.empty()) {
        check_shared("invite-from", address, options_.invite_attempts_per_address, seconds(3600));
    }
}

void RateLimits::check_shared(std::string_view what, std::string_view who, int limit, seconds length) {
    const Window window{clock_.now(), length};
    refuse_over(limit, cache_.increase(key_of(what, who, window), 1, 2 * length), window);
}

}  // namespace league
