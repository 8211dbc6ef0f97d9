#include <catch2/catch.hpp>

#include "tests/app/imports/import_desk.hpp"

using namespace league;
using namespace league::test;

namespace {

void claim(ImportDesk& desk, const OrgUnit& unit, const char* on) {
    OrgRecord record = desk.record(unit.code);
    record.nms_claimed_at = day(on);
    desk.world.database().write([&](Transaction& tx) { OrgRecordWriter(tx).save(record); });
}

}  // namespace

TEST_CASE("what a township claims and no import has shown is listed, and the reverse") {
    ImportDesk desk;
    claim(desk, desk.world.cg01, "2026-10-20");
    claim(desk, desk.world.cg02, "2026-10-21");
    claim(desk, desk.world.ls01, "2026-10-22");
    desk.commit(desk.stage(organisations({{"城关镇机关团支部", "城关镇", "#5"},
                                          {"茶叶协会团支部", "共青团清河县柳树镇委员会", "#7"},
                                          {"西街团支部", "城关镇", ""}})));

    const auto county = desk.differences.run(Actor::system(), "QH", 10);
    CHECK(county.founded == 4);
    CHECK(county.counted == 1);
    REQUIRE(county.claimed_not_counted.size() == 2);
    CHECK(county.claimed_not_counted[0].unit.code == "QH-CG-02");
    CHECK(county.claimed_not_counted[0].claimed_at == day("2026-10-21"));
    REQUIRE(county.counted_not_known.size() == 2);
    CHECK(county.counted_not_known_total == 2);

    const Actor secretary = desk.world.actor(desk.world.ls_secretary);
    const auto township = desk.differences.run(secretary, "QH-LS", 10);
    REQUIRE(township.claimed_not_counted.size() == 1);
    REQUIRE(township.counted_not_known.size() == 1);
    CHECK(township.counted_not_known[0].org.name == "茶叶协会团支部");
    CHECK(township.counted_not_known[0].members == 7);
    CHECK(problem_of([&] { desk.differences.run(secretary, "QH-CG", 10); }) == "not_allowed");
    CHECK(problem_of([&] { desk.differences.run(secretary, "QH", 10); }) == "not_allowed");
}

TEST_CASE("an unknown organisation leaves the list once a unit of its name is founded and imported again") {
    ImportDesk desk;
    const Table table = organisations({{"茶叶协会团支部", "柳树镇", "#7"}});
    desk.commit(desk.stage(table));
    CHECK(desk.differences.run(Actor::system(), "QH", 10).counted_not_known_total == 1);
    desk.world.found("QH-LS-09", "柳树镇茶叶协会团支部", OrgKind::branch, "QH-LS");
    const ImportBatchId id = desk.stage(table);
    CHECK(desk.rows(id) == "1 new QH-LS-09 ~members");
    desk.commit(id);
    CHECK(desk.differences.run(Actor::system(), "QH", 10).counted_not_known_total == 0);
    desk.undo(id);
    CHECK(desk.differences.run(Actor::system(), "QH", 10).counted_not_known_total == 1);
}
