#include "lib/storage/area_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kGroups = R"(
SELECT unit_id, from_at, until_at, paper
FROM leading_groups
WHERE unit_id = $1
ORDER BY from_at DESC)";

constexpr std::string_view kMembers = R"(
SELECT role, name_sealed, post, phone_sealed
FROM leading_group_members
WHERE unit_id = $1 AND from_at = $2
ORDER BY sort)";

constexpr std::string_view kFindContact = R"(
SELECT id, kind, unit_id, person_id, name_sealed, post, phone_sealed, from_at, until_at, grant_id
FROM area_contacts
WHERE id = $1)";

constexpr std::string_view kContactsBelow = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT c.id, c.kind, c.unit_id, c.person_id, c.name_sealed, c.post, c.phone_sealed, c.from_at, c.until_at, c.grant_id
FROM below
JOIN area_contacts c ON c.unit_id = below.id
ORDER BY CASE WHEN c.until_at IS NULL THEN 0 ELSE 1 END, c.from_at DESC, c.id)";

constexpr std::string_view kEndGroups = R"(
UPDATE leading_groups
SET until_at = $2
WHERE unit_id = $1 AND from_at < $2 AND until_at IS NULL)";

constexpr std::string_view kSaveGroup = R"(
INSERT INTO leading_groups (unit_id, from_at, paper, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (unit_id, from_at) DO UPDATE
SET paper = excluded.paper, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by)";

constexpr std::string_view kForgetMembers = R"(
DELETE FROM leading_group_members
WHERE unit_id = $1 AND from_at = $2)";

constexpr std::string_view kAddMember = R"(
INSERT INTO leading_group_members (unit_id, from_at, sort, role, name_sealed, post, phone_sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view kInsertContact = R"(
INSERT INTO area_contacts (id, kind, unit_id, person_id, name_sealed, post, phone_sealed, from_at, until_at, grant_id,
                           recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))";

constexpr std::string_view kEndContact = R"(
UPDATE area_contacts
SET until_at = $2
WHERE id = $1 AND until_at IS NULL)";

constexpr std::string_view kSetGrant = R"(
UPDATE area_contacts
SET grant_id = $2
WHERE id = $1)";

constexpr std::string_view kForgetMemberPhones = R"(
UPDATE leading_group_members
SET phone_sealed = NULL
WHERE phone_sealed IS NOT NULL AND EXISTS (
    SELECT 1
    FROM leading_groups g
    WHERE g.unit_id = leading_group_members.unit_id AND g.from_at = leading_group_members.from_at AND g.until_at < $1
))";

constexpr std::string_view kForgetContactPhones = R"(
UPDATE area_contacts
SET phone_sealed = NULL
WHERE phone_sealed IS NOT NULL AND until_at < $1)";

constexpr std::string_view kEndContactsOf = R"(
UPDATE area_contacts
SET until_at = CASE WHEN from_at > $2 THEN from_at ELSE $2 END
WHERE unit_id = $1 AND until_at IS NULL)";

constexpr std::string_view kNameContext = "leading_group_members.name";
constexpr std::string_view kPhoneContext = "leading_group_members.phone";
constexpr std::string_view kContactName = "area_contacts.name";
constexpr std::string_view kContactPhone = "area_contacts.phone";

std::optional<Date> day(const std::optional<Instant>& at) {
    return at ? std::optional(beijing_date(*at)) : std::nullopt;
}

std::optional<Instant> beginning(const std::optional<Date>& date) {
    return date ? std::optional(at_beijing(*date)) : std::nullopt;
}

}  // namespace

std::vector<LeadingGroup> AreaStore::groups(const OrgUnitId& unit) const {
    std::vector<LeadingGroup> groups = tx_.list(kGroups, unit, [](Row& row) {
        LeadingGroup group;
        group.unit = row.next<OrgUnitId>();
        group.from = beijing_date(row.next<Instant>());
        group.until = day(row.next<std::optional<Instant>>());
        group.paper = row.next<std::string>();
        return group;
    });
    for (LeadingGroup& group : groups) {
        group.members = tx_.list(kMembers, unit, at_beijing(group.from), [&](Row& row) {
            GroupMember member;
            const auto role = group_role_from(row.next<std::string>());
            ensure(role.has_value());  // the schema's CHECK knows the same words
            member.role = *role;
            member.name = seals_.cipher.open(kNameContext, row.next<std::string>());
            member.post = row.next<std::string>();
            member.phone = seals_.open(kPhoneContext, row.next<std::optional<std::string>>());
            return member;
        });
    }
    return groups;
}

std::optional<LeadingGroup> AreaStore::group_now(const OrgUnitId& unit) const {
    for (LeadingGroup& group : groups(unit)) {
        if (!group.until) return std::move(group);
    }
    return std::nullopt;
}

AreaContact AreaStore::contact(Row& row) const {
    AreaContact found;
    found.id = row.next<std::string>();
    const auto kind = contact_kind_from(row.next<std::string>());
    ensure(kind.has_value());  // the schema's CHECK knows the same words
    found.kind = *kind;
    found.unit = row.next<OrgUnitId>();
    found.person = row.next<std::optional<PersonId>>();
    found.name = seals_.cipher.open(kContactName, row.next<std::string>());
    found.post = row.next<std::string>();
    found.phone = seals_.open(kContactPhone, row.next<std::optional<std::string>>());
    found.from = beijing_date(row.next<Instant>());
    found.until = day(row.next<std::optional<Instant>>());
    found.grant = row.next<std::optional<RoleGrantId>>();
    return found;
}

std::optional<AreaContact> AreaStore::find_contact(const std::string& id) const {
    return tx_.find_one(kFindContact, id, [this](Row& row) { return contact(row); });
}

std::vector<AreaContact> AreaStore::contacts_below(const OrgPath& root) const {
    return tx_.list(kContactsBelow, root, [this](Row& row) { return contact(row); });
}

void AreaWriter::save_group(const LeadingGroup& group, const std::optional<PersonId>& by) {
    const Instant from = at_beijing(group.from);
    tx_.run(kEndGroups, group.unit, from);
    tx_.run(kSaveGroup, group.unit, from, group.paper, tx_.now(), by);
    tx_.run(kForgetMembers, group.unit, from);
    int sort = 0;
    for (const GroupMember& member : group.members) {
        tx_.run(kAddMember, group.unit, from, sort++, member.role, seals_.cipher.seal(kNameContext, member.name),
                member.post, seals_.seal(kPhoneContext, member.phone));
    }
}

void AreaWriter::insert_contact(const AreaContact& contact, const std::optional<PersonId>& by) {
    tx_.run(kInsertContact, contact.id, contact.kind, contact.unit, contact.person,
            seals_.cipher.seal(kContactName, contact.name), contact.post, seals_.seal(kContactPhone, contact.phone),
            at_beijing(contact.from), beginning(contact.until), contact.grant, tx_.now(), by);
}

void AreaWriter::end_contact(const std::string& id, Date until) {
    tx_.run(kEndContact, id, at_beijing(until));
}

void AreaWriter::set_grant(const std::string& id, const RoleGrantId& grant) {
    tx_.run(kSetGrant, id, grant);
}

long long AreaWriter::forget_phones(Instant before) {
    return tx_.run(kForgetMemberPhones, before) + tx_.run(kForgetContactPhones, before);
}

void end_areas_of(Transaction& tx, const OrgUnitId& unit, Instant at) {
    tx.run(kEndGroups, unit, at);
    tx.run(kEndContactsOf, unit, at);
}

}  // namespace league
