#include "lib/storage/nms_store.hpp"

namespace league {
namespace {

constexpr std::string_view kListBelow = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT n.nms_key, n.nms_code, n.name, n.short_name, n.parent_name, n.category, n.industry, n.secretary_sealed,
       n.phone_sealed, n.secretary_hash, n.members, n.place_id, n.unit_id, n.dismissed, b.as_of
FROM below
JOIN nms_orgs n ON n.place_id = below.id AND n.until_batch IS NULL
JOIN import_batches b ON b.id = n.from_batch
ORDER BY n.name, n.nms_key)";

constexpr std::string_view kUnknownBelow = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT n.nms_key, n.nms_code, n.name, n.short_name, n.parent_name, n.category, n.industry, n.secretary_sealed,
       n.phone_sealed, n.secretary_hash, n.members, n.place_id, n.unit_id, n.dismissed, b.as_of, COUNT(*) OVER ()
FROM below
JOIN nms_orgs n ON n.place_id = below.id AND n.until_batch IS NULL
JOIN import_batches b ON b.id = n.from_batch
WHERE n.unit_id IS NULL AND n.dismissed = 0
ORDER BY n.name, n.nms_key
LIMIT $2 OFFSET $3)";

constexpr std::string_view kOfUnit = R"(
SELECT n.nms_key, n.nms_code, n.name, n.short_name, n.parent_name, n.category, n.industry, n.secretary_sealed,
       n.phone_sealed, n.secretary_hash, n.members, n.place_id, n.unit_id, n.dismissed, b.as_of
FROM nms_orgs n
JOIN import_batches b ON b.id = n.from_batch
WHERE n.unit_id = $1 AND n.until_batch IS NULL)";

constexpr std::string_view kMembersOf = R"(
SELECT COUNT(DISTINCT identity_hash)
FROM nms_members
WHERE unit_id = $1 AND until_batch IS NULL)";

constexpr std::string_view kEndOfUnit = R"(
UPDATE nms_orgs
SET until_batch = $1, until_row = $2
WHERE unit_id = $3 AND until_batch IS NULL)";

constexpr std::string_view kEndOfKey = R"(
UPDATE nms_orgs
SET until_batch = $1, until_row = $2
WHERE nms_key = $3 AND unit_id IS NULL AND until_batch IS NULL)";

constexpr std::string_view kInsert = R"(
INSERT INTO nms_orgs (from_batch, from_row, nms_key, nms_code, name, short_name, parent_name, category, industry,
                      secretary_sealed, phone_sealed, secretary_hash, members, place_id, unit_id, dismissed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))";

constexpr std::string_view kDropDecided = R"(
DELETE FROM import_members
WHERE batch_id = $1 AND list = $2 AND identity_hash IN (
    SELECT r.nms_key
    FROM import_rows r
    WHERE r.batch_id = $1 AND r.reason = 'member_twice' AND (r.decision = 'ignore' OR r.decided_unit <> $3)))";

constexpr std::string_view kEndGoneMembers = R"(
UPDATE nms_members
SET until_batch = $1, until_row = $2
WHERE unit_id = $3 AND until_batch IS NULL AND identity_hash NOT IN (
    SELECT m.identity_hash
    FROM import_members m
    WHERE m.batch_id = $1 AND m.list = $4))";

constexpr std::string_view kEndMovedMembers = R"(
UPDATE nms_members
SET until_batch = $1, until_row = $2
WHERE unit_id <> $3 AND until_batch IS NULL AND identity_hash IN (
    SELECT m.identity_hash
    FROM import_members m
    WHERE m.batch_id = $1 AND m.list = $4))";

constexpr std::string_view kAddMembers = R"(
INSERT INTO nms_members (identity_hash, unit_id, from_batch, from_row)
SELECT m.identity_hash, CAST($3 AS TEXT), CAST($1 AS TEXT), CAST($2 AS INTEGER)
FROM import_members m
WHERE m.batch_id = $1 AND m.list = $4 AND NOT EXISTS (
    SELECT 1
    FROM nms_members n
    WHERE n.identity_hash = m.identity_hash AND n.unit_id = $3 AND n.until_batch IS NULL))";

constexpr std::string_view kForgetContacts = R"(
UPDATE nms_orgs
SET secretary_sealed = NULL, phone_sealed = NULL, secretary_hash = NULL
WHERE until_batch IN (SELECT id FROM import_batches WHERE committed_at < $1) AND
      (secretary_sealed IS NOT NULL OR phone_sealed IS NOT NULL OR secretary_hash IS NOT NULL))";

constexpr std::string_view kForgetMembers = R"(
DELETE FROM nms_members
WHERE until_batch IN (SELECT id FROM import_batches WHERE committed_at < $1))";

constexpr std::string_view kBroughtOrgs = "DELETE FROM nms_orgs WHERE from_batch = $1 AND from_row = $2";

constexpr std::string_view kEndedOrgs = R"(
UPDATE nms_orgs
SET until_batch = NULL, until_row = NULL
WHERE until_batch = $1 AND until_row = $2)";

constexpr std::string_view kBroughtMembers = "DELETE FROM nms_members WHERE from_batch = $1 AND from_row = $2";

constexpr std::string_view kEndedMembers = R"(
UPDATE nms_members
SET until_batch = NULL, until_row = NULL
WHERE until_batch = $1 AND until_row = $2)";

NmsVersion next_version(Row& row, const Seals& seals) {
    NmsVersion version;
    version.org.key = row.next<std::string>();
    version.org.code = row.next<std::string>();
    version.org.name = row.next<std::string>();
    version.org.short_name = row.next<std::string>();
    version.org.parent = row.next<std::string>();
    version.org.category = row.next<std::string>();
    version.org.industry = row.next<std::string>();
    version.org.secretary = seals.open("nms.secretary", row.next<std::optional<std::string>>());
    version.org.phone = seals.open("nms.phone", row.next<std::optional<std::string>>());
    version.org.secretary_hash = row.next<std::optional<std::string>>();
    version.members = row.next<std::optional<int>>();
    version.place = row.next<OrgUnitId>();
    version.unit = row.next<std::optional<OrgUnitId>>();
    version.dismissed = row.next<bool>();
    version.as_of = row.next<Instant>();
    return version;
}

}  // namespace

std::vector<NmsVersion> NmsStore::list_below(const OrgPath& root) const {
    return tx_.list(kListBelow, root, [&](Row& row) { return next_version(row, seals_); });
}

NmsPage NmsStore::unknown_below(const OrgPath& root, int limit, int offset) const {
    NmsPage page;
    tx_.query(kUnknownBelow, root, limit, offset, [&](Row& row) {
        page.orgs.push_back(next_version(row, seals_));
        page.total = row.next<long long>();
    });
    return page;
}

std::optional<NmsVersion> NmsStore::of_unit(const OrgUnitId& unit) const {
    return tx_.find_one(kOfUnit, unit, [&](Row& row) { return next_version(row, seals_); });
}

long long NmsStore::members_of(const OrgUnitId& unit) const {
    return tx_.value<long long>(kMembersOf, unit).value_or(0);
}

void NmsWriter::end(const ImportBatchId& batch, int row, const std::optional<OrgUnitId>& unit, const std::string& key) {
    if (unit) tx_.run(kEndOfUnit, batch, row, *unit);
    tx_.run(kEndOfKey, batch, row, key);
}

void NmsWriter::replace(const ImportBatchId& batch, int row, const NmsVersion& version) {
    const NmsOrg& org = version.org;
    end(batch, row, version.unit, org.key);
    tx_.run(kInsert, batch, row, org.key, org.code, org.name, org.short_name, org.parent, org.category, org.industry,
            seals_.seal("nms.secretary", org.secretary), seals_.seal("nms.phone", org.phone), org.secretary_hash,
            version.members, version.place, version.unit, version.dismissed);
}

long long NmsWriter::replace_members(const ImportBatchId& batch, int row, int list, const OrgUnitId& unit) {
    tx_.run(kDropDecided, batch, list, unit);
    tx_.run(kEndGoneMembers, batch, row, unit, list);
    tx_.run(kEndMovedMembers, batch, row, unit, list);
    tx_.run(kAddMembers, batch, row, unit, list);
    return NmsStore(tx_, seals_).members_of(unit);
}

long long NmsWriter::forget_replaced(Instant before) {
    return tx_.run(kForgetContacts, before) + tx_.run(kForgetMembers, before);
}

void NmsWriter::take_back(const ImportBatchId& batch, int row) {
    tx_.run(kBroughtOrgs, batch, row);
    tx_.run(kEndedOrgs, batch, row);
    tx_.run(kBroughtMembers, batch, row);
    tx_.run(kEndedMembers, batch, row);
}

}  // namespace league
