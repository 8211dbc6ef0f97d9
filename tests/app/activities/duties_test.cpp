#include <catch2/catch.hpp>

#include "lib/app/my_duties.hpp"
#include "lib/app/review_activity.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a branch secretary sees whether this month's log is done and until when it is due") {
    World world;
    MyDuties duties(world.database());
    const Actor secretary = world.actor(world.cg01_secretary);
    save(world, "QH-CG-01", day(2026, 10, 20), 9);
    auto output = duties.run(secretary);
    CHECK(output.month.str() == "2026-11");
    CHECK(output.townships.empty());
    REQUIRE(output.branches.size() == 1);
    CHECK_FALSE(output.branches[0].is_done());
    CHECK(output.branches[0].unit.code == "QH-CG-01");
    CHECK(to_iso(output.branches[0].due) == "2026-11-30");
    CHECK(output.branches[0].last->content.present == 9);

    const Activity log = save(world, "QH-CG-01", day(2026, 11, 3), 28);
    output = duties.run(secretary);
    CHECK(output.branches[0].is_done());
    CHECK(output.branches[0].present == 28);

    ReviewActivity(world.database(), world.digest())
        .run(world.actor(world.cg_secretary), {log.id, ReviewVerdict::return_to_branch, "核对", {}});
    output = duties.run(secretary);
    CHECK_FALSE(output.branches[0].is_done());
    CHECK(output.branches[0].returned == 1);
}

TEST_CASE("a township secretary sees what waits for review and which branches have no log") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 28);
    save(world, "QH-LS-01", day(2026, 11, 3), 28);
    const auto output = MyDuties(world.database()).run(world.actor(world.cg_secretary));
    CHECK(output.branches.empty());
    REQUIRE(output.townships.size() == 1);
    CHECK(output.townships[0].to_review == 1);
    CHECK(output.townships[0].figures == Figures{2, 1, 1, 28});
    REQUIRE(output.townships[0].without_log.size() == 1);
    CHECK(output.townships[0].without_log[0].code == "QH-CG-02");
}

TEST_CASE("a branch's strip is the last twelve months, with what counts in each") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 28);
    save(world, "QH-CG-01", day(2026, 11, 5), 20);
    save(world, "QH-CG-01", day(2026, 8, 31), 9);
    const auto months = MyDuties(world.database()).run(world.actor(world.cg01_secretary)).branches.at(0).months;
    REQUIRE(months.size() == 12);
    CHECK(months.front().month.str() == "2025-12");
    CHECK(months.back() == MonthFigures{*Month::parse("2026-11"), 1, 2, 48});
    CHECK(months[8] == MonthFigures{*Month::parse("2026-08"), 1, 1, 9});
    CHECK(months[9] == MonthFigures{*Month::parse("2026-09")});
}

TEST_CASE("an officer sees each township with its branches without a log, a leader the township that is the area") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 28);
    const auto of_officer = MyDuties(world.database()).run(world.actor(world.officer)).areas;
    REQUIRE(of_officer.size() == 1);
    CHECK(of_officer[0].whole.unit.code == "QH");
    CHECK(of_officer[0].whole.figures == Figures{4, 1, 1, 28});
    CHECK(of_officer[0].whole.without_log == 3);
    REQUIRE(of_officer[0].rows.size() == 2);
    CHECK(of_officer[0].rows[0].unit.code == "QH-CG");
    CHECK(of_officer[0].rows[0].figures == Figures{2, 1, 1, 28});
    CHECK(of_officer[0].rows[0].without_log == 1);
    CHECK(of_officer[0].rows[1].without_log == 2);

    const auto of_leader = MyDuties(world.database()).run(world.actor(world.leader)).areas;
    REQUIRE(of_leader.size() == 1);
    CHECK(of_leader[0].whole.unit.code == "QH-CG");
    REQUIRE(of_leader[0].rows.size() == 1);
    CHECK(of_leader[0].rows[0].unit.code == "QH-CG");
    CHECK(of_leader[0].rows[0].without_log == 1);
    CHECK(MyDuties(world.database()).run(world.actor(world.cg01_secretary)).areas.empty());
}

TEST_CASE("who holds no role has no duties to be told") {
    World world;
    CHECK(refusal([&] { MyDuties(world.database()).run(world.actor(world.stranger)); }) == "not_bound");
    const auto output = MyDuties(world.database()).run(world.actor(world.officer));
    CHECK(output.branches.empty());
    CHECK(output.townships.empty());
}
