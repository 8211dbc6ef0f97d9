#include "lib/storage/cadence_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/org_columns.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kList = R"(
SELECT c.id, c.unit_id, u.path, c.org_kind, c.kind, k.label, c.period, c.min_count, c.min_members, c.valid_from,
       c.valid_to, c.source
FROM cadence_rules c
LEFT JOIN org_units u ON u.id = c.unit_id
LEFT JOIN activity_kinds k ON k.code = c.kind
ORDER BY CASE c.period WHEN 'month' THEN 1 WHEN 'quarter' THEN 2 WHEN 'half_year' THEN 3 ELSE 4 END,
         COALESCE(k.sort, 0), c.valid_from, c.id)";

constexpr std::string_view kFind = R"(
SELECT c.id, c.unit_id, u.path, c.org_kind, c.kind, k.label, c.period, c.min_count, c.min_members, c.valid_from,
       c.valid_to, c.source
FROM cadence_rules c
LEFT JOIN org_units u ON u.id = c.unit_id
LEFT JOIN activity_kinds k ON k.code = c.kind
WHERE c.id = $1)";

constexpr std::string_view kChecklist = R"(
SELECT i.code, i.label, k.kind
FROM checklist_items i
JOIN checklist_item_kinds k ON k.item = i.code
ORDER BY i.sort, i.code, k.kind)";

constexpr std::string_view kOrganisations = R"(
WITH RECURSIVE below (id, kind, path, opened_at) AS (
    SELECT id, kind, path, opened_at
    FROM org_units
    WHERE path = $1 AND closed_at IS NULL
    UNION ALL
    SELECT u.id, u.kind, u.path, u.opened_at
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE u.closed_at IS NULL
)
SELECT b.id, b.path, b.kind, b.opened_at, r.members, COALESCE(y.kinds, '')
FROM below b
JOIN org_records r ON r.unit_id = b.id
LEFT JOIN activity_years y ON y.unit_id = b.id AND y.year = $2
WHERE r.founded_at <= $3
ORDER BY b.path)";

constexpr std::string_view kInsert = R"(
INSERT INTO cadence_rules (id, unit_id, org_kind, kind, period, min_count, min_members, valid_from, valid_to, source,
                           created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO NOTHING)";

constexpr std::string_view kSetLastDay = R"(
UPDATE cadence_rules
SET valid_to = $2
WHERE id = $1)";

CadenceRule read(Row& row) {
    CadenceRule rule;
    rule.id = row.next<std::string>();
    rule.scope = row.next<std::optional<OrgUnitId>>();
    rule.scope_path = row.next<std::optional<OrgPath>>().value_or(OrgPath());
    if (const auto word = row.next<std::optional<std::string>>()) rule.org_kind = org_kind_from(*word);
    rule.kind = row.next<std::optional<std::string>>();
    rule.kind_label = row.next<std::optional<std::string>>().value_or("");
    const auto period = cadence_period_from(row.next<std::string>());
    ensure(period.has_value());  // the schema's CHECK knows the same words
    rule.period = *period;
    rule.min_count = row.next<int>();
    rule.min_members = row.next<int>();
    rule.valid_from = beijing_date(row.next<Instant>());
    if (const auto last = row.next<std::optional<Instant>>()) rule.valid_to = beijing_date(*last);
    rule.source = row.next<std::string>();
    return rule;
}

}  // namespace

std::vector<CadenceRule> CadenceStore::list() {
    return tx_.list(kList, read);
}

std::optional<CadenceRule> CadenceStore::find(const std::string& id) {
    return tx_.find_one(kFind, id, read);
}

std::vector<ChecklistItem> CadenceStore::checklist() {
    std::vector<ChecklistItem> items;
    tx_.query(kChecklist, [&](Row& row) {
        if (items.empty() || items.back().code != row.text(0)) items.push_back({row.text(0), row.text(1), {}});
        items.back().kinds.push_back(row.text(2));
    });
    return items;
}

std::vector<OrgYear> CadenceStore::organisations(const OrgPath& root, int year) {
    return tx_.list(kOrganisations, root, year, tx_.now(), [](Row& row) {
        OrgYear found;
        found.unit = row.next<OrgUnitId>();
        found.path = row.next<OrgPath>();
        const auto kind = org_kind_from(row.next<std::string>());
        ensure(kind.has_value());  // the schema's CHECK knows the same words
        found.kind = *kind;
        found.opened_at = row.next<Instant>();
        found.members = row.next<std::optional<int>>();
        std::optional<ActivityYear> kinds = ActivityYear::parse(row.next<std::string>());
        if (!kinds) throw DatabaseError("a kept year of activities does not read");
        found.year = *std::move(kinds);
        return found;
    });
}

bool CadenceWriter::insert(const CadenceRule& rule, const std::optional<PersonId>& by) {
    std::optional<Instant> last;
    if (rule.valid_to) last = at_beijing(*rule.valid_to);
    return tx_.run(kInsert, rule.id, rule.scope, rule.org_kind, rule.kind, rule.period, rule.min_count,
                   rule.min_members, at_beijing(rule.valid_from), last, rule.source, by) > 0;
}

void CadenceWriter::set_last_day(const std::string& id, Date valid_to) {
    tx_.run(kSetLastDay, id, at_beijing(valid_to));
}

}  // namespace league
