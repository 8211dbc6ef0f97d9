#include "lib/storage/org_record_store.hpp"

#include "lib/storage/org_columns.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT unit_id, mode, is_new, founded_at, nms_claimed_at, nms_counted_at, members, youth, headcount_at, term_ends_at
FROM org_records
WHERE unit_id = $1)";

// Walks down by parent_id, which stays cheap at any number of units beside the subtree.
constexpr std::string_view kListBelow = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE u.closed_at IS NULL
)
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       r.unit_id, r.mode, r.is_new, r.founded_at, r.nms_claimed_at, r.nms_counted_at, r.members, r.youth,
       r.headcount_at, r.term_ends_at
FROM below
JOIN org_units u ON u.id = below.id
JOIN org_records r ON r.unit_id = below.id
WHERE u.closed_at IS NULL
ORDER BY u.path)";

constexpr std::string_view kSave = R"(
INSERT INTO org_records (unit_id, mode, is_new, founded_at, nms_claimed_at, term_ends_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (unit_id) DO UPDATE
SET mode = excluded.mode, is_new = excluded.is_new, founded_at = excluded.founded_at,
    nms_claimed_at = excluded.nms_claimed_at, term_ends_at = excluded.term_ends_at)";

constexpr std::string_view kAddHeadcount = R"(
INSERT INTO headcounts (unit_id, counted_at, source, members, youth, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (unit_id, counted_at, source) DO UPDATE
SET members = excluded.members, youth = excluded.youth, recorded_at = excluded.recorded_at,
    recorded_by = excluded.recorded_by)";

constexpr std::string_view kShowHeadcount = R"(
UPDATE org_records
SET members = $2, youth = COALESCE($3, youth), headcount_at = $4
WHERE unit_id = $1 AND (headcount_at IS NULL OR headcount_at <= $4))";

constexpr std::string_view kBeginRecord = R"(
UPDATE org_records
SET nms_counted_at = $2
WHERE unit_id = $1 AND nms_counted_at IS NULL)";

constexpr std::string_view kBeginSpan = R"(
INSERT INTO nms_presence (unit_id, counted_from)
VALUES ($1, $2)
ON CONFLICT (unit_id, counted_from) DO UPDATE
SET counted_until = NULL)";

constexpr std::string_view kEndRecord = R"(
UPDATE org_records
SET nms_counted_at = NULL
WHERE unit_id = $1 AND nms_counted_at IS NOT NULL)";

constexpr std::string_view kEndSpan = R"(
UPDATE nms_presence
SET counted_until = $2
WHERE unit_id = $1 AND counted_until IS NULL)";

constexpr std::string_view kSpan = R"(
SELECT counted_from, counted_until
FROM nms_presence
WHERE unit_id = $1 AND counted_from = $2)";

constexpr std::string_view kMembersOn = R"(
SELECT members
FROM headcounts
WHERE unit_id = $1 AND counted_at = $2 AND source = $3)";

constexpr std::string_view kForgetRecord = R"(
UPDATE org_records
SET nms_counted_at = NULL
WHERE unit_id = $1 AND nms_counted_at = $2)";

constexpr std::string_view kForgetSpan = R"(
DELETE FROM nms_presence
WHERE unit_id = $1 AND counted_from = $2)";

constexpr std::string_view kSetSpanEnd = R"(
UPDATE nms_presence
SET counted_until = $3
WHERE unit_id = $1 AND counted_from = $2)";

constexpr std::string_view kForgetHeadcount = R"(
DELETE FROM headcounts
WHERE unit_id = $1 AND counted_at = $2 AND source = $3)";

constexpr std::string_view kRestoreHeadcount = R"(
UPDATE headcounts
SET members = $4
WHERE unit_id = $1 AND counted_at = $2 AND source = $3)";

constexpr std::string_view kShowNewestHeadcount = R"(
UPDATE org_records
SET members = (SELECT h.members
               FROM headcounts h
               WHERE h.unit_id = org_records.unit_id
               ORDER BY h.counted_at DESC, h.recorded_at DESC
               LIMIT 1),
    headcount_at = (SELECT h.counted_at
                    FROM headcounts h
                    WHERE h.unit_id = org_records.unit_id
                    ORDER BY h.counted_at DESC, h.recorded_at DESC
                    LIMIT 1),
    youth = (SELECT h.youth
             FROM headcounts h
             WHERE h.unit_id = org_records.unit_id AND h.youth IS NOT NULL
             ORDER BY h.counted_at DESC, h.recorded_at DESC
             LIMIT 1)
WHERE unit_id = $1)";

OrgRecord next_record(Row& row) {
    OrgRecord record;
    record.unit = row.next<OrgUnitId>();
    record.mode = row.next<std::optional<std::string>>();
    record.is_new = row.next<bool>();
    record.founded_at = row.next<std::optional<Instant>>();
    record.nms_claimed_at = row.next<std::optional<Instant>>();
    record.nms_counted_at = row.next<std::optional<Instant>>();
    const auto members = row.next<std::optional<int>>();
    const auto youth = row.next<std::optional<int>>();
    const auto counted_at = row.next<std::optional<Instant>>();
    if (members && counted_at) record.heads = Headcount{*members, youth, *counted_at};
    record.term_ends_at = row.next<std::optional<Instant>>();
    return record;
}

}  // namespace

std::string_view to_string(HeadcountSource source) {
    switch (source) {
        case HeadcountSource::typed: return "typed";
        case HeadcountSource::import: return "import";
    }
    return "";
}

std::optional<OrgRecord> OrgRecordStore::find(const OrgUnitId& unit) const {
    return tx_.find_one(kFind, unit, next_record);
}

std::vector<std::pair<OrgUnit, OrgRecord>> OrgRecordStore::list_below(const OrgPath& root) const {
    return tx_.list(kListBelow, root, [](Row& row) {
        OrgUnit unit = next_unit(row);
        return std::pair(std::move(unit), next_record(row));
    });
}

std::optional<NmsSpan> OrgRecordStore::span(const OrgUnitId& unit, Instant from) const {
    return tx_.find_one(kSpan, unit, from, [](Row& row) {
        const Instant begin = row.next<Instant>();
        return NmsSpan{begin, row.next<std::optional<Instant>>()};
    });
}

std::optional<int> OrgRecordStore::members_on(const OrgUnitId& unit, Instant day, HeadcountSource source) const {
    return tx_.value<int>(kMembersOn, unit, day, source);
}

void OrgRecordWriter::save(const OrgRecord& record) {
    tx_.run(kSave, record.unit, record.mode, record.is_new, record.founded_at, record.nms_claimed_at,
            record.term_ends_at);
}

void OrgRecordWriter::add_headcount(const OrgUnitId& unit, const Headcount& heads, HeadcountSource source,
                                    const std::optional<PersonId>& by) {
    tx_.run(kAddHeadcount, unit, heads.counted_at, source, heads.members, heads.youth, tx_.now(), by);
    tx_.run(kShowHeadcount, unit, heads.members, heads.youth, heads.counted_at);
}

void OrgRecordWriter::begin_counting(const OrgUnitId& unit, Instant from) {
    if (tx_.run(kBeginRecord, unit, from) > 0) tx_.run(kBeginSpan, unit, from);
}

void OrgRecordWriter::end_counting(const OrgUnitId& unit, Instant until) {
    if (tx_.run(kEndRecord, unit) > 0) tx_.run(kEndSpan, unit, until);
}

bool OrgRecordWriter::take_back_counting(const OrgUnitId& unit, Instant from, const std::optional<NmsSpan>& before) {
    if (tx_.run(kForgetRecord, unit, from) == 0) return false;
    if (before) {
        tx_.run(kSetSpanEnd, unit, from, before->until);
    } else {
        tx_.run(kForgetSpan, unit, from);
    }
    return true;
}

bool OrgRecordWriter::resume_counting(const OrgUnitId& unit, Instant from) {
    if (tx_.run(kBeginRecord, unit, from) == 0) return false;
    tx_.run(kSetSpanEnd, unit, from, std::nullopt);
    return true;
}

void OrgRecordWriter::take_back_headcount(const OrgUnitId& unit, Instant day, HeadcountSource source,
                                          std::optional<int> before) {
    if (before) {
        tx_.run(kRestoreHeadcount, unit, day, source, *before);
    } else {
        tx_.run(kForgetHeadcount, unit, day, source);
    }
    tx_.run(kShowNewestHeadcount, unit);
}

}  // namespace league
