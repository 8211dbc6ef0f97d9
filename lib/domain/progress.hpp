// Progress of a unit in a period (R15, R54, R57). Figures are kept row by row as logs come and go; these are
// the pure rules for what a log changes and how a kept figure is read.
//
// `activities` and `present` belong to the period alone. `active` counts the branches with at least one counted
// log from the 1st of the month up to the period's end: H1 is days 1-15, H2 shows the month to date, and so does
// the month itself. `branches` and `active` are of those that stood when the period ended, so that the branches
// without a log are the one less the other; what a branch did before it was closed stays in `activities`.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "lib/domain/lifetime.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"

namespace league {

/// Counted logs of one branch in one half month: the finest figure that is kept.
struct BranchFigures {
    long long activities = 0;
    long long present = 0;

    bool operator==(const BranchFigures&) const = default;
};

struct Figures {
    long long branches = 0;  ///< branches at or below the unit, open at the period's end or as of now
    long long active = 0;
    long long activities = 0;
    long long present = 0;

    bool operator==(const Figures&) const = default;
};

/// What a unit and all below it did in one whole month. How many branches it had then is not kept.
struct MonthFigures {
    Month month;
    long long active = 0;
    long long activities = 0;
    long long present = 0;

    bool operator==(const MonthFigures&) const = default;
};

/// What changes at the branch and at every unit above it in one period row.
struct FiguresChange {
    std::string period;  ///< "2026-11-H1", "2026-11-H2" or "2026-11"
    long long active = 0;
    long long activities = 0;
    long long present = 0;

    bool operator==(const FiguresChange&) const = default;
};

/// One counted log more (`sign` +1) or less (-1) of `present` heads started at `started_at`. `first` and `second`
/// are the branch's figures of that month's two halves before the change. Answers the changed period rows: the
/// half month of the log, the month, and the second half when its `active` moves.
std::vector<FiguresChange> changes_for_log(Instant started_at, int present, int sign, const BranchFigures& first,
                                           const BranchFigures& second, const Lifetime& life = {});

/// What the same month's rows change by when the days of a branch's opening or closing become others.
std::vector<FiguresChange> changes_for_life(const Month& month, const BranchFigures& first, const BranchFigures& second,
                                            const Lifetime& before, const Lifetime& after);

/// A row of the progress answer.
struct ProgressRow {
    OrgUnit unit;
    Figures figures;
};

struct Progress {
    OrgUnit unit;
    Period period;
    Instant as_of;
    Figures totals;
    std::vector<ProgressRow> rows;  ///< child units in tree order
};

}  // namespace league
