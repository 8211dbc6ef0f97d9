#include "lib/storage/figures_past.hpp"

#include "lib/storage/org_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kBranchesAtAndBelow = R"(
WITH RECURSIVE below (id) AS (
    SELECT CAST($1 AS TEXT)
    UNION ALL
    SELECT p.unit_id
    FROM below
    JOIN unit_places p ON p.parent_id = below.id
    WHERE p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
)
SELECT u.opened_at, u.closed_at
FROM below
JOIN org_units u ON u.id = below.id
WHERE u.kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch'))";

// Every branch with the child of $1 that it stood at or below.
constexpr std::string_view kBranchesOfChildren = R"(
WITH RECURSIVE below (top, id) AS (
    SELECT p.unit_id, p.unit_id
    FROM unit_places p
    WHERE p.parent_id = $1 AND p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
    UNION ALL
    SELECT below.top, p.unit_id
    FROM below
    JOIN unit_places p ON p.parent_id = below.id
    WHERE p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
)
SELECT below.top, u.opened_at, u.closed_at
FROM below
JOIN org_units u ON u.id = below.id
WHERE u.kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch'))";

constexpr std::string_view kChildren = R"(
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       0, COALESCE(f.active, 0), COALESCE(f.activities, 0), COALESCE(f.present, 0)
FROM unit_places p
JOIN org_units u ON u.id = p.unit_id
LEFT JOIN unit_figures f ON f.unit_id = u.id AND f.period = $3
WHERE p.parent_id = $1 AND p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
ORDER BY u.sort, u.code)";

constexpr std::string_view kWithoutLog = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT p.unit_id
    FROM below
    JOIN unit_places p ON p.parent_id = below.id
    WHERE p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
)
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM below
JOIN org_units u ON u.id = below.id
WHERE u.kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch')
  AND NOT EXISTS (
    SELECT 1
    FROM branch_figures f
    WHERE f.unit_id = u.id AND f.half_month IN ($3, $4) AND f.activities > 0
  )
ORDER BY u.path)";

}  // namespace

Figures next_figures(Row& row) {
    Figures figures;
    figures.branches = row.next<long long>();
    figures.active = row.next<long long>();
    figures.activities = row.next<long long>();
    figures.present = row.next<long long>();
    return figures;
}

std::pair<HalfMonth, HalfMonth> halves_of(const Period& period) {
    const HalfMonth first(month_of(period), HalfMonth::Part::first);
    const auto* half = std::get_if<HalfMonth>(&period);
    return {first, half != nullptr ? *half : first.next()};
}

long long PastFigures::branches(const OrgUnitId& unit) const {
    const Instant end = span_of(period_).end;
    long long found = 0;
    tx_.query(kBranchesAtAndBelow, unit, month_of(period_), [&](Row& row) {
        if (stood_at_end(lifetime_of(row.instant(0), row.get<std::optional<Instant>>(1)), end)) ++found;
    });
    return found;
}

std::vector<ProgressRow> PastFigures::of_children(const OrgUnitId& parent) const {
    const Instant end = span_of(period_).end;
    std::map<std::string, long long> branches;
    tx_.query(kBranchesOfChildren, parent, month_of(period_), [&](Row& row) {
        if (stood_at_end(lifetime_of(row.instant(1), row.get<std::optional<Instant>>(2)), end)) ++branches[row.text(0)];
    });
    std::vector<ProgressRow> rows;
    tx_.query(kChildren, parent, month_of(period_), to_string(period_), [&](Row& row) {
        OrgUnit unit = next_unit(row);
        Figures figures = next_figures(row);
        figures.branches = branches[unit.id.str()];
        if (!stood(unit) && figures.active == 0 && figures.activities == 0) return;
        rows.push_back({std::move(unit), figures});
    });
    return rows;
}

std::vector<OrgUnit> PastFigures::branches_without_log(const OrgPath& under) const {
    const auto [first, last] = halves_of(period_);
    std::vector<OrgUnit> units;
    tx_.query(kWithoutLog, under, month_of(period_), first, last, [&](Row& row) {
        OrgUnit unit = next_unit(row);
        if (stood(unit)) units.push_back(std::move(unit));
    });
    return units;
}

bool PastFigures::stood(const OrgUnit& unit) const {
    return stood_at_end(lifetime_of(unit.opened_at, unit.closed_at), span_of(period_).end);
}

}  // namespace league
