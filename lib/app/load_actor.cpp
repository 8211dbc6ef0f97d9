#include "lib/app/load_actor.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {

Actor load_actor(ReadTransaction& tx, const IdentityId& identity) {
    std::optional<Actor> actor = RoleStore(tx).actor_of(identity);
    if (!actor) throw Problem(ProblemCode::not_signed_in, "not_signed_in");
    return *std::move(actor);
}

Actor actor_now(ReadTransaction& tx, const Actor& asked) {
    if (asked.is_operator) return asked;
    ensure(asked.identity.has_value());
    return load_actor(tx, *asked.identity);
}

OrgUnit find_unit_or_throw(ReadTransaction& tx, std::string_view id_or_code) {
    std::optional<OrgUnit> unit = OrgStore(tx).find_by_id_or_code(id_or_code);
    if (!unit) throw Problem(ProblemCode::not_found, "unit_not_found");
    return *std::move(unit);
}

std::optional<UserView> load_user(ReadTransaction& tx, const Seals& seals, const Actor& actor) {
    if (!actor.person) return std::nullopt;
    const std::optional<Person> person = PersonStore(tx, seals).find(*actor.person);
    ensure(person.has_value());  // a foreign key holds it
    UserView user{person->id, person->name, {}};
    for (const HeldRole& held : RoleStore(tx).list_for_person(person->id)) {
        user.roles.push_back({held.id, held.role, held.unit.id, held.unit.code, held.unit.name});
    }
    return user;
}

}  // namespace league
