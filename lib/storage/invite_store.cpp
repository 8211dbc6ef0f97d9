#include "lib/storage/invite_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::string_view kFindByCode = R"(
SELECT id, role, unit_id, name_sealed, phone_sealed, created_by, created_at, expires_at, used_by, used_at
FROM invites
WHERE code_hash = $1)";

constexpr std::string_view kInsert = R"(
INSERT INTO invites (id, code_hash, role, unit_id, name_sealed, phone_sealed, created_by, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))";

constexpr std::string_view kMarkUsed = R"(
UPDATE invites
SET used_by = $2, used_at = $3
WHERE id = $1 AND used_at IS NULL)";

constexpr std::string_view kForgetContacts = R"(
UPDATE invites
SET name_sealed = NULL, phone_sealed = NULL
WHERE (name_sealed IS NOT NULL OR phone_sealed IS NOT NULL) AND COALESCE(used_at, expires_at) < $1)";

}  // namespace

std::optional<Invite> InviteStore::find_by_code(const std::string& code) const {
    return tx_.find_one(kFindByCode, seals_.digest.keyed("invite", code), [&](Row& row) {
        Invite invite;
        invite.id = row.next<InviteId>();
        const std::optional<Role> role = role_from(row.next<std::string>());
        ensure(role.has_value());
        invite.role = *role;
        invite.unit = row.next<OrgUnitId>();
        invite.name = seals_.open("invites.name", row.next<std::optional<std::string>>());
        invite.phone = seals_.open("invites.phone", row.next<std::optional<std::string>>());
        invite.created_by = row.next<std::optional<PersonId>>();
        invite.created_at = row.next<Instant>();
        invite.expires_at = row.next<Instant>();
        invite.used_by = row.next<std::optional<PersonId>>();
        invite.used_at = row.next<std::optional<Instant>>();
        return invite;
    });
}

void InviteWriter::insert(const Invite& invite, const std::string& code) {
    tx_.run(kInsert, invite.id, seals_.digest.keyed("invite", code), invite.role, invite.unit,
            seals_.seal("invites.name", invite.name), seals_.seal("invites.phone", invite.phone), invite.created_by,
            invite.created_at, invite.expires_at);
}

bool InviteWriter::mark_used(const InviteId& id, const PersonId& by) {
    return tx_.run(kMarkUsed, id, by, tx_.now()) == 1;
}

long long InviteWriter::forget_contacts(Instant limit_instant) {
    return tx_.run(kForgetContacts, limit_instant);
}

}  // namespace league
