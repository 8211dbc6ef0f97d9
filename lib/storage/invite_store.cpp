#include "lib/storage/invite_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/org_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kFindByCode = R"(
SELECT id, role, unit_id, name_sealed, phone_sealed, created_by, created_at, expires_at, used_by, used_at, ends_grant,
       cancelled_at
FROM invites
WHERE code_hash = $1)";

constexpr std::string_view kFind = R"(
SELECT id, role, unit_id, name_sealed, phone_sealed, created_by, created_at, expires_at, used_by, used_at, ends_grant,
       cancelled_at
FROM invites
WHERE id = $1)";

constexpr std::string_view kListOpenHandovers = R"(
SELECT i.id, i.role, i.expires_at,
       u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM role_grants g
JOIN invites i ON i.ends_grant = g.id
JOIN org_units u ON u.id = i.unit_id
WHERE g.person_id = $1
  AND g.ended_at IS NULL
  AND i.used_at IS NULL
  AND i.cancelled_at IS NULL
  AND i.expires_at > $2
  AND u.closed_at IS NULL
ORDER BY i.created_at DESC, i.id DESC)";

constexpr std::string_view kInsert = R"(
INSERT INTO invites (id, code_hash, role, unit_id, name_sealed, phone_sealed, created_by, created_at, expires_at,
                     ends_grant)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))";

constexpr std::string_view kMarkUsed = R"(
UPDATE invites
SET used_by = $2, used_at = $3
WHERE id = $1 AND used_at IS NULL)";

constexpr std::string_view kCancel = R"(
UPDATE invites
SET cancelled_at = $2
WHERE id = $1 AND cancelled_at IS NULL)";

constexpr std::string_view kCancelOpenHandovers = R"(
UPDATE invites
SET cancelled_at = $2
WHERE ends_grant = $1 AND used_at IS NULL AND cancelled_at IS NULL
RETURNING id)";

constexpr std::string_view kForgetContacts = R"(
UPDATE invites
SET name_sealed = NULL, phone_sealed = NULL
WHERE (name_sealed IS NOT NULL OR phone_sealed IS NOT NULL) AND COALESCE(used_at, cancelled_at, expires_at) < $1)";

Role role_of(const std::string& word) {
    const std::optional<Role> role = role_from(word);
    ensure(role.has_value());
    return *role;
}

}  // namespace

Invite InviteStore::read(Row& row) const {
    Invite invite;
    invite.id = row.next<InviteId>();
    invite.role = role_of(row.next<std::string>());
    invite.unit = row.next<OrgUnitId>();
    invite.name = seals_.open("invites.name", row.next<std::optional<std::string>>());
    invite.phone = seals_.open("invites.phone", row.next<std::optional<std::string>>());
    invite.created_by = row.next<std::optional<PersonId>>();
    invite.created_at = row.next<Instant>();
    invite.expires_at = row.next<Instant>();
    invite.used_by = row.next<std::optional<PersonId>>();
    invite.used_at = row.next<std::optional<Instant>>();
    invite.ends_grant = row.next<std::optional<RoleGrantId>>();
    invite.cancelled_at = row.next<std::optional<Instant>>();
    return invite;
}

std::optional<Invite> InviteStore::find_by_code(const std::string& code) const {
    return tx_.find_one(kFindByCode, seals_.digest.keyed("invite", code), [&](Row& row) { return read(row); });
}

std::optional<Invite> InviteStore::find(const InviteId& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row); });
}

std::vector<OpenHandover> InviteStore::list_open_handovers(const PersonId& giver) const {
    return tx_.list(kListOpenHandovers, giver, tx_.now(), [](Row& row) {
        OpenHandover open;
        open.id = row.next<InviteId>();
        open.role = role_of(row.next<std::string>());
        open.expires_at = row.next<Instant>();
        open.unit = next_unit(row);
        return open;
    });
}

void InviteWriter::insert(const Invite& invite, const std::string& code) {
    tx_.run(kInsert, invite.id, seals_.digest.keyed("invite", code), invite.role, invite.unit,
            seals_.seal("invites.name", invite.name), seals_.seal("invites.phone", invite.phone), invite.created_by,
            invite.created_at, invite.expires_at, invite.ends_grant);
}

bool InviteWriter::mark_used(const InviteId& id, const PersonId& by) {
    return tx_.run(kMarkUsed, id, by, tx_.now()) == 1;
}

bool InviteWriter::cancel(const InviteId& id) {
    return tx_.run(kCancel, id, tx_.now()) == 1;
}

std::vector<InviteId> InviteWriter::cancel_open_handovers(const RoleGrantId& grant) {
    return tx_.list(kCancelOpenHandovers, grant, tx_.now(), [](Row& row) { return row.get<InviteId>(0); });
}

long long InviteWriter::forget_contacts(Instant limit_instant) {
    return tx_.run(kForgetContacts, limit_instant);
}

}  // namespace league
