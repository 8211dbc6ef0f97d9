// How often somebody may ask. Counted in the cache in fixed windows: per person for signed-in calls, per address only
// where nobody is signed in yet, since carriers put thousands of phones behind one address. When the cache is away the
// calls throw CacheDown like everything that needs it.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/cache.hpp"
#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"

namespace league {

struct RateLimitOptions {
    int calls_per_minute = 120;             ///< signed-in calls of one identity
    int sign_ins_per_minute = 600;          ///< sign-ins from one address
    int invite_attempts_per_hour = 10;      ///< invite codes typed by one identity
    int invite_attempts_per_address = 300;  ///< invite codes from one address in an hour
};

class RateLimits {
public:
    RateLimits(Cache& cache, const Clock& clock, RateLimitOptions options = {});

    /// All throw Problem too_many "too_many" with the value "seconds": how long to wait.
    void check_call(const IdentityId& identity);
    void check_sign_in(std::string_view address);
    /// An empty address is not counted: callbacks come from WeChat.
    void check_invite(const IdentityId& identity, std::string_view address);

private:
    void count(std::string_view what, std::string_view who, int limit, long long window_seconds);

    Cache& cache_;
    const Clock& clock_;
    RateLimitOptions options_;
};

}  // namespace league
