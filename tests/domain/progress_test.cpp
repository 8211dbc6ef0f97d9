#include "lib/domain/progress.hpp"

#include <catch2/catch.hpp>

using namespace league;
using namespace std::chrono;

namespace {

const Instant kEarly = at_beijing(year(2026) / 11 / 3, 600);
const Instant kLate = at_beijing(year(2026) / 11 / 20, 600);

}  // namespace

TEST_CASE("the first log of a month in its first half makes the branch active in all three periods") {
    CHECK(changes_for_log(kEarly, 28, 1, {}, {}) ==
          std::vector<FiguresChange>{{"2026-11-H1", 1, 1, 28}, {"2026-11-H2", 1, 0, 0}, {"2026-11", 1, 1, 28}});
}

TEST_CASE("a log in the second half never makes the first half active") {
    CHECK(changes_for_log(kLate, 28, 1, {}, {}) ==
          std::vector<FiguresChange>{{"2026-11-H2", 1, 1, 28}, {"2026-11", 1, 1, 28}});
}

TEST_CASE("a further log of the month adds no active branch") {
    CHECK(changes_for_log(kEarly, 5, 1, {1, 28}, {}) ==
          std::vector<FiguresChange>{{"2026-11-H1", 0, 1, 5}, {"2026-11", 0, 1, 5}});
    CHECK(changes_for_log(kLate, 5, 1, {1, 28}, {}) ==
          std::vector<FiguresChange>{{"2026-11-H2", 0, 1, 5}, {"2026-11", 0, 1, 5}});
    CHECK(changes_for_log(kEarly, 5, 1, {}, {1, 28}) ==
          std::vector<FiguresChange>{{"2026-11-H1", 1, 1, 5}, {"2026-11", 0, 1, 5}});
}

TEST_CASE("taking a log away undoes exactly what adding it did") {
    for (const Instant when : {kEarly, kLate}) {
        for (const BranchFigures& first : {BranchFigures{}, BranchFigures{2, 40}}) {
            for (const BranchFigures& second : {BranchFigures{}, BranchFigures{1, 7}}) {
                auto added = changes_for_log(when, 9, 1, first, second);
                BranchFigures first_after = first;
                BranchFigures second_after = second;
                BranchFigures& moved = when == kEarly ? first_after : second_after;
                moved.activities += 1;
                moved.present += 9;
                const auto removed = changes_for_log(when, 9, -1, first_after, second_after);
                for (FiguresChange& change : added) {
                    change.active = -change.active;
                    change.activities = -change.activities;
                    change.present = -change.present;
                }
                CHECK(removed == added);
            }
        }
    }
}
