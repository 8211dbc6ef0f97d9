#include "lib/app/manage_roles.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"

namespace league {

ListRoles::ListRoles(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

ListRoles::Output ListRoles::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, input.org);
        require(actor, Verb::see_people, unit);
        return Output{RoleStore(tx).list_under(unit.path, seals_)};
    });
}

EndRole::EndRole(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

void EndRole::run(const Actor& actor, const Input& input) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const std::optional<HeldRole> held = RoleStore(tx).find(input.grant);
        if (!held) throw Problem(ProblemCode::not_found, "role_not_found");
        require(current, Verb::manage_people, held->unit);
        if (!RoleWriter(tx).end(held->id)) return;
        AuditWriter(tx, digest_).append(current, {"end_role", "role_grant", held->id.str(), {"ended_at"}});
    });
}

}  // namespace league
