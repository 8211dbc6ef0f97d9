#include "lib/storage/org_life_store.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/storage/org_columns.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kTerms = R"(
SELECT unit_id, began_at, years, student, manner, paper
FROM terms
WHERE unit_id = $1
ORDER BY began_at DESC)";

// An organisation's is in its record, which founding writes too; a committee has no record.
constexpr std::string_view kEnding = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE u.closed_at IS NULL
), ending (id, ends_at) AS (
    SELECT r.unit_id, r.term_ends_at
    FROM below
    JOIN org_records r ON r.unit_id = below.id
    WHERE r.term_ends_at <= $2
    UNION ALL
    SELECT t.unit_id, t.ends_at
    FROM below
    JOIN terms t ON t.unit_id = below.id
    WHERE t.ends_at <= $2
      AND NOT EXISTS (SELECT 1 FROM org_records r WHERE r.unit_id = t.unit_id)
      AND NOT EXISTS (SELECT 1 FROM terms n WHERE n.unit_id = t.unit_id AND n.began_at > t.began_at)
)
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at, e.ends_at
FROM ending e
JOIN org_units u ON u.id = e.id
WHERE u.closed_at IS NULL
ORDER BY e.ends_at, u.path)";

constexpr std::string_view kTags = R"(
SELECT tag
FROM org_tags
WHERE unit_id = $1
ORDER BY tag)";

constexpr std::string_view kTagsBelow = R"(
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
SELECT t.unit_id, t.tag
FROM below
JOIN org_tags t ON t.unit_id = below.id
ORDER BY t.unit_id, t.tag)";

constexpr std::string_view kHeadcounts = R"(
SELECT counted_at, members, youth, source
FROM headcounts
WHERE unit_id = $1
ORDER BY counted_at DESC, source)";

constexpr std::string_view kSaveTerm = R"(
INSERT INTO terms (unit_id, began_at, years, student, manner, ends_at, paper, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (unit_id, began_at) DO UPDATE
SET years = excluded.years, student = excluded.student, manner = excluded.manner, ends_at = excluded.ends_at,
    paper = excluded.paper, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by)";

constexpr std::string_view kRemoveTerm = R"(
DELETE FROM terms
WHERE unit_id = $1 AND began_at = $2)";

constexpr std::string_view kShowTerm = R"(
UPDATE org_records
SET term_ends_at = (
    SELECT t.ends_at
    FROM terms t
    WHERE t.unit_id = org_records.unit_id
    ORDER BY t.began_at DESC
    LIMIT 1
)
WHERE unit_id = $1)";

constexpr std::string_view kForgetTags = R"(
DELETE FROM org_tags
WHERE unit_id = $1)";

constexpr std::string_view kAddTag = R"(
INSERT INTO org_tags (unit_id, tag)
VALUES ($1, $2))";

Term term(Row& row) {
    Term found;
    found.unit = row.next<OrgUnitId>();
    found.began = beijing_date(row.next<Instant>());
    found.years = row.next<int>();
    found.student = row.next<bool>();
    const auto manner = term_manner_from(row.next<std::string>());
    ensure(manner.has_value());  // the schema's CHECK knows the same words
    found.manner = *manner;
    found.paper = row.next<std::string>();
    return found;
}

}  // namespace

std::vector<Term> OrgLifeStore::terms(const OrgUnitId& unit) const {
    return tx_.list(kTerms, unit, term);
}

std::vector<EndingTerm> OrgLifeStore::ending_terms(const OrgPath& root, Instant until) const {
    return tx_.list(kEnding, root, until, [](Row& row) {
        OrgUnit unit = next_unit(row);
        return EndingTerm{std::move(unit), row.next<Instant>()};
    });
}

std::vector<std::string> OrgLifeStore::tags(const OrgUnitId& unit) const {
    return tx_.list(kTags, unit, [](Row& row) { return row.text(0); });
}

std::map<OrgUnitId, std::vector<std::string>> OrgLifeStore::tags_below(const OrgPath& root) const {
    std::map<OrgUnitId, std::vector<std::string>> all;
    tx_.query(kTagsBelow, root, [&](Row& row) { all[row.get<OrgUnitId>(0)].push_back(row.text(1)); });
    return all;
}

std::vector<KnownHeads> OrgLifeStore::headcounts(const OrgUnitId& unit) const {
    return tx_.list(kHeadcounts, unit, [](Row& row) {
        const Instant at = row.next<Instant>();
        const int members = row.next<int>();
        const auto youth = row.next<std::optional<int>>();
        return KnownHeads{{members, youth, at}, row.next<std::string>()};
    });
}

void OrgLifeWriter::save_term(const Term& term, const std::optional<PersonId>& by) {
    tx_.run(kSaveTerm, term.unit, at_beijing(term.began), term.years, term.student, term.manner,
            at_beijing(term_end(term.began, term.years)), term.paper, tx_.now(), by);
    tx_.run(kShowTerm, term.unit);
}

bool OrgLifeWriter::remove_term(const OrgUnitId& unit, Date began) {
    if (tx_.run(kRemoveTerm, unit, at_beijing(began)) == 0) return false;
    tx_.run(kShowTerm, unit);
    return true;
}

void OrgLifeWriter::set_tags(const OrgUnitId& unit, const std::vector<std::string>& tags) {
    tx_.run(kForgetTags, unit);
    for (const std::string& tag : tags) tx_.run(kAddTag, unit, tag);
}

}  // namespace league
