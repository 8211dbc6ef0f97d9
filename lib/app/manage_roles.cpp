#include "lib/app/manage_roles.hpp"

#include <utility>

#include "lib/app/disclosure_reason.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"

namespace league {

namespace {

OrgUnit listed_unit(ReadTransaction& tx, const Actor& actor, const std::string& org) {
    OrgUnit unit = find_unit_or_throw(tx, org);
    require(actor, Verb::see_people, unit);
    return unit;
}

}  // namespace

ListRoles::ListRoles(Database& database, const Seals& seals, Random& random)
    : database_(database), seals_(seals), random_(random) {}

ListRoles::Output ListRoles::run(const Actor& actor, const Input& input) {
    if (!input.reveal) {
        return database_.read([&](ReadTransaction& tx) {
            Output output = list(tx, actor, listed_unit(tx, actor, input.org));
            for (Line& line : output.lines) {
                if (line.masked) line.holder.phone = masked_phone(*line.holder.phone);
            }
            return output;
        });
    }
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = listed_unit(tx, current, input.org);
        return reveal(tx, current, unit, checked_reason(*input.reveal));
    });
}

/// With whole numbers; `masked` says which of them the actor may not see without a reason.
ListRoles::Output ListRoles::list(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit) const {
    Output output;
    for (RoleHolder& holder : RoleStore(tx).list_under(unit.path, seals_)) {
        const bool whole = sees_phone(actor, holder.path) || actor.person == holder.person;
        const bool masked = holder.phone && !whole;
        output.lines.push_back({std::move(holder), masked});
    }
    return output;
}

ListRoles::Output ListRoles::reveal(Transaction& tx, const Actor& actor, const OrgUnit& unit,
                                    const std::string& reason) const {
    Output output = list(tx, actor, unit);
    int numbers = 0;
    for (Line& line : output.lines) numbers += std::exchange(line.masked, false) ? 1 : 0;
    keep_disclosure(tx, seals_, random_, actor, unit.id, reason, numbers);
    return output;
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
