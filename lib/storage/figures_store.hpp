// Kept figures (design rule 5): per branch and half month, and per unit and period summed up the tree. Changed in the
// transaction of the log that moves them; reading a county costs the same however many logs there are.
//
// "Up the tree" is the tree of the period's own month (place_store.hpp): a branch that moves leaves the figures of the
// months before with those it stood below then. Of a period that is over the branches are counted as they stood when it
// ended, of the running one as they stand now.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "lib/domain/progress.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// Figures of every unit and period as recomputed from the logs, for comparing.
struct FigureKey {
    std::string unit;
    std::string period;

    auto operator<=>(const FigureKey&) const = default;
};
struct UnitFigures {
    long long active = 0;
    long long activities = 0;
    long long present = 0;

    bool operator==(const UnitFigures&) const = default;
};
struct AllFigures {
    std::map<FigureKey, BranchFigures> branches;  ///< period: the half month
    std::map<FigureKey, UnitFigures> units;
};

class FiguresStore {
public:
    explicit FiguresStore(ReadTransaction& tx) : tx_(tx) {}

    /// Counted logs of the unit itself in one half month.
    BranchFigures of_branch(const OrgUnitId& unit, const HalfMonth& half);
    /// The unit with all below it.
    Figures of_unit(const OrgUnitId& unit, const Period& period);
    /// One for each of the `count` months that end with `last`, oldest first, also where nothing happened: one
    /// statement.
    std::vector<MonthFigures> months_of_unit(const OrgUnitId& unit, const Month& last, int count);
    /// A row per child that stands or has figures in the period, in tree order: one statement, two for the past.
    std::vector<ProgressRow> of_children(const OrgUnitId& parent, const Period& period);
    /// Branches at or below the unit without a counted log in the month up to the period's end, in tree order: those
    /// that make the difference between `branches` and `active`.
    std::vector<OrgUnit> branches_without_log(const OrgPath& under, const Period& period);

    /// What the kept rows say; rows of nothing but zeros left out.
    AllFigures kept();
    /// What they should say, counted from every log. Reads everything.
    AllFigures recomputed();

private:
    bool is_over(const Period& period) const;

    ReadTransaction& tx_;
};

class FiguresWriter {
public:
    explicit FiguresWriter(Transaction& tx) : tx_(tx) {}

    /// One counted log more (`sign` +1) or less (-1), at the branch and every unit above it in the log's month.
    void apply_log(const OrgUnitId& branch, Instant started_at, int present, int sign);
    /// The branch opened or closed on other days than before.
    void change_life(const OrgUnitId& branch, const Lifetime& before, const Lifetime& after);
    /// Takes the unit's figures of that month and later ones from `parent` and all above it (`sign` -1) or adds them
    /// there (+1): before and after its place becomes another.
    void shift(const OrgUnitId& unit, const OrgUnitId& parent, const Month& from, int sign);

private:
    void add_to_line(const OrgUnitId& unit, const Month& month, const std::vector<FiguresChange>& changes);

    Transaction& tx_;
};

}  // namespace league
