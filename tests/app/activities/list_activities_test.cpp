#include "lib/app/list_activities.hpp"

#include <catch2/catch.hpp>

#include "lib/app/read_kinds.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/kind_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Fixture {
    World world;
    ListActivities list{world.database()};
    Actor officer = world.actor(world.officer);

    std::string titles_by(const Actor& actor, const ListActivities::Input& input) {
        std::string all;
        const auto page = list.run(actor, input);
        for (const ActivityRow& row : page.rows) {
            all += row.unit_code + "@" + to_iso(beijing_date(row.activity.content.started_at)) + " ";
        }
        return all + "of " + std::to_string(page.total);
    }
};

ListActivities::Input under(const std::string& unit) {
    ListActivities::Input input;
    input.unit = unit;
    return input;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a list holds the logs of the unit and all below it, newest activity first") {
    save(world, "QH-CG-01", day(2026, 11, 3));
    save(world, "QH-CG-02", day(2026, 11, 5));
    save(world, "QH-LS-01", day(2026, 10, 30));
    CHECK(titles_by(officer, under("QH")) == "QH-CG-02@2026-11-05 QH-CG-01@2026-11-03 QH-LS-01@2026-10-30 of 3");
    CHECK(titles_by(officer, under("QH-CG")) == "QH-CG-02@2026-11-05 QH-CG-01@2026-11-03 of 2");
    CHECK(titles_by(officer, under(world.ls01.id.str())) == "QH-LS-01@2026-10-30 of 1");
    CHECK(titles_by(officer, under("QH-LS-02")) == "of 0");
}

TEST_CASE_METHOD(Fixture, "each filter narrows and the total counts the whole filter") {
    const Activity gone = save(world, "QH-CG-01", day(2026, 11, 3));
    save(world, "QH-CG-01", day(2026, 11, 4));
    save(world, "QH-CG-01", day(2026, 10, 16));
    WithdrawActivity(world.database(), world.digest()).run(officer, {gone.id});
    auto input = under("QH");
    input.period = parse_period("2026-11");
    CHECK(titles_by(officer, input) == "QH-CG-01@2026-11-04 QH-CG-01@2026-11-03 of 2");
    input.state = ActivityState::withdrawn;
    CHECK(titles_by(officer, input) == "QH-CG-01@2026-11-03 of 1");
    input.state.reset();
    input.kind = "league_class";
    CHECK(titles_by(officer, input) == "of 0");
    input = under("QH");
    input.limit = 1;
    CHECK(titles_by(officer, input) == "QH-CG-01@2026-11-04 of 3");
    input.offset = 2;
    CHECK(titles_by(officer, input) == "QH-CG-01@2026-10-16 of 3");
    input.offset = 50;
    CHECK(titles_by(officer, input) == "of 3");
}

TEST_CASE_METHOD(Fixture, "a list is for those who may see the logs of the unit") {
    CHECK(refusal([&] { list.run(world.actor(world.stranger), under("QH")); }) == "not_bound");
    CHECK(refusal([&] { list.run(world.actor(world.cg01_secretary), under("QH-CG")); }) == "not_allowed");
    CHECK(refusal([&] { list.run(world.actor(world.ls_secretary), under("QH-CG-01")); }) == "not_allowed");
    CHECK(refusal([&] { list.run(world.actor(world.leader), under("QH-CG")); }) == "none");
    CHECK(refusal([&] { list.run(world.actor(world.cg01_secretary), under("QH-CG-01")); }) == "none");
    auto input = under("QH");
    input.limit = 101;
    input.offset = -1;
    CHECK(refusal([&] { list.run(officer, input); }) == "limit out_of_range");
}

TEST_CASE_METHOD(Fixture, "the last log of a person is found by source and only while the unit is theirs") {
    SubmitActivity submit(world.database(), world.seals());
    ShowActivity show(world.database(), world.seals());
    const Actor secretary = world.actor(world.cg01_secretary);
    CHECK_FALSE(show.last_of(secretary));
    const auto by = [&](ActivitySource source) {
        world.clock().advance(std::chrono::minutes(1));
        return submit.run(secretary, {new_id(world), content_at("QH-CG-01", day(2026, 11, 3)), source, {}}).activity.id;
    };
    const ActivityId chat = by(ActivitySource::chat);
    const ActivityId phone = by(ActivitySource::phone);
    CHECK(show.last_of(secretary)->id == phone);
    CHECK(show.last_of(secretary, ActivitySource::chat)->id == chat);
    Actor former = secretary;
    former.roles.clear();
    CHECK_FALSE(show.last_of(former));
    CHECK_FALSE(show.last_of(world.actor(world.stranger)));
}

TEST_CASE_METHOD(Fixture, "kinds come in their order with their fields, those out of use only for old logs") {
    auto kinds = ReadKinds(world.database()).run();
    REQUIRE(kinds.size() == 20);
    CHECK(kinds.front().code == "theme_day");
    CHECK(kinds.front().label == "主题团日");
    CHECK(kinds.front().fields.size() == 3);
    world.database().write([&](Transaction& tx) {
        tx.run("UPDATE activity_kinds SET in_use = 0 WHERE code = $1", std::string("theme_day"));
        tx.run(
            "INSERT INTO activity_kind_fields (kind, code, label, type, required, choices, sort) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)",
            std::string("song"), std::string("where"), std::string("场所"), std::string("choice"), true,
            std::string(R"(["室内", "室外"])"), 5);
    });
    kinds = ReadKinds(world.database()).run();
    CHECK(kinds.size() == 19);
    world.database().read([&](ReadTransaction& tx) {
        CHECK(KindStore(tx).find("theme_day"));
        CHECK_FALSE(KindStore(tx).find_in_use("theme_day"));
        CHECK_FALSE(KindStore(tx).find("party"));
        const auto song = KindStore(tx).find_in_use("song");
        REQUIRE(song);
        CHECK(song->fields.front().choices == std::vector<std::string>{"室内", "室外"});
        CHECK(song->fields.front().required);
    });
}
