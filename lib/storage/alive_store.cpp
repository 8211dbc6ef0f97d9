#include "lib/storage/alive_store.hpp"

#include "lib/storage/transaction.hpp"

namespace league {
namespace {

// Carries down only what is counted: no names, no order. A secretary is 1 when there is one and 2 when one of them
// follows an account or left a phone number.
constexpr std::string_view kListBelow = R"(
WITH RECURSIVE below (id, path, opened_at) AS (
    SELECT id, path, opened_at
    FROM org_units
    WHERE path = $1 AND closed_at IS NULL
    UNION ALL
    SELECT u.id, u.path, u.opened_at
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE u.closed_at IS NULL
)
SELECT b.id, b.path, b.opened_at,
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

/// The code below the root in a path at or below it.
std::string code_below(const OrgPath& root, const OrgPath& path) {
    const std::string& whole = path.str();
    const std::size_t begin = root.str().size() + 1;  // behind the slash
    return whole.size() < begin ? std::string() : whole.substr(begin, whole.find('/', begin) - begin);
}

OrgFacts read(const OrgPath& root, Row& row) {
    OrgFacts found;
    found.unit = row.next<OrgUnitId>();
    found.path = row.next<OrgPath>();
    found.top = code_below(root, found.path);
    AliveFacts& facts = found.facts;
    facts.opened_at = asked_since(row.next<Instant>());
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
    return found;
}

}  // namespace

std::vector<OrgFacts> AliveStore::list_below(const OrgPath& root) {
    return tx_.list(kListBelow, root, tx_.now(), [&](Row& row) { return read(root, row); });
}

std::optional<AliveFacts> AliveStore::find(const OrgUnit& unit) {
    for (OrgFacts& found : list_below(unit.path)) {
        if (found.unit == unit.id) return std::move(found.facts);
    }
    return std::nullopt;
}

}  // namespace league
