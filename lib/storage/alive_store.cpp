#include "lib/storage/alive_store.hpp"

#include "lib/storage/org_columns.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

// The walk down carries the units' columns, so that no unit is looked up twice. A secretary is 1 when there is one and
// 2 when one of them follows an account or left a phone number.
constexpr std::string_view kListBelow = R"(
WITH RECURSIVE below (id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at) AS (
    SELECT id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at
    FROM org_units
    WHERE path = $1 AND closed_at IS NULL
    UNION ALL
    SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE u.closed_at IS NULL
)
SELECT b.id, b.code, b.name, b.short_name, b.kind, b.parent_id, b.path, b.sort, b.opened_at, b.closed_at,
       r.members, r.term_ends_at, p.last_log, p.last_at, p.last_expected, p.last_present, p.last_month, p.run_months,
       COALESCE((SELECT MAX(CASE WHEN EXISTS (SELECT 1
                                              FROM identities i
                                              WHERE i.person_id = g.person_id AND i.follows = 1)
                                   OR EXISTS (SELECT 1
                                              FROM people h
                                              WHERE h.id = g.person_id AND h.phone_sealed IS NOT NULL)
                                 THEN 2 ELSE 1 END)
                 FROM role_grants g
                 WHERE g.unit_id = b.id AND g.role = 'branch_secretary' AND g.ended_at IS NULL), 0)
FROM below b
JOIN org_records r ON r.unit_id = b.id
LEFT JOIN org_pulses p ON p.unit_id = b.id
WHERE r.founded_at <= $2
ORDER BY b.path)";

// Carries down only what is counted: no names, no order.
constexpr std::string_view kCountBelow = R"(
WITH RECURSIVE below (id, top, opened_at) AS (
    SELECT id, '', opened_at
    FROM org_units
    WHERE path = $1 AND closed_at IS NULL
    UNION ALL
    SELECT u.id, CASE WHEN below.top = '' THEN u.code ELSE below.top END, u.opened_at
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE u.closed_at IS NULL
)
SELECT b.top, b.opened_at,
       r.members, r.term_ends_at, p.last_log, p.last_at, p.last_expected, p.last_present, p.last_month, p.run_months,
       COALESCE((SELECT MAX(CASE WHEN EXISTS (SELECT 1
                                              FROM identities i
                                              WHERE i.person_id = g.person_id AND i.follows = 1)
                                   OR EXISTS (SELECT 1
                                              FROM people h
                                              WHERE h.id = g.person_id AND h.phone_sealed IS NOT NULL)
                                 THEN 2 ELSE 1 END)
                 FROM role_grants g
                 WHERE g.unit_id = b.id AND g.role = 'branch_secretary' AND g.ended_at IS NULL), 0)
FROM below b
JOIN org_records r ON r.unit_id = b.id
LEFT JOIN org_pulses p ON p.unit_id = b.id
WHERE r.founded_at <= $2)";

/// What follows the unit's own columns in both statements.
AliveFacts next_facts(Row& row, Instant opened_at) {
    AliveFacts facts;
    facts.opened_at = asked_since(opened_at);
    facts.members = row.next<std::optional<int>>();
    facts.term_ends_at = row.next<std::optional<Instant>>();
    const auto last_log = row.next<std::optional<ActivityId>>();
    const auto last_at = row.next<std::optional<Instant>>();
    const auto expected = row.next<std::optional<int>>();
    const auto present = row.next<std::optional<int>>();
    facts.pulse.last_month = row.next<std::optional<Month>>();
    facts.pulse.run_months = row.next<std::optional<int>>().value_or(0);
    if (last_log) facts.pulse.last = LastLog{*last_log, *last_at, *expected, *present};
    const int secretary = row.next<int>();
    facts.has_secretary = secretary >= 1;
    facts.secretary_reachable = secretary == 2;
    return facts;
}

OrgFacts read(Row& row) {
    OrgFacts found;
    found.unit = next_unit(row);
    found.facts = next_facts(row, found.unit.opened_at);
    return found;
}

AliveStore::Counted read_counted(Row& row) {
    AliveStore::Counted counted;
    counted.top = row.next<std::string>();
    const auto opened_at = row.next<Instant>();
    counted.facts = next_facts(row, opened_at);
    return counted;
}

}  // namespace

std::vector<OrgFacts> AliveStore::list_below(const OrgPath& root) {
    return tx_.list(kListBelow, root, tx_.now(), read);
}

std::vector<AliveStore::Counted> AliveStore::count_below(const OrgPath& root) {
    return tx_.list(kCountBelow, root, tx_.now(), read_counted);
}

std::optional<AliveFacts> AliveStore::find(const OrgUnit& unit) {
    for (OrgFacts& found : list_below(unit.path)) {
        if (found.unit.id == unit.id) return std::move(found.facts);
    }
    return std::nullopt;
}

}  // namespace league
