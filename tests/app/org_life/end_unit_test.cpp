#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/create_invite.hpp"
#include "lib/app/end_unit.hpp"
#include "lib/app/read_organisations.hpp"
#include "lib/app/review_activity.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/place_store.hpp"
#include "lib/storage/role_store.hpp"
#include "lib/storage/unit_event_store.hpp"
#include "tests/app/org_life/life.hpp"

using namespace league;
using namespace league::test;

namespace {

EndUnit::Input merger(const std::string& unit, const std::string& into, Date on) {
    return {unit, UnitEventKind::merged, into, on, "团员太少,并入邻村", "乡团发〔2026〕9号"};
}

EndUnit::Input dissolution(const std::string& unit, Date on) {
    return {unit, UnitEventKind::dissolved, "", on, "企业已经停产", "乡团发〔2026〕10号"};
}

EndUnit::Output end(World& world, const Actor& actor, const EndUnit::Input& input) {
    return EndUnit(world.database(), world.digest(), world.random()).run(actor, input);
}

/// All of verify, roles included.
bool all_is_right(World& world) {
    const auto checks = run_verification(world.database(), world.digest());
    return std::all_of(checks.begin(), checks.end(), [](const CheckResult& check) { return check.ok; });
}

}  // namespace

TEST_CASE("a merger in the middle of a month closes one branch, keeps what it did and ends its roles") {
    World world;
    save(world, "QH-CG-01", day(2026, 10, 20), 11);
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    save(world, "QH-CG-02", day(2026, 11, 5), 9);
    set_day(world, day(2026, 11, 20));
    const auto ended = end(world, world.actor(world.cg_secretary), merger("QH-CG-01", "QH-CG-02", day(2026, 11, 20)));
    CHECK(ended.changed);
    CHECK(ended.unit.closed_at == at_beijing(day(2026, 11, 20)));
    CHECK(ended.roles_ended == 1);
    CHECK(world.actor(world.cg01_secretary).roles.empty());
    CHECK(whole(world, "QH-CG", "2026-10") == "2/1/1/11");
    CHECK(whole(world, "QH-CG", "2026-11-H1") == "2/2/2/29");
    CHECK(whole(world, "QH-CG", "2026-11") == "1/1/2/29");
    CHECK(whole(world, "QH", "2026-11") == "3/1/2/29");
    CHECK(all_is_right(world));

    set_day(world, day(2026, 12, 5));
    CHECK(whole(world, "QH-CG", "2026-11") == "1/1/2/29");
    CHECK(rows(world, "QH-CG", "2026-11-H1") == "QH-CG-01:1 QH-CG-02:1");
    CHECK(rows(world, "QH-CG", "2026-12") == "QH-CG-02:1");
    CHECK(without_log(world, "QH-CG", "2026-12") == "QH-CG-02");

    const auto kept = ReadOrganisations(world.database()).one(Actor::system(), "QH-CG-02");
    REQUIRE(kept.events.size() == 1);
    CHECK(kept.events[0].event.kind == UnitEventKind::merged);
    CHECK(kept.events[0].other->code == "QH-CG-01");
    const auto gone = ReadOrganisations(world.database()).one(Actor::system(), "QH-CG-01");
    CHECK(gone.events.at(0).other->code == "QH-CG-02");
    CHECK(gone.events.at(0).event.paper == "乡团发〔2026〕9号");
}

TEST_CASE("an organisation that is dissolved logs nothing from that day on, but still about the days before") {
    World world;
    end(world, Actor::system(), dissolution("QH-CG-02", day(2026, 11, 9)));
    CHECK(refusal([&] { save(world, "QH-CG-02", day(2026, 11, 9)); }) == "org_id activity.unit_closed");
    save(world, "QH-CG-02", day(2026, 11, 8), 6);
    CHECK(whole(world, "QH-CG", "2026-11") == "1/0/1/6");
    CHECK(without_log(world, "QH-CG", "2026-11") == "QH-CG-01");
    CHECK(all_is_right(world));
}

TEST_CASE("the same end told again is recognised, another is refused") {
    World world;
    const auto order = dissolution("QH-CG-02", day(2026, 11, 9));
    const auto first = end(world, Actor::system(), order);
    const auto again = end(world, Actor::system(), order);
    CHECK_FALSE(again.changed);
    CHECK(again.event == first.event);
    CHECK(refusal([&] { end(world, Actor::system(), merger("QH-CG-02", "QH-CG-01", day(2026, 11, 9))); }) ==
          "unit_closed");
    CHECK(refusal([&] { end(world, Actor::system(), dissolution("QH-CG-02", day(2026, 11, 10))); }) == "unit_closed");
}

TEST_CASE("a unit does not end under its own activities or over open units, and nothing is written then") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 9), 6);
    CHECK(refusal([&] { end(world, Actor::system(), dissolution("QH-CG-01", day(2026, 11, 9))); }) ==
          "on unit.log_after_end");
    CHECK(refusal([&] { end(world, Actor::system(), dissolution("QH-CG-01", day(2026, 11, 11))); }) ==
          "on unit.day_ahead");
    const EndUnit::Input township{"QH-CG", UnitEventKind::closed, "", day(2026, 11, 10), "撤乡并镇", ""};
    CHECK(refusal([&] { end(world, Actor::system(), township); }) == "unit unit.open_below");
    CHECK(world.actor(world.cg01_secretary).roles.size() == 1);
    CHECK(world.database().read([&](ReadTransaction& tx) { return UnitEventStore(tx).list(world.cg01.id); }).empty());
    // Somebody who comes below it next month holds it too.
    end(world, Actor::system(), dissolution("QH-LS-01", day(2026, 11, 10)));
    end(world, Actor::system(), dissolution("QH-LS-02", day(2026, 11, 10)));
    move(world, "QH-CG-02", "QH-LS", "2026-12");
    const EndUnit::Input other{"QH-LS", UnitEventKind::closed, "", day(2026, 11, 10), "撤乡并镇", ""};
    CHECK(refusal([&] { end(world, Actor::system(), other); }) == "unit unit.open_below");
}

TEST_CASE("a township does not end under a branch whose move has begun and was not carried out yet") {
    World world;
    end(world, Actor::system(), dissolution("QH-LS-01", day(2026, 11, 10)));
    end(world, Actor::system(), dissolution("QH-LS-02", day(2026, 11, 10)));
    move(world, "QH-CG-02", "QH-LS", "2026-12");
    set_day(world, day(2026, 12, 1), 0);
    const EndUnit::Input township{"QH-LS", UnitEventKind::closed, "", day(2026, 12, 1), "撤乡并镇", ""};
    CHECK(refusal([&] { end(world, Actor::system(), township); }) == "unit unit.open_below");
    CHECK(settle(world) == 1);
    CHECK(rows(world, "QH", "2026-12") == "QH-CG:1 QH-LS:1");
    CHECK(all_is_right(world));
}

TEST_CASE("a log from after a branch's end is not accepted any more") {
    World world;
    const Actor township = world.actor(world.cg_secretary);
    const ActivityId log = save(world, "QH-CG-01", day(2026, 11, 9), 6).id;
    ReviewActivity review(world.database(), world.digest());
    review.run(township, {log, ReviewVerdict::return_to_branch, "日期不对", std::nullopt});
    end(world, township, dissolution("QH-CG-01", day(2026, 11, 5)));
    CHECK(refusal([&] {
              review.run(township, {log, ReviewVerdict::accept, "", std::nullopt});
          }) == "activity.after_the_end");
    CHECK(whole(world, "QH-CG", "2026-11") == "1/0/0/0");
}

TEST_CASE("a township that is given up goes after its branches have moved") {
    World world;
    save(world, "QH-LS-01", day(2026, 10, 20), 11);
    move(world, "QH-LS-01", "QH-CG", "2026-11");
    move(world, "QH-LS-02", "QH-CG", "2026-11");
    const EndUnit::Input township{"QH-LS", UnitEventKind::closed, "", day(2026, 11, 10), "撤乡并镇", ""};
    CHECK(refusal([&] { end(world, world.actor(world.ls_secretary), township); }) == "not_allowed");
    CHECK(end(world, world.actor(world.officer), township).roles_ended == 1);
    CHECK(rows(world, "QH", "2026-10") == "QH-CG:2 QH-LS:2");
    CHECK(rows(world, "QH", "2026-11") == "QH-CG:4");
    CHECK(whole(world, "QH-LS", "2026-10") == "2/1/1/11");
    CHECK(all_is_right(world));
}

TEST_CASE("a move that waited is taken back when the unit ends before") {
    World world;
    move(world, "QH-CG-02", "QH-LS", "2027-01");
    end(world, Actor::system(), dissolution("QH-CG-02", day(2026, 11, 10)));
    set_day(world, day(2027, 1, 2));
    CHECK(settle(world) == 0);
    CHECK(world.database().read([&](ReadTransaction& tx) { return PlaceStore(tx).list(world.cg02.id).size(); }) == 1);
    CHECK(all_is_right(world));
}

TEST_CASE("a township ends its own organisations and merges none of others'") {
    World world;
    const Actor cg = world.actor(world.cg_secretary);
    CHECK(refusal([&] { end(world, cg, dissolution("QH-LS-01", day(2026, 11, 10))); }) == "not_allowed");
    CHECK(refusal([&] { end(world, cg, merger("QH-CG-01", "QH-LS-01", day(2026, 11, 10))); }) == "not_allowed");
    CHECK(refusal([&] { end(world, world.actor(world.cg01_secretary), dissolution("QH-CG-01", day(2026, 11, 10))); }) ==
          "not_allowed");
    CHECK(refusal([&] { end(world, world.actor(world.stranger), dissolution("QH-CG-01", day(2026, 11, 10))); }) ==
          "not_bound");
    CHECK(end(world, cg, dissolution("QH-CG-01", day(2026, 11, 10))).changed);
    const auto trail = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("org_unit", world.cg01.id.str()); });
    REQUIRE(trail.size() == 1);
    CHECK(trail[0].verb == "end_unit");
}
