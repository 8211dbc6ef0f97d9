// Who asks, and about which unit: the first two questions of nearly every use case. Roles are asked for with each
// request (actor_memory.hpp), so that a removed role ends at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/permission.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// Throws Problem not_signed_in when the identity is not known (any more).
Actor load_actor(ReadTransaction& tx, const IdentityId& identity);
/// The same actor with the rights of this transaction's moment: what a use case decides by when it writes, since a role
/// may have ended while the job waited for its turn. The operator stays the operator.
Actor actor_now(ReadTransaction& tx, const Actor& asked);
/// Throws Problem not_found "unit_not_found". Closed units are found too.
OrgUnit find_unit_or_throw(ReadTransaction& tx, std::string_view id_or_code);

/// What a signed-in person is told about himself.
struct UserView {
    struct HeldAt {
        RoleGrantId grant;
        Role role = Role::branch_secretary;
        OrgUnitId org;
        std::string org_code;
        std::string org_name;
    };
    PersonId id;
    std::string name;
    std::vector<HeldAt> roles;  ///< the highest unit first
};
/// Nothing when the actor is not bound.
std::optional<UserView> load_user(ReadTransaction& tx, const Seals& seals, const Actor& actor);

}  // namespace league
