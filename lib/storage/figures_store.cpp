#include "lib/storage/figures_store.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/storage/figures_past.hpp"
#include "lib/storage/org_columns.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kOfBranch = R"(
SELECT activities, present
FROM branch_figures
WHERE unit_id = $1 AND half_month = $2)";

// A branch's life and both halves of one of its months.
constexpr std::string_view kBranchMonth = R"(
SELECT u.opened_at, u.closed_at, COALESCE(a.activities, 0), COALESCE(a.present, 0), COALESCE(b.activities, 0),
       COALESCE(b.present, 0)
FROM org_units u
LEFT JOIN branch_figures a ON a.unit_id = u.id AND a.half_month = $2
LEFT JOIN branch_figures b ON b.unit_id = u.id AND b.half_month = $3
WHERE u.id = $1)";

constexpr std::string_view kHalvesOfBranch = R"(
SELECT half_month, activities, present
FROM branch_figures
WHERE unit_id = $1)";

constexpr std::string_view kUnitFrom = R"(
SELECT period, active, activities, present
FROM unit_figures
WHERE unit_id = $1 AND period >= $2)";

constexpr std::string_view kOfUnit = R"(
SELECT COALESCE(b.branches, 0), COALESCE(f.active, 0), COALESCE(f.activities, 0), COALESCE(f.present, 0)
FROM org_units u
LEFT JOIN unit_branches b ON b.unit_id = u.id
LEFT JOIN unit_figures f ON f.unit_id = u.id AND f.period = $2
WHERE u.id = $1)";

// Half months are kept in the same table; their names are longer.
constexpr std::string_view kMonthsOfUnit = R"(
SELECT period, active, activities, present
FROM unit_figures
WHERE unit_id = $1 AND period BETWEEN $2 AND $3 AND LENGTH(period) = 7)";

// A unit that was closed since stays in the periods in which it did something.
constexpr std::string_view kOfChildren = R"(
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       COALESCE(b.branches, 0), COALESCE(f.active, 0), COALESCE(f.activities, 0), COALESCE(f.present, 0)
FROM org_units u
LEFT JOIN unit_branches b ON b.unit_id = u.id
LEFT JOIN unit_figures f ON f.unit_id = u.id AND f.period = $2
WHERE u.parent_id = $1 AND (u.closed_at IS NULL OR f.active > 0 OR f.activities > 0)
ORDER BY u.sort, u.code)";

constexpr std::string_view kWithoutLog = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM below
JOIN org_units u ON u.id = below.id
WHERE u.closed_at IS NULL
  AND u.opened_at < $4
  AND u.kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch')
  AND NOT EXISTS (
    SELECT 1
    FROM branch_figures f
    WHERE f.unit_id = u.id AND f.half_month IN ($2, $3) AND f.activities > 0
  )
ORDER BY u.path)";

constexpr std::string_view kKeptBranches = R"(
SELECT unit_id, half_month, activities, present
FROM branch_figures)";

constexpr std::string_view kKeptUnits = R"(
SELECT unit_id, period, active, activities, present
FROM unit_figures)";

constexpr std::string_view kCountedLogs = R"(
SELECT org_id, started_at, present
FROM activities
WHERE state IN ('submitted', 'accepted'))";

constexpr std::string_view kPlaces = R"(
SELECT unit_id, parent_id, from_month, until_month
FROM unit_places)";

constexpr std::string_view kLives = R"(
SELECT id, opened_at, closed_at
FROM org_units)";

constexpr std::string_view kAddToBranch = R"(
INSERT INTO branch_figures (unit_id, half_month, activities, present)
VALUES ($1, $2, $3, $4)
ON CONFLICT (unit_id, half_month) DO UPDATE
SET activities = branch_figures.activities + excluded.activities,
    present = branch_figures.present + excluded.present)";

// The unit and every one above it in the period's month, in one statement. The WHERE tells the parser that ON CONFLICT
// is no join.
constexpr std::string_view kAddToLine = R"(
WITH RECURSIVE line (id) AS (
    SELECT CAST($1 AS TEXT)
    UNION ALL
    SELECT p.parent_id
    FROM line
    JOIN unit_places p ON p.unit_id = line.id
    WHERE p.from_month <= $6 AND (p.until_month IS NULL OR p.until_month > $6) AND p.parent_id IS NOT NULL
)
INSERT INTO unit_figures (unit_id, period, active, activities, present)
SELECT line.id, $2, $3, $4, $5
FROM line
WHERE line.id IS NOT NULL
ON CONFLICT (unit_id, period) DO UPDATE
SET active = unit_figures.active + excluded.active,
    activities = unit_figures.activities + excluded.activities,
    present = unit_figures.present + excluded.present)";

HalfMonth half_of(const Month& month, HalfMonth::Part part) {
    return HalfMonth(month, part);
}

/// What the counted logs of one branch in one month add to each unit of its line: counted anew, not by the rule that
/// changes the kept figures, so that the two check one another.
void add_month(std::map<FigureKey, UnitFigures>& units, const std::string& unit, const Month& month,
               const BranchFigures& first, const BranchFigures& second, const Lifetime& life) {
    const auto add = [&](const std::string& period, bool active, long long activities, long long present) {
        UnitFigures& figures = units[{unit, period}];
        figures.active += active ? 1 : 0;
        figures.activities += activities;
        figures.present += present;
    };
    const HalfMonth h1 = half_of(month, HalfMonth::Part::first);
    const bool in_first = first.activities > 0 && stood_at_end(life, h1.span().end);
    const bool in_month = first.activities + second.activities > 0 && stood_at_end(life, month.span().end);
    add(h1.str(), in_first, first.activities, first.present);
    add(half_of(month, HalfMonth::Part::second).str(), in_month, second.activities, second.present);
    add(month.str(), in_month, first.activities + second.activities, first.present + second.present);
}

/// Whom each unit stood below in which month, as the rows say.
class Lines {
public:
    explicit Lines(ReadTransaction& tx) {
        tx.query(kPlaces, [&](Row& row) {
            places_[row.text(0)].push_back(
                {row.get<std::optional<std::string>>(1), row.text(2), row.get<std::optional<std::string>>(3)});
        });
    }
    std::optional<std::string> above(const std::string& unit, const Month& month) const {
        const std::string in = month.str();
        for (const Place& place : places_.at(unit)) {
            if (place.from <= in && (!place.until || *place.until > in)) return place.parent;
        }
        return std::nullopt;
    }

private:
    struct Place {
        std::optional<std::string> parent;
        std::string from;
        std::optional<std::string> until;
    };
    std::map<std::string, std::vector<Place>> places_;
};

template <class Map>
void drop_zeros(Map& map) {
    std::erase_if(map, [](const auto& entry) { return entry.second == typename Map::mapped_type{}; });
}

}  // namespace

BranchFigures FiguresStore::of_branch(const OrgUnitId& unit, const HalfMonth& half) {
    const auto found = tx_.find_one(kOfBranch, unit, half, [](Row& row) {
        return BranchFigures{row.get<long long>(0), row.get<long long>(1)};
    });
    return found.value_or(BranchFigures{});
}

Figures FiguresStore::of_unit(const OrgUnitId& unit, const Period& period) {
    Figures figures = tx_.find_one(kOfUnit, unit, to_string(period), next_figures).value_or(Figures{});
    if (is_over(period)) figures.branches = PastFigures(tx_, period).branches(unit);
    return figures;
}

std::vector<MonthFigures> FiguresStore::months_of_unit(const OrgUnitId& unit, const Month& last, int count) {
    std::vector<MonthFigures> months{MonthFigures{last}};
    for (int i = 1; i < count; ++i) months.push_back(MonthFigures{months.back().month.previous()});
    std::reverse(months.begin(), months.end());
    tx_.query(kMonthsOfUnit, unit, months.front().month, last, [&](Row& row) {
        const Month month = row.get<Month>(0);
        const auto found =
            std::find_if(months.begin(), months.end(), [&](const auto& one) { return one.month == month; });
        if (found == months.end()) return;
        *found = {month, row.get<long long>(1), row.get<long long>(2), row.get<long long>(3)};
    });
    return months;
}

std::vector<ProgressRow> FiguresStore::of_children(const OrgUnitId& parent, const Period& period) {
    if (is_over(period)) return PastFigures(tx_, period).of_children(parent);
    return tx_.list(kOfChildren, parent, to_string(period), [](Row& row) {
        OrgUnit unit = next_unit(row);
        return ProgressRow{std::move(unit), next_figures(row)};
    });
}

std::vector<OrgUnit> FiguresStore::branches_without_log(const OrgPath& under, const Period& period) {
    if (is_over(period)) return PastFigures(tx_, period).branches_without_log(under);
    const auto [first, last] = halves_of(period);
    return tx_.list(kWithoutLog, under, first, last, last.span().end, next_unit);
}

bool FiguresStore::is_over(const Period& period) const {
    return span_of(period).end <= tx_.now();
}

AllFigures FiguresStore::kept() {
    AllFigures all;
    tx_.query(kKeptBranches, [&](Row& row) {
        all.branches[{row.text(0), row.text(1)}] = {row.get<long long>(2), row.get<long long>(3)};
    });
    tx_.query(kKeptUnits, [&](Row& row) {
        all.units[{row.text(0), row.text(1)}] = {row.get<long long>(2), row.get<long long>(3), row.get<long long>(4)};
    });
    drop_zeros(all.branches);
    drop_zeros(all.units);
    return all;
}

AllFigures FiguresStore::recomputed() {
    AllFigures all;
    tx_.query(kCountedLogs, [&](Row& row) {
        BranchFigures& figures = all.branches[{row.text(0), HalfMonth::of(row.instant(1)).str()}];
        ++figures.activities;
        figures.present += row.integer(2);
    });
    const Lines lines(tx_);
    std::map<std::string, Lifetime> lives;
    tx_.query(kLives,
              [&](Row& row) { lives[row.text(0)] = lifetime_of(row.instant(1), row.get<std::optional<Instant>>(2)); });
    for (const auto& [key, figures] : all.branches) {
        const HalfMonth half = *HalfMonth::parse(key.period);
        const bool is_first = half.part() == HalfMonth::Part::first;
        const auto other = all.branches.find({key.unit, half_of(half.month(), HalfMonth::Part::first).str()});
        if (!is_first && other != all.branches.end()) continue;  // the first half has brought this month along
        const auto second = all.branches.find({key.unit, half_of(half.month(), HalfMonth::Part::second).str()});
        const BranchFigures of_first = is_first ? figures : BranchFigures{};
        const BranchFigures of_second = second == all.branches.end() ? BranchFigures{} : second->second;
        const Lifetime& life = lives.at(key.unit);
        for (std::optional<std::string> unit = key.unit; unit; unit = lines.above(*unit, half.month())) {
            add_month(all.units, *unit, half.month(), of_first, of_second, life);
        }
    }
    drop_zeros(all.branches);
    drop_zeros(all.units);
    return all;
}

void FiguresWriter::apply_log(const OrgUnitId& branch, Instant started_at, int present, int sign) {
    const HalfMonth half = HalfMonth::of(started_at);
    struct Before {
        Lifetime life;
        BranchFigures first;
        BranchFigures second;
    };
    const auto before = tx_.find_one(kBranchMonth, branch, half_of(half.month(), HalfMonth::Part::first),
                                     half_of(half.month(), HalfMonth::Part::second), [](Row& row) {
                                         return Before{lifetime_of(row.instant(0), row.get<std::optional<Instant>>(1)),
                                                       {row.get<long long>(2), row.get<long long>(3)},
                                                       {row.get<long long>(4), row.get<long long>(5)}};
                                     });
    ensure(before.has_value());  // a foreign key holds it
    tx_.run(kAddToBranch, branch, half, sign, sign * present);
    add_to_line(branch, half.month(),
                changes_for_log(started_at, present, sign, before->first, before->second, before->life));
}

void FiguresWriter::change_life(const OrgUnitId& branch, const Lifetime& before, const Lifetime& after) {
    std::map<Month, std::pair<BranchFigures, BranchFigures>> months;
    tx_.query(kHalvesOfBranch, branch, [&](Row& row) {
        const auto half = row.next<HalfMonth>();
        auto& [first, second] = months[half.month()];
        BranchFigures& figures = half.part() == HalfMonth::Part::first ? first : second;
        figures.activities = row.next<long long>();
        figures.present = row.next<long long>();
    });
    for (const auto& [month, halves] : months) {
        add_to_line(branch, month, changes_for_life(month, halves.first, halves.second, before, after));
    }
}

void FiguresWriter::shift(const OrgUnitId& unit, const OrgUnitId& parent, const Month& from, int sign) {
    ensure(sign == 1 || sign == -1);
    const auto changes = tx_.list(kUnitFrom, unit, from, [&](Row& row) {
        FiguresChange change;
        change.period = row.next<std::string>();
        change.active = sign * row.next<long long>();
        change.activities = sign * row.next<long long>();
        change.present = sign * row.next<long long>();
        return change;
    });
    for (const FiguresChange& change : changes) {
        add_to_line(parent, month_of(*parse_period(change.period)), {change});
    }
}

void FiguresWriter::add_to_line(const OrgUnitId& unit, const Month& month, const std::vector<FiguresChange>& changes) {
    for (const FiguresChange& change : changes) {
        tx_.run(kAddToLine, unit, change.period, change.active, change.activities, change.present, month);
    }
}

}  // namespace league
