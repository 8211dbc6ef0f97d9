// Records of affiliated organisations: write, reopen, read back, compare the value.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

Instant day(const char* iso) {
    return at_beijing(*date_from_iso(iso));
}

OrgRecord record_of(World& world, const OrgUnitId& unit) {
    return world.database().read([&](ReadTransaction& tx) { return OrgRecordStore(tx).find(unit).value(); });
}

}  // namespace

TEST_CASE("a new branch has a record as an old organisation, a township has none") {
    World world;
    const OrgUnit branch = world.found("QH-CG-09", "城关镇青创联合团支部", OrgKind::joint_branch, "QH-CG");
    const OrgRecord record = record_of(world, branch.id);
    CHECK(record.founded_at == branch.opened_at);
    CHECK_FALSE(record.is_new);
    CHECK_FALSE(record.nms_counted_at);
    CHECK(world.database().read([&](ReadTransaction& tx) { return !OrgRecordStore(tx).find(world.cg.id); }));
}

TEST_CASE("a record comes back as it was written") {
    World world;
    OrgRecord record = record_of(world, world.cg01.id);
    record.mode = "M4";
    record.is_new = true;
    record.founded_at = day("2026-10-09");
    record.nms_claimed_at = day("2026-10-20");
    record.term_ends_at = day("2029-10-09");
    world.database().write([&](Transaction& tx) { OrgRecordWriter(tx).save(record); });
    world.reopen();
    CHECK(record_of(world, world.cg01.id) == record);
}

TEST_CASE("the newest headcount is shown, whatever the order in which they arrive") {
    World world;
    const auto count = [&](const char* on, int members) {
        world.database().write([&](Transaction& tx) {
            OrgRecordWriter(tx).add_headcount(world.cg01.id, {members, 2 * members, day(on)}, HeadcountSource::typed,
                                              std::nullopt);
        });
    };
    count("2026-10-01", 12);
    count("2026-11-01", 14);
    count("2026-09-01", 9);
    CHECK(record_of(world, world.cg01.id).heads == Headcount{14, 28, day("2026-11-01")});
    count("2026-11-01", 15);
    CHECK(record_of(world, world.cg01.id).heads->members == 15);
}

TEST_CASE("being counted begins once, ends once, and can begin again") {
    World world;
    const auto write = [&](auto change) {
        world.database().write([&](Transaction& tx) {
            OrgRecordWriter writer(tx);
            change(writer);
        });
        return record_of(world, world.cg01.id).nms_counted_at;
    };
    const auto from = [&](const char* on) {
        return write([&](OrgRecordWriter& writer) { writer.begin_counting(world.cg01.id, day(on)); });
    };
    CHECK(from("2026-10-20") == day("2026-10-20"));
    CHECK(from("2026-11-01") == day("2026-10-20"));
    CHECK_FALSE(write([&](OrgRecordWriter& writer) { writer.end_counting(world.cg01.id, day("2026-11-05")); }));
    CHECK_FALSE(write([&](OrgRecordWriter& writer) { writer.end_counting(world.cg01.id, day("2026-11-06")); }));
    CHECK(from("2026-11-08") == day("2026-11-08"));
}

TEST_CASE("the list below a unit holds its open organisations and no others") {
    World world;
    world.database().write([&](Transaction& tx) { OrgWriter(tx).close(world.cg02, tx.now()); });
    const auto below = [&](const OrgUnit& unit) {
        return world.database().read([&](ReadTransaction& tx) { return OrgRecordStore(tx).list_below(unit.path); });
    };
    REQUIRE(below(world.cg).size() == 1);
    CHECK(below(world.cg)[0].first == world.unit("QH-CG-01"));
    CHECK(below(world.cg)[0].second.unit == world.cg01.id);
    CHECK(below(world.county).size() == 3);
}

TEST_CASE("branches that were there before records were kept become old organisations") {
    TempFolder folder;
    ManualClock clock{at_beijing(*date_from_iso("2026-11-10"))};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    Database database(options, clock);
    const auto all = built_in_migrations();
    const auto is_records = [](const Migration& migration) { return migration.name == "0006_organisations"; };
    const auto records = std::find_if(all.begin(), all.end(), is_records);
    REQUIRE(records != all.end());
    migrate(database, all.first(static_cast<std::size_t>(records - all.begin())));
    database.write([](Transaction& tx) {
        tx.run_script(R"(INSERT INTO org_units (id, code, name, short_name, kind, path, opened_at) VALUES
            ('t', 'T', 'T', 'T', 'township', 'T', 5), ('b', 'B', 'B', 'B', 'branch', 'T/B', 7))");
    });
    migrate(database, all);
    database.read([](ReadTransaction& tx) {
        CHECK_FALSE(OrgRecordStore(tx).find(OrgUnitId("t")));
        CHECK(OrgRecordStore(tx).find(OrgUnitId("b"))->founded_at == from_millis(7));
    });
}
