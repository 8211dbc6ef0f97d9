#include "lib/storage/role_store.hpp"

#include "lib/storage/org_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kActorOf = R"(
SELECT COALESCE(p.merged_into, p.id), g.role, g.unit_id, u.path
FROM identities i
LEFT JOIN people p ON p.id = i.person_id
LEFT JOIN role_grants g ON g.person_id = COALESCE(p.merged_into, p.id) AND g.ended_at IS NULL
LEFT JOIN org_units u ON u.id = g.unit_id AND u.closed_at IS NULL
WHERE i.id = $1
ORDER BY u.path)";

constexpr std::string_view kFind = R"(
SELECT g.id, g.person_id, g.role, g.granted_at, g.ended_at,
       u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM role_grants g
JOIN org_units u ON u.id = g.unit_id
WHERE g.id = $1)";

constexpr std::string_view kListForPerson = R"(
SELECT g.id, g.person_id, g.role, g.granted_at, g.ended_at,
       u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM role_grants g
JOIN org_units u ON u.id = g.unit_id
WHERE g.person_id = $1 AND g.ended_at IS NULL AND u.closed_at IS NULL
ORDER BY u.path, g.role)";

constexpr std::string_view kListUnder = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT g.id, g.person_id, p.name_sealed, p.phone_sealed, g.role, u.id, u.code, u.name, u.path, g.granted_at
FROM below
JOIN org_units u ON u.id = below.id
JOIN role_grants g ON g.unit_id = u.id
JOIN people p ON p.id = g.person_id
WHERE g.ended_at IS NULL AND u.closed_at IS NULL
ORDER BY u.path, g.role, g.granted_at, g.id)";

constexpr std::string_view kCountAlong = R"(
WITH RECURSIVE line (id, parent_id) AS (
    SELECT id, parent_id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id, u.parent_id
    FROM org_units u
    JOIN line ON u.id = line.parent_id
)
SELECT g.role, u.code, u.name, COUNT(*)
FROM line
JOIN org_units u ON u.id = line.id
JOIN role_grants g ON g.unit_id = u.id
WHERE g.ended_at IS NULL AND u.closed_at IS NULL
GROUP BY u.path, u.code, u.name, g.role
ORDER BY u.path DESC, g.role)";

constexpr std::string_view kCount = R"(
SELECT COUNT(*)
FROM role_grants
WHERE ended_at IS NULL)";

constexpr std::string_view kListAtClosedUnits = R"(
SELECT g.id
FROM role_grants g
JOIN org_units u ON u.id = g.unit_id
WHERE g.ended_at IS NULL AND u.closed_at IS NOT NULL
ORDER BY g.id)";

constexpr std::string_view kListAt = R"(
SELECT id
FROM role_grants
WHERE unit_id = $1 AND ended_at IS NULL
ORDER BY id)";

constexpr std::string_view kGrant = R"(
INSERT INTO role_grants (id, person_id, role, unit_id, granted_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person_id, role, unit_id) WHERE ended_at IS NULL DO NOTHING)";

constexpr std::string_view kEnd = R"(
UPDATE role_grants
SET ended_at = $2
WHERE id = $1 AND ended_at IS NULL)";

constexpr std::string_view kEndDoubles = R"(
UPDATE role_grants
SET ended_at = $3
WHERE person_id = $1 AND ended_at IS NULL AND EXISTS (
    SELECT 1
    FROM role_grants k
    WHERE k.person_id = $2 AND k.ended_at IS NULL AND k.role = role_grants.role AND k.unit_id = role_grants.unit_id
))";

constexpr std::string_view kMove = R"(
UPDATE role_grants
SET person_id = $2
WHERE person_id = $1 AND ended_at IS NULL)";

Role role_of(const std::string& word) {
    const std::optional<Role> role = role_from(word);
    ensure(role.has_value());  // the schema's CHECK knows the same words
    return *role;
}

HeldRole held(Row& row) {
    HeldRole role;
    role.id = row.next<RoleGrantId>();
    role.person = row.next<PersonId>();
    role.role = role_of(row.next<std::string>());
    role.granted_at = row.next<Instant>();
    role.ended_at = row.next<std::optional<Instant>>();
    role.unit = next_unit(row);
    return role;
}

}  // namespace

std::optional<Actor> RoleStore::actor_of(const IdentityId& identity) const {
    std::optional<Actor> actor;
    tx_.query(kActorOf, identity, [&](Row& row) {
        if (!actor) {
            actor.emplace();
            actor->identity = identity;
            actor->person = row.get<std::optional<PersonId>>(0);
        }
        if (row.is_null(3)) return;  // no role, or one at a closed unit
        actor->roles.push_back({role_of(row.text(1)), row.get<OrgUnitId>(2), row.get<OrgPath>(3)});
    });
    return actor;
}

std::optional<HeldRole> RoleStore::find(const RoleGrantId& id) const {
    return tx_.find_one(kFind, id, held);
}

std::vector<HeldRole> RoleStore::list_for_person(const PersonId& person) const {
    return tx_.list(kListForPerson, person, held);
}

std::vector<RoleHolder> RoleStore::list_under(const OrgPath& root, const Seals& seals) const {
    return tx_.list(kListUnder, root, [&](Row& row) {
        RoleHolder holder;
        holder.id = row.next<RoleGrantId>();
        holder.person = row.next<PersonId>();
        holder.name = seals.cipher.open("people.name", row.next<std::string>());
        holder.phone = seals.open("people.phone", row.next<std::optional<std::string>>());
        holder.role = role_of(row.next<std::string>());
        holder.unit = row.next<OrgUnitId>();
        holder.unit_code = row.next<std::string>();
        holder.unit_name = row.next<std::string>();
        holder.path = row.next<OrgPath>();
        holder.granted_at = row.next<Instant>();
        return holder;
    });
}

std::vector<RoleCount> RoleStore::count_along(const OrgPath& unit) const {
    return tx_.list(kCountAlong, unit, [](Row& row) {
        return RoleCount{role_of(row.text(0)), row.text(1), row.text(2), row.get<long long>(3)};
    });
}

long long RoleStore::count() const {
    return tx_.value<long long>(kCount).value_or(0);
}

std::vector<RoleGrantId> RoleStore::list_at_closed_units() const {
    return tx_.list(kListAtClosedUnits, [](Row& row) { return row.get<RoleGrantId>(0); });
}

std::vector<RoleGrantId> RoleStore::list_at(const OrgUnitId& unit) const {
    return tx_.list(kListAt, unit, [](Row& row) { return row.get<RoleGrantId>(0); });
}

bool RoleWriter::grant(const RoleGrantId& id, const PersonId& person, Role role, const OrgUnitId& unit) {
    return tx_.run(kGrant, id, person, role, unit, tx_.now()) == 1;
}

bool RoleWriter::end(const RoleGrantId& id) {
    return tx_.run(kEnd, id, tx_.now()) == 1;
}

void RoleWriter::move(const PersonId& from, const PersonId& to) {
    tx_.run(kEndDoubles, from, to, tx_.now());
    tx_.run(kMove, from, to);
}

}  // namespace league
