#include "lib/domain/progress.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

/// Whether the branch is counted as active in the first half, and in the second half and the month.
struct Active {
    bool in_first = false;
    bool in_month = false;
};

Active active_in(const Month& month, long long first, long long second, const Lifetime& life) {
    const Instant middle = HalfMonth(month, HalfMonth::Part::first).span().end;
    return {first > 0 && stood_at_end(life, middle), first + second > 0 && stood_at_end(life, month.span().end)};
}

long long change(bool before, bool after) {
    return static_cast<long long>(after) - static_cast<long long>(before);
}

}  // namespace

std::vector<FiguresChange> changes_for_log(Instant started_at, int present, int sign, const BranchFigures& first,
                                           const BranchFigures& second, const Lifetime& life) {
    ensure(sign == 1 || sign == -1);
    const HalfMonth half = HalfMonth::of(started_at);
    const bool in_first = half.part() == HalfMonth::Part::first;
    const long long heads = static_cast<long long>(sign) * present;

    const Active before = active_in(half.month(), first.activities, second.activities, life);
    const Active after = active_in(half.month(), first.activities + (in_first ? sign : 0),
                                   second.activities + (in_first ? 0 : sign), life);
    const long long month_change = change(before.in_month, after.in_month);

    const HalfMonth h1(half.month(), HalfMonth::Part::first);
    const HalfMonth h2(half.month(), HalfMonth::Part::second);
    std::vector<FiguresChange> changes;
    if (in_first) {
        changes.push_back({h1.str(), change(before.in_first, after.in_first), sign, heads});
        if (month_change != 0) changes.push_back({h2.str(), month_change, 0, 0});
    } else {
        changes.push_back({h2.str(), month_change, sign, heads});
    }
    changes.push_back({half.month().str(), month_change, sign, heads});
    return changes;
}

std::vector<FiguresChange> changes_for_life(const Month& month, const BranchFigures& first, const BranchFigures& second,
                                            const Lifetime& before, const Lifetime& after) {
    const Active was = active_in(month, first.activities, second.activities, before);
    const Active is = active_in(month, first.activities, second.activities, after);
    std::vector<FiguresChange> changes;
    if (const long long moved = change(was.in_first, is.in_first); moved != 0) {
        changes.push_back({HalfMonth(month, HalfMonth::Part::first).str(), moved, 0, 0});
    }
    if (const long long moved = change(was.in_month, is.in_month); moved != 0) {
        changes.push_back({HalfMonth(month, HalfMonth::Part::second).str(), moved, 0, 0});
        changes.push_back({month.str(), moved, 0, 0});
    }
    return changes;
}

}  // namespace league
