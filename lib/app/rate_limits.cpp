#include "lib/app/rate_limits.hpp"

#include "lib/base/problem.hpp"

namespace league {

RateLimits::RateLimits(Cache& cache, const Clock& clock, RateLimitOptions options)
    : cache_(cache), clock_(clock), options_(options) {}

void RateLimits::check_call(const IdentityId& identity) {
    count("call", identity.str(), options_.calls_per_minute, 60);
}

void RateLimits::check_sign_in(std::string_view address) {
    count("sign-in", address, options_.sign_ins_per_minute, 60);
}

void RateLimits::check_invite(const IdentityId& identity, std::string_view address) {
    count("invite", identity.str(), options_.invite_attempts_per_hour, 3600);
    if (!address.empty()) count("invite-from", address, options_.invite_attempts_per_address, 3600);
}

void RateLimits::count(std::string_view what, std::string_view who, int limit, long long window_seconds) {
    const long long now = to_millis(clock_.now()) / 1000;
    const long long window = now / window_seconds;
    std::string key = "rate:";
    key.append(what).append(":").append(who.substr(0, 64)).append(":").append(std::to_string(window));
    if (cache_.increment(key, std::chrono::seconds(2 * window_seconds)) <= limit) return;
    const long long left = (window + 1) * window_seconds - now;
    throw Problem(ProblemCode::too_many, "too_many", {{"seconds", std::to_string(left)}});
}

}  // namespace league
