// Signed-in phones: an opaque random token of which the cache holds only the SHA-256, prolonged by use. Lost when the
// cache is emptied; phones then sign in again silently. Every call may throw CacheDown. From any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/cache.hpp"
#include "lib/base/clock.hpp"
#include "lib/base/digest.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/ids.hpp"

namespace league {

struct SessionOptions {
    std::chrono::hours lifetime{24 * 30};  ///< of a session that is not used; each use starts it again
    std::size_t most = 1000;               ///< of one identity; far more than anybody has, so that ending all is quick
};

class Sessions {
public:
    Sessions(Cache& cache, const Digest& digest, Random& random, const Clock& clock, SessionOptions options = {});

    struct Opened {
        std::string token;  ///< leaves the server once, in the answer to the sign-in
        Instant expires_at;
    };
    Opened create(const IdentityId& identity);
    /// Whose session it is, prolonging it; nothing for a token that is unknown, ended or no token at all.
    std::optional<IdentityId> find(const std::string& token);
    /// Ending what is not there is no error.
    void end(const std::string& token);
    /// Every session of these identities.
    void end_all(const std::vector<IdentityId>& identities);

private:
    std::string key_of(const std::string& token) const;
    /// So that one more may begin: takes ended ones off the list, and ends those unused longest.
    void make_room(const IdentityId& identity);

    Cache& cache_;
    const Digest& digest_;
    Random& random_;
    const Clock& clock_;
    SessionOptions options_;
};

}  // namespace league
