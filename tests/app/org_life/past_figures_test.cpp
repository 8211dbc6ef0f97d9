#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/read_standing.hpp"
#include "lib/app/read_timeliness.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/place_store.hpp"
#include "tests/app/org_life/life.hpp"

using namespace league;
using namespace league::test;

namespace {

void close(World& world, const std::string& code, Date on) {
    const OrgUnit unit = world.unit(code);
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(unit, at_beijing(on)); });
}

void open_on(World& world, const std::string& code, Date on) {
    OrgUnit unit = world.unit(code);
    unit.opened_at = at_beijing(on);
    world.database().write([&](Transaction& tx) { OrgWriter(tx).update(unit); });
}

}  // namespace

TEST_CASE("a branch counts from the half month in which it opened") {
    World world;
    open_on(world, "QH-CG-01", day(2026, 10, 16));
    CHECK(whole(world, "QH-CG", "2026-10-H1") == "1/0/0/0");
    CHECK(whole(world, "QH-CG", "2026-10-H2") == "2/0/0/0");
    CHECK(whole(world, "QH-CG", "2026-10") == "2/0/0/0");
    CHECK(rows(world, "QH-CG", "2026-10-H1") == "QH-CG-02:1");
    open_on(world, "QH-CG-01", day(2026, 10, 15));
    CHECK(whole(world, "QH-CG", "2026-10-H1") == "2/0/0/0");
}

TEST_CASE("a branch closed in the middle of a month counts for the half before, with what it did") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    save(world, "QH-CG-02", day(2026, 11, 4), 9);
    set_day(world, day(2026, 11, 20));
    close(world, "QH-CG-01", day(2026, 11, 20));
    CHECK(whole(world, "QH-CG", "2026-11-H1") == "2/2/2/29");
    CHECK(whole(world, "QH-CG", "2026-11") == "1/1/2/29");
    CHECK(faults(world).empty());
    // Told late, about the days before: the activity counts, the branch is there no more at the end of the month.
    save(world, "QH-CG-01", day(2026, 11, 18), 5);
    CHECK(whole(world, "QH-CG", "2026-11") == "1/1/3/34");
    CHECK(whole(world, "QH-CG", "2026-11-H2") == "1/1/1/5");
    set_day(world, day(2026, 12, 5));
    CHECK(whole(world, "QH-CG", "2026-11") == "1/1/3/34");
    CHECK(whole(world, "QH-CG", "2026-11-H1") == "2/2/2/29");
    CHECK(faults(world).empty());
}

TEST_CASE("a branch closed on the first was there to the end of the month before") {
    World world;
    save(world, "QH-CG-01", day(2026, 10, 31), 20);
    close(world, "QH-CG-01", day(2026, 11, 1));
    CHECK(whole(world, "QH-CG", "2026-10") == "2/1/1/20");
    CHECK(whole(world, "QH-CG", "2026-11") == "1/0/0/0");
    close(world, "QH-CG-02", day(2026, 11, 1));
    CHECK(without_log(world, "QH-CG", "2026-10") == "QH-CG-02");
    CHECK(without_log(world, "QH-CG", "2026-11").empty());
    CHECK(faults(world).empty());
}

TEST_CASE("the leap day belongs to February's second half and the last day of the year to December") {
    World world;
    set_day(world, day(2028, 3, 2));
    close(world, "QH-CG-01", day(2028, 2, 29));
    close(world, "QH-CG-02", day(2028, 3, 1));
    CHECK(whole(world, "QH-CG", "2028-02-H1") == "2/0/0/0");
    CHECK(whole(world, "QH-CG", "2028-02-H2") == "1/0/0/0");
    CHECK(whole(world, "QH-CG", "2028-03") == "0/0/0/0");
    open_on(world, "QH-LS-01", day(2027, 12, 31));
    open_on(world, "QH-LS-02", day(2028, 1, 1));
    CHECK(whole(world, "QH-LS", "2027-12-H1") == "0/0/0/0");
    CHECK(whole(world, "QH-LS", "2027-12") == "1/0/0/0");
    CHECK(whole(world, "QH-LS", "2028-01-H1") == "2/0/0/0");
}

TEST_CASE("kept figures follow when the day of opening is put right") {
    World world;
    save(world, "QH-CG-01", day(2026, 10, 10), 8);
    open_on(world, "QH-CG-01", day(2026, 10, 20));
    CHECK(whole(world, "QH-CG", "2026-10-H1") == "1/0/1/8");
    CHECK(whole(world, "QH-CG", "2026-10") == "2/1/1/8");
    CHECK(faults(world).empty());
    open_on(world, "QH-CG-01", day(2026, 10, 1));
    CHECK(whole(world, "QH-CG", "2026-10-H1") == "2/1/1/8");
    CHECK(faults(world).empty());
}

TEST_CASE("a unit written down without a day of opening was there before") {
    World world;
    OrgUnit unit = world.unit("QH-CG-01");
    unit.opened_at = world.clock().now();  // nine in the morning: when it was imported
    world.database().write([&](Transaction& tx) { OrgWriter(tx).update(unit); });
    CHECK(whole(world, "QH-CG", "2026-09") == "2/0/0/0");
    CHECK(without_log(world, "QH-CG", "2026-09") == "QH-CG-01 QH-CG-02");
}

TEST_CASE("the running half month counts the branches of this moment") {
    World world;
    close(world, "QH-CG-01", day(2026, 11, 10));
    CHECK(whole(world, "QH-CG", "2026-11-H1") == "1/0/0/0");
    CHECK(whole(world, "QH-CG", "2026-10-H2") == "2/0/0/0");
    CHECK(rows(world, "QH", "2026-10-H2") == "QH-CG:2 QH-LS:2");
    CHECK(rows(world, "QH", "2026-11-H1") == "QH-CG:1 QH-LS:2");
}

TEST_CASE("units that were there before places were kept have stood where they stand since ever") {
    TempFolder folder;
    ManualClock clock{at_beijing(day(2026, 11, 10))};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    Database database(options, clock);
    const auto all = built_in_migrations();
    const auto life = std::find_if(all.begin(), all.end(),
                                   [](const Migration& migration) { return migration.name == "0012_org_life"; });
    REQUIRE(life != all.end());
    migrate(database, all.first(static_cast<std::size_t>(life - all.begin())));
    database.write([](Transaction& tx) {
        tx.run_script(R"(INSERT INTO org_units (id, code, name, short_name, kind, parent_id, path, opened_at) VALUES
            ('t', 'T', 'T', 'T', 'township', NULL, 'T', 5), ('b', 'B', 'B', 'B', 'branch', 't', 'T/B', 7))");
    });
    migrate(database, all);
    database.read([](ReadTransaction& tx) {
        const auto places = PlaceStore(tx).list(OrgUnitId("b"));
        REQUIRE(places.size() == 1);
        CHECK(places[0] == UnitPlace{OrgUnitId("t"), *Month::parse("2000-01"), std::nullopt});
        CHECK(PlaceStore(tx).wrong(*Month::parse("2026-11")).empty());
    });
}

TEST_CASE("a place that leaves a month out or is not the tree's is found") {
    World world;
    CHECK(verify_unit_places(world.database()).ok);
    world.database().write([&](Transaction& tx) {
        tx.run("UPDATE unit_places SET from_month = $2 WHERE unit_id = $1", world.cg01.id, std::string("2001-01"));
        tx.run("UPDATE unit_places SET parent_id = $2 WHERE unit_id = $1", world.cg02.id, world.ls.id);
    });
    const CheckResult result = verify_unit_places(world.database());
    CHECK_FALSE(result.ok);
    CHECK(result.details.size() == 2);
}

TEST_CASE("the standing of a day that nobody kept counts an organisation where it stood then") {
    World world;
    const auto founded = [&](const char* township, Date on) {
        return ReadStanding(world.database()).run(Actor::system(), {township, on}).unit.figures.founded.old_ones;
    };
    move(world, "QH-CG-01", "QH-LS", "2026-12");
    set_day(world, day(2026, 12, 5));
    settle(world);
    CHECK(founded("QH-CG", day(2026, 11, 30)) == 2);
    CHECK(founded("QH-LS", day(2026, 11, 30)) == 2);
    CHECK(founded("QH-CG", day(2026, 12, 1)) == 1);
    CHECK(founded("QH-LS", day(2026, 12, 5)) == 3);
    set_day(world, day(2027, 1, 5));
    CHECK(founded("QH-LS", day(2026, 12, 5)) == 3);
    CHECK(founded("QH", day(2026, 11, 30)) == 4);
}

TEST_CASE("how many logs came in time is told of the township that the branch stood below then") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    const auto logs = [&](const char* unit, const char* period) {
        return ReadTimeliness(world.database(), {}).run(Actor::system(), {unit, parse_period(period)}).totals.logs;
    };
    move(world, "QH-CG-01", "QH-LS", "2026-12");
    set_day(world, day(2026, 12, 5));
    settle(world);
    save(world, "QH-CG-01", day(2026, 12, 4), 20);
    CHECK(logs("QH-CG", "2026-11") == 1);
    CHECK(logs("QH-LS", "2026-11-H1") == 0);
    CHECK(logs("QH-CG", "2026-12") == 0);
    CHECK(logs("QH-LS", "2026-12") == 1);
    CHECK(logs("QH", "2026-11") == 1);
}
