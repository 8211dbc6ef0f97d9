#include "lib/domain/lifetime.hpp"

#include <catch2/catch.hpp>

#include "lib/domain/progress.hpp"

using namespace league;

namespace {

Instant day(int y, unsigned m, unsigned d) {
    return at_beijing(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

}  // namespace

TEST_CASE("a unit stands at the end of a period from the period of its opening to the one before its closing") {
    const Lifetime life{day(2028, 2, 29), day(2028, 3, 16)};
    CHECK_FALSE(stood_at_end(life, HalfMonth::parse("2028-02-H1")->span().end));
    CHECK(stood_at_end(life, HalfMonth::parse("2028-02-H2")->span().end));
    CHECK(stood_at_end(life, HalfMonth::parse("2028-03-H1")->span().end));
    CHECK_FALSE(stood_at_end(life, HalfMonth::parse("2028-03-H2")->span().end));
    CHECK(stood_at_end({}, day(2000, 1, 1)));
}

TEST_CASE("an opening that is no beginning of a day in Beijing says nothing about when the unit began") {
    CHECK(lifetime_of(day(2026, 11, 3), std::nullopt).opened == day(2026, 11, 3));
    CHECK_FALSE(lifetime_of(day(2026, 11, 3) + std::chrono::hours(9), std::nullopt).opened);
    CHECK_FALSE(lifetime_of(day(2026, 11, 3) + std::chrono::hours(8), std::nullopt).opened);  // midnight elsewhere
}

TEST_CASE("a log of a branch that is closed before the period's end makes nobody active in it") {
    const Lifetime closed_on_20{std::nullopt, day(2026, 11, 20)};
    CHECK(changes_for_log(day(2026, 11, 3), 9, 1, {}, {}, closed_on_20) ==
          std::vector<FiguresChange>{{"2026-11-H1", 1, 1, 9}, {"2026-11", 0, 1, 9}});
    CHECK(changes_for_log(day(2026, 11, 18), 9, 1, {}, {}, closed_on_20) ==
          std::vector<FiguresChange>{{"2026-11-H2", 0, 1, 9}, {"2026-11", 0, 1, 9}});
    const Lifetime closed_on_16{std::nullopt, day(2026, 11, 16)};
    CHECK(changes_for_log(day(2026, 11, 3), 9, 1, {}, {}, closed_on_16).front().active == 1);
    const Lifetime closed_on_15{std::nullopt, day(2026, 11, 15)};
    CHECK(changes_for_log(day(2026, 11, 3), 9, 1, {}, {}, closed_on_15).front().active == 0);
}

TEST_CASE("closing takes the branch out of the periods that end later, and opening it again puts it back") {
    const Month november = *Month::parse("2026-11");
    const Lifetime open;
    const Lifetime closed{std::nullopt, day(2026, 11, 20)};
    const BranchFigures some{2, 30};
    CHECK(changes_for_life(november, some, {}, open, closed) ==
          std::vector<FiguresChange>{{"2026-11-H2", -1, 0, 0}, {"2026-11", -1, 0, 0}});
    CHECK(changes_for_life(november, some, {}, closed, open) ==
          std::vector<FiguresChange>{{"2026-11-H2", 1, 0, 0}, {"2026-11", 1, 0, 0}});
    CHECK(changes_for_life(november, {}, {}, open, closed).empty());
    CHECK(changes_for_life(*Month::parse("2026-10"), some, some, open, closed).empty());
}
