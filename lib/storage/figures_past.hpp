// Figures of a period that is over, for figures_store.hpp: the tree of its month, and the branches that stood when it
// ended. Reads every branch below a unit once. Inside lib/storage only.
#pragma once

#include <map>
#include <vector>

#include "lib/domain/progress.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// Reads branches, active, activities, present as the next four columns.
Figures next_figures(Row& row);
/// The first half of the period's month and the last half that the period shows.
std::pair<HalfMonth, HalfMonth> halves_of(const Period& period);

class PastFigures {
public:
    PastFigures(ReadTransaction& tx, const Period& period) : tx_(tx), period_(period) {}

    long long branches(const OrgUnitId& unit) const;
    std::vector<ProgressRow> of_children(const OrgUnitId& parent) const;
    std::vector<OrgUnit> branches_without_log(const OrgPath& under) const;

private:
    bool stood(const OrgUnit& unit) const;

    ReadTransaction& tx_;
    const Period& period_;
};

}  // namespace league
