#include "lib/domain/progress.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

long long sign_of_change(bool before, bool after) {
    return static_cast<long long>(after) - static_cast<long long>(before);
}

}  // namespace

std::vector<FiguresChange> changes_for_log(Instant started_at, int present, int sign, const BranchFigures& first,
                                           const BranchFigures& second) {
    ensure(sign == 1 || sign == -1);
    const HalfMonth half = HalfMonth::of(started_at);
    const bool in_first = half.part() == HalfMonth::Part::first;
    const long long heads = static_cast<long long>(sign) * present;

    const long long first_after = first.activities + (in_first ? sign : 0);
    const long long second_after = second.activities + (in_first ? 0 : sign);
    const long long first_change = sign_of_change(first.activities > 0, first_after > 0);
    const long long month_change =
        sign_of_change(first.activities + second.activities > 0, first_after + second_after > 0);

    const HalfMonth h1(half.month(), HalfMonth::Part::first);
    const HalfMonth h2(half.month(), HalfMonth::Part::second);
    std::vector<FiguresChange> changes;
    if (in_first) {
        changes.push_back({h1.str(), first_change, sign, heads});
        if (month_change != 0) changes.push_back({h2.str(), month_change, 0, 0});
    } else {
        changes.push_back({h2.str(), month_change, sign, heads});
    }
    changes.push_back({half.month().str(), month_change, sign, heads});
    return changes;
}

}  // namespace league
