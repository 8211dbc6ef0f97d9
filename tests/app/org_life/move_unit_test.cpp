#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "lib/app/amend_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/place_store.hpp"
#include "lib/storage/unit_event_store.hpp"
#include "tests/app/org_life/life.hpp"

using namespace league;
using namespace league::test;

namespace {

std::string parent_of(World& world, const std::string& code) {
    const OrgUnit unit = world.unit(code);
    return world.database().read([&](ReadTransaction& tx) { return OrgStore(tx).find(*unit.parent)->code; });
}

}  // namespace

TEST_CASE("a branch that moves on the first of next month stays where it is until then") {
    World world;
    const auto moved = move(world, "QH-CG-01", "QH-LS", "2026-12");
    CHECK(moved.changed);
    CHECK(parent_of(world, "QH-CG-01") == "QH-CG");
    CHECK(whole(world, "QH-CG", "2026-11") == "2/0/0/0");
    save(world, "QH-CG-01", day(2026, 11, 9), 20);
    CHECK(whole(world, "QH-CG", "2026-11") == "2/1/1/20");

    set_day(world, day(2026, 12, 1), 0);
    CHECK(settle(world) == 1);
    CHECK(settle(world) == 0);
    CHECK(parent_of(world, "QH-CG-01") == "QH-LS");
    CHECK(world.unit("QH-CG-01").path.str() == "QH/QH-LS/QH-CG-01");
    save(world, "QH-CG-01", day(2026, 12, 1), 7);
    CHECK(whole(world, "QH-CG", "2026-12") == "1/0/0/0");
    CHECK(whole(world, "QH-LS", "2026-12") == "3/1/1/7");
    CHECK(rows(world, "QH-LS", "2026-12") == "QH-CG-01:1 QH-LS-01:1 QH-LS-02:1");
    CHECK(faults(world).empty());

    // November belongs to the old township for ever: figures, rows and the list of those without a log.
    CHECK(whole(world, "QH-CG", "2026-11") == "2/1/1/20");
    CHECK(whole(world, "QH-LS", "2026-11") == "2/0/0/0");
    CHECK(rows(world, "QH-CG", "2026-11") == "QH-CG-01:1 QH-CG-02:1");
    CHECK(without_log(world, "QH-CG", "2026-11") == "QH-CG-02");
    CHECK(without_log(world, "QH-LS", "2026-12") == "QH-LS-01 QH-LS-02");
    CHECK(whole(world, "QH", "2026-11") == "4/1/1/20");
    CHECK(whole(world, "QH", "2026-12") == "4/1/1/7");
}

TEST_CASE("a branch that moves on the first of this month takes along what it did since, and nothing older") {
    World world;
    save(world, "QH-CG-01", day(2026, 10, 20), 11);
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    save(world, "QH-CG-02", day(2026, 11, 4), 9);
    move(world, "QH-CG-01", "QH-LS", "2026-11");
    CHECK(parent_of(world, "QH-CG-01") == "QH-LS");
    CHECK(whole(world, "QH-CG", "2026-11-H1") == "1/1/1/9");
    CHECK(whole(world, "QH-LS", "2026-11-H1") == "3/1/1/20");
    CHECK(whole(world, "QH-LS", "2026-11") == "3/1/1/20");
    CHECK(whole(world, "QH-CG", "2026-10-H2") == "2/1/1/11");
    CHECK(whole(world, "QH-LS", "2026-10-H2") == "2/0/0/0");
    CHECK(whole(world, "QH", "2026-11") == "4/2/2/29");
    CHECK(faults(world).empty());
}

TEST_CASE("amending a log from before the move changes the old township, and a day moved over the edge both") {
    World world;
    const Activity old = save(world, "QH-CG-01", day(2026, 10, 20), 11);
    move(world, "QH-CG-01", "QH-LS", "2026-11");
    AmendActivity amend(world.database(), world.digest());
    ActivityContent content = old.content;
    content.present = 15;
    amend.run(Actor::system(), {old.id, 1, content});
    CHECK(whole(world, "QH-CG", "2026-10") == "2/1/1/15");
    CHECK(whole(world, "QH-LS", "2026-10") == "2/0/0/0");
    content.started_at = at_beijing(day(2026, 11, 1), 0);
    amend.run(Actor::system(), {old.id, 2, content});
    CHECK(whole(world, "QH-CG", "2026-10") == "2/0/0/0");
    CHECK(whole(world, "QH-LS", "2026-11") == "3/1/1/15");
    CHECK(faults(world).empty());
    WithdrawActivity(world.database(), world.digest()).run(Actor::system(), {old.id});
    CHECK(whole(world, "QH-LS", "2026-11") == "3/0/0/0");
    CHECK(faults(world).empty());
}

TEST_CASE("a log entered late for a month before the move counts in the old township") {
    World world;
    move(world, "QH-CG-01", "QH-LS", "2026-11");
    save(world, "QH-CG-01", day(2026, 9, 30), 12);
    CHECK(whole(world, "QH-CG", "2026-09-H2") == "2/1/1/12");
    CHECK(whole(world, "QH-LS", "2026-09-H2") == "2/0/0/0");
    CHECK(faults(world).empty());
}

TEST_CASE("a log entered early in the month of a move that nobody carried out yet counts in the new township") {
    World world;
    move(world, "QH-CG-01", "QH-LS", "2026-12");
    set_day(world, day(2026, 12, 2));
    save(world, "QH-CG-01", day(2026, 12, 1), 7);
    save(world, "QH-CG-01", day(2026, 11, 30), 5);
    CHECK(settle(world) == 1);
    CHECK(whole(world, "QH-LS", "2026-12") == "3/1/1/7");
    CHECK(whole(world, "QH-CG", "2026-11") == "2/1/1/5");
    CHECK(faults(world).empty());
}

TEST_CASE("a move at the turn of the year parts the years, and one in March leaves the leap day behind") {
    World world;
    set_day(world, day(2027, 12, 20));
    save(world, "QH-CG-01", day(2027, 12, 19), 3);
    move(world, "QH-CG-01", "QH-LS", "2028-01");
    move(world, "QH-CG-02", "QH-LS", "2028-03");
    set_day(world, day(2028, 1, 1), 0);
    CHECK(settle(world) == 1);
    CHECK(whole(world, "QH-CG", "2027-12-H2") == "2/1/1/3");
    save(world, "QH-CG-01", day(2027, 12, 31), 4);
    save(world, "QH-CG-01", day(2028, 1, 1), 5);
    CHECK(whole(world, "QH-CG", "2027-12") == "2/1/2/7");
    CHECK(whole(world, "QH-LS", "2028-01-H1") == "3/1/1/5");
    set_day(world, day(2028, 3, 1), 0);
    CHECK(settle(world) == 1);
    save(world, "QH-CG-02", day(2028, 2, 29), 6);
    save(world, "QH-CG-02", day(2028, 3, 1), 8);
    CHECK(whole(world, "QH-CG", "2028-02-H2") == "1/1/1/6");
    CHECK(whole(world, "QH-LS", "2028-02") == "3/0/0/0");
    CHECK(whole(world, "QH-LS", "2028-03") == "4/1/1/8");
    CHECK(whole(world, "QH-CG", "2028-03") == "0/0/0/0");
    CHECK(faults(world).empty());
}

TEST_CASE("a general branch moves with all below it, closed branches too") {
    World world;
    world.found("QH-CG-GB", "城关镇企业团总支", OrgKind::general_branch, "QH-CG");
    world.found("QH-CG-GB-1", "城关镇茶厂团支部", OrgKind::branch, "QH-CG-GB");
    const OrgUnit shut = world.found("QH-CG-GB-2", "城关镇砖厂团支部", OrgKind::branch, "QH-CG-GB");
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(shut, tx.now()); });
    save(world, "QH-CG-GB-1", day(2026, 11, 3), 4);
    save(world, "QH-CG-GB", day(2026, 11, 4), 3);
    move(world, "QH-CG-GB", "QH-LS", "2026-11");
    CHECK(world.unit("QH-CG-GB-1").path.str() == "QH/QH-LS/QH-CG-GB/QH-CG-GB-1");
    CHECK(world.unit("QH-CG-GB-2").path.str() == "QH/QH-LS/QH-CG-GB/QH-CG-GB-2");
    CHECK(whole(world, "QH-LS", "2026-11") == "4/2/2/7");
    CHECK(whole(world, "QH-CG", "2026-11") == "2/0/0/0");
    CHECK(whole(world, "QH-CG", "2026-10") == "5/0/0/0");
    CHECK(faults(world).empty());
}

TEST_CASE("moving back within the month undoes the move") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    move(world, "QH-CG-01", "QH-LS", "2026-11");
    move(world, "QH-CG-01", "QH-CG", "2026-11");
    CHECK(whole(world, "QH-CG", "2026-11") == "2/1/1/20");
    CHECK(whole(world, "QH-LS", "2026-11") == "2/0/0/0");
    CHECK(faults(world).empty());
}

TEST_CASE("rights follow the tree of today, not that of the log's month") {
    World world;
    save(world, "QH-CG-01", day(2026, 10, 20));
    move(world, "QH-CG-01", "QH-LS", "2026-11");
    CHECK(may(world.actor(world.ls_secretary), Verb::review_activity, world.unit("QH-CG-01")));
    CHECK_FALSE(may(world.actor(world.cg_secretary), Verb::review_activity, world.unit("QH-CG-01")));
    CHECK(may(world.actor(world.cg01_secretary), Verb::log_activity, world.unit("QH-CG-01")));
}

TEST_CASE("the same move sent again is recognised, and a move that waits can be taken back until its month") {
    World world;
    const auto first = move(world, "QH-CG-01", "QH-LS", "2027-01");
    const auto again = move(world, "QH-CG-01", "QH-LS", "2027-01");
    CHECK_FALSE(again.changed);
    CHECK(again.event == first.event);
    CHECK(refusal([&] { move(world, "QH-CG-01", "QH-LS", "2026-12"); }) == "unit.move_pending");

    CancelMove cancel(world.database(), world.digest());
    CHECK(refusal([&] {
              cancel.run(Actor::system(), {"QH-CG-01", *Month::parse("2026-12")});
          }) == "unit.move_not_found");
    cancel.run(Actor::system(), {"QH-CG-01", *Month::parse("2027-01")});
    CHECK(world.database().read([&](ReadTransaction& tx) { return PlaceStore(tx).list(world.cg01.id).size(); }) == 1);
    set_day(world, day(2027, 1, 1), 0);
    CHECK(settle(world) == 0);
    CHECK(faults(world).empty());

    move(world, "QH-CG-01", "QH-LS", "2027-01");
    CHECK(refusal([&] { cancel.run(Actor::system(), {"QH-CG-01", *Month::parse("2027-01")}); }) == "unit.move_holds");
    const auto events =
        world.database().read([&](ReadTransaction& tx) { return UnitEventStore(tx).list(world.cg01.id); });
    REQUIRE(events.size() == 2);
    CHECK(events[0].cancelled_at);
    CHECK_FALSE(events[1].cancelled_at);
}

TEST_CASE("what cannot move is refused with every wrong field, and nothing is written") {
    World world;
    CHECK(refusal([&] { move(world, "QH-CG-01", "QH-CG", "2026-11"); }) == "to unit.there_already");
    CHECK(refusal([&] { move(world, "QH-CG-01", "QH-LS-01", "2026-11"); }) == "to unit.cannot_stand_below");
    CHECK(refusal([&] { move(world, "QH-CG", "QH", "2026-12"); }) == "unit unit.cannot_move");
    CHECK(refusal([&] { move(world, "QH-CG-01", "QH-LS", "2026-10"); }) == "from_month unit.month_over");
    CHECK(refusal([&] { move(world, "QH-CG-01", "QH-LS", "2027-12"); }) == "from_month unit.month_too_far");
    MoveUnit order(world.database(), world.digest(), world.random());
    try {
        order.run(Actor::system(), {"QH-CG-01", "QH-CG", *Month::parse("2026-10"), " ", std::string(300, 'x')});
        FAIL("it moved");
    } catch (const Problem& problem) {
        CHECK(problem.errors().size() == 4);
    }
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.cg02, tx.now()); });
    CHECK(refusal([&] { move(world, "QH-CG-02", "QH-LS", "2026-11"); }) == "unit_closed");
    CHECK(world.database().read([&](ReadTransaction& tx) { return UnitEventStore(tx).list(world.cg01.id); }).empty());
    CHECK(faults(world).empty());
}

TEST_CASE("only who manages both units may move one below the other") {
    World world;
    MoveUnit order(world.database(), world.digest(), world.random());
    const MoveUnit::Input input{"QH-CG-01", "QH-LS", *Month::parse("2026-12"), "区划调整", ""};
    CHECK(refusal([&] { order.run(world.actor(world.stranger), input); }) == "not_bound");
    for (const CastMember* who : {&world.cg_secretary, &world.ls_secretary, &world.leader, &world.cg01_secretary}) {
        CHECK(refusal([&] { order.run(world.actor(*who), input); }) == "not_allowed");
    }
    CHECK(order.run(world.actor(world.officer), input).changed);
    const auto trail = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("org_unit", world.cg01.id.str()); });
    REQUIRE(trail.size() == 1);
    CHECK(trail[0].verb == "move_unit");
}

TEST_CASE("after any mixture of logs, moves and closings every kept figure equals a count of the rows") {
    const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
    INFO("seed " << seed);
    std::mt19937 chance(seed);
    const auto pick = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(chance); };
    World world;
    world.found("QH-HX", "河西镇", OrgKind::township, "QH");
    world.found("QH-CG-GB", "城关镇企业团总支", OrgKind::general_branch, "QH-CG");
    world.found("QH-CG-GB-1", "城关镇茶厂团支部", OrgKind::branch, "QH-CG-GB");
    const std::vector<std::string> branches = {"QH-CG-01", "QH-CG-02", "QH-LS-01",
                                               "QH-LS-02", "QH-CG-GB", "QH-CG-GB-1"};
    const std::vector<std::string> parents = {"QH-CG", "QH-LS", "QH-HX", "QH-CG-GB"};
    const std::vector<std::string> units = {"QH", "QH-CG", "QH-LS", "QH-HX", "QH-CG-GB", "QH-CG-01"};
    Date today = day(2027, 12, 10);
    for (int step = 0; step < 120; ++step) {
        today = add_days(today, pick(4));
        set_day(world, today);
        const std::string branch = branches[static_cast<std::size_t>(pick(6))];
        try {
            switch (pick(8)) {
                case 0:
                case 1:
                    move(world, branch, parents[static_cast<std::size_t>(pick(4))],
                         pick(2) == 0 ? Month::of(world.clock().now()).str()
                                      : Month::of(world.clock().now()).next().str());
                    break;
                case 2: settle(world); break;
                case 3: {
                    const OrgUnit unit = world.unit(branch);
                    if (pick(4) > 0 || branch == "QH-CG-GB") break;
                    world.database().write(
                        [&](Transaction& tx) { OrgWriter(tx).close(unit, at_beijing(add_days(today, 1))); });
                    break;
                }
                default: save(world, branch, add_days(today, -pick(70)), pick(20));
            }
        } catch (const Problem& problem) {
            CHECK(problem.code() != ProblemCode::internal);
        }
    }
    settle(world);
    CHECK(faults(world).empty());
    // What a month shows adds up, and who has no log is who is missing from those that have.
    for (const char* period : {"2027-12-H1", "2027-12-H2", "2027-12", "2028-01", "2028-02-H2", "2028-02"}) {
        for (const std::string& unit : units) {
            const Figures found = figures(world, unit, period);
            const std::string silent = without_log(world, unit, period);
            const auto count = silent.empty() ? 0 : std::count(silent.begin(), silent.end(), ' ') + 1;
            INFO(unit << " " << period << " " << whole(world, unit, period) << " silent: " << silent);
            CHECK(found.branches - found.active == count);
        }
        Figures sum;
        for (const ProgressRow& row :
             ReadProgress(world.database()).run(Actor::system(), {"QH", *parse_period(period)}).rows) {
            sum.branches += row.figures.branches;
            sum.active += row.figures.active;
            sum.activities += row.figures.activities;
            sum.present += row.figures.present;
        }
        CHECK(sum == figures(world, "QH", period));
    }
}
