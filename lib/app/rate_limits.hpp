// How often somebody may ask. Counted in the cache in fixed windows: per person for signed-in calls, per address only
// where nobody is signed in yet, since carriers put thousands of phones behind one address. When the cache is away the
// calls throw CacheDown like everything that needs it. May be used from any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

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
    ///
    /// Calls are counted here and told to the cache by tenths of the limit, so that who makes a few asks it nothing.
    /// One process alone keeps the limit exactly; each further one may let a tenth more through.
    void check_call(const IdentityId& identity);
    void check_sign_in(std::string_view address);
    /// An empty address is not counted: callbacks come from WeChat.
    void check_invite(const IdentityId& identity, std::string_view address);

private:
    struct Calls {
        long long known = 0;   ///< of all processes, as far as they have told, and all that were told from here
        long long untold = 0;  ///< since then, here
    };

    void check_shared(std::string_view what, std::string_view who, int limit, std::chrono::seconds length);

    Cache& cache_;
    const Clock& clock_;
    const RateLimitOptions options_;
    std::mutex mutex_;
    long long minute_ = 0;                         ///< guarded by mutex_
    std::unordered_map<IdentityId, Calls> calls_;  ///< of that minute; guarded by mutex_
};

}  // namespace league
