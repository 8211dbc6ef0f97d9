// A WeChat identity becomes a person with a role by an invite, typed or scanned. An invite is used once; who is bound
// already gets the role in addition. An invite that hands a role over ends the giver's grant with it.
#pragma once

#include <string>

#include "lib/app/load_actor.hpp"
#include "lib/app/rate_limits.hpp"
#include "lib/base/random.hpp"
#include "lib/storage/database.hpp"

namespace league {

class BindByInvite {
public:
    struct Input {
        IdentityId identity;
        std::string invite;   ///< as typed
        std::string address;  ///< of the phone; empty for a callback, which comes from WeChat
    };
    struct Output {
        UserView user;
        Role role = Role::branch_secretary;  ///< what this invite gave
        OrgUnit unit;
        bool repeated = false;  ///< the same person had used this invite before
    };

    BindByInvite(Database& database, const Seals& seals, Random& random, RateLimits& limits);
    /// Throws not_found "invite_unknown", closed "invite_used", "invite_expired", "handover_void" or "unit_closed",
    /// conflict "handover_own", too_many, CacheDown.
    Output run(const Input& input);
    /// The part inside a transaction, for callbacks that write their receipt with it. Attempts are not limited here:
    /// ask RateLimits::check_invite first.
    Output bind(Transaction& tx, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    Random& random_;
    RateLimits& limits_;
};

}  // namespace league
