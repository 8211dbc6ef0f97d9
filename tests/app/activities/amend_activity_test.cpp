#include "lib/app/amend_activity.hpp"

#include <catch2/catch.hpp>

#include "lib/app/review_activity.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Fixture {
    World world;
    AmendActivity amend{world.database(), world.digest()};
    WithdrawActivity withdraw{world.database(), world.digest()};
    Actor secretary = world.actor(world.cg01_secretary);
    Activity log = save(world, "QH-CG-01", day(2026, 11, 3));
    AmendActivity::Input input{log.id, 1, log.content};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an amendment moves the figures to its day and heads") {
    input.content.started_at = at_beijing(day(2026, 10, 20), 600);
    input.content.present = 12;
    const auto output = amend.run(secretary, input);
    CHECK(output.changed);
    CHECK(output.activity.revision == 2);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    CHECK(shown(world, "QH", "2026-11-H2") == "0/0/0");
    CHECK(shown(world, "QH", "2026-10-H1") == "0/0/0");
    CHECK(shown(world, "QH-CG", "2026-10-H2") == "1/1/12");
    CHECK(shown(world, "QH", "2026-10") == "1/1/12");
    CHECK(figures_are_right(world));
}

TEST_CASE_METHOD(Fixture, "what a log said before is kept") {
    input.content.title = "新名称";
    world.clock().advance(std::chrono::hours(1));
    amend.run(secretary, input);
    const auto shown_log = ShowActivity(world.database(), world.seals()).run(secretary, {log.id});
    CHECK(shown_log.row.activity.content.title == "新名称");
    CHECK(shown_log.row.unit_code == "QH-CG-01");
    CHECK(shown_log.row.kind_label == "主题团日");
    REQUIRE(shown_log.earlier.size() == 1);
    CHECK(shown_log.earlier[0].content == log.content);
    CHECK(shown_log.earlier[0].revision == 1);
    CHECK(shown_log.earlier[0].replaced_by == world.cg01_secretary.person);
    CHECK(shown_log.earlier[0].replaced_at == world.clock().now());
    world.database().read([&](ReadTransaction& tx) {
        const auto audit = AuditStore(tx, world.digest()).list_for("activity", log.id.str());
        REQUIRE(audit.size() == 2);
        CHECK(audit[1].verb == "amend_activity");
        CHECK(audit[1].fields == "title");
    });
}

TEST_CASE_METHOD(Fixture, "an amendment on an old base is refused, its own repeat is not") {
    input.content.present = 20;
    CHECK(amend.run(secretary, input).changed);
    const auto repeat = amend.run(secretary, input);
    CHECK_FALSE(repeat.changed);
    CHECK(repeat.activity.revision == 2);
    input.content.present = 21;
    CHECK(refusal([&] { amend.run(secretary, input); }) == "activity.base_is_old");
    input.base_revision = 2;
    CHECK(amend.run(secretary, input).activity.revision == 3);
    input.base_revision = 9;
    CHECK(refusal([&] { amend.run(secretary, input); }) == "activity.base_is_old");
    CHECK(shown(world, "QH", "2026-11") == "1/1/21");
}

TEST_CASE_METHOD(Fixture, "an amendment that changes nothing makes no revision") {
    input.content.org = OrgUnitId();
    const auto output = amend.run(secretary, input);
    CHECK_FALSE(output.changed);
    CHECK(output.activity.revision == 1);
}

TEST_CASE_METHOD(Fixture, "a log stays with its branch") {
    input.content.org = OrgUnitId("QH-CG-02");
    CHECK(refusal([&] { amend.run(world.actor(world.officer), input); }) == "org_id activity.unit_is_fixed");
    input.content.org = OrgUnitId("QH-CG-01");
    CHECK(refusal([&] { amend.run(secretary, input); }) == "none");
}

TEST_CASE_METHOD(Fixture, "an amendment is checked as a log is") {
    input.content.title = "";
    CHECK(refusal([&] { amend.run(secretary, input); }) == "title missing");
    input.content.title = "x";
    input.content.kind = "party";
    CHECK(refusal([&] { amend.run(secretary, input); }) == "kind activity.unknown_kind");
}

TEST_CASE_METHOD(Fixture, "others may neither amend nor withdraw nor read a log") {
    for (const CastMember& member : {world.ls01_secretary, world.ls_secretary}) {
        const Actor other = world.actor(member);
        CHECK(refusal([&] { amend.run(other, input); }) == "not_allowed");
        CHECK(refusal([&] { withdraw.run(other, {log.id}); }) == "not_allowed");
        CHECK(refusal([&] { ShowActivity(world.database(), world.seals()).run(other, {log.id}); }) == "not_allowed");
    }
    const Actor stranger = world.actor(world.stranger);
    CHECK(refusal([&] { amend.run(stranger, input); }) == "not_bound");
    CHECK(refusal([&] { withdraw.run(stranger, {ActivityId("nothing")}); }) == "not_bound");
    CHECK(refusal([&] { withdraw.run(secretary, {ActivityId("nothing")}); }) == "activity.not_found");
    const Actor leader = world.actor(world.leader);
    CHECK(refusal([&] { withdraw.run(leader, {log.id}); }) == "not_allowed");
    CHECK(refusal([&] { ShowActivity(world.database(), world.seals()).run(leader, {log.id}); }) == "none");
}

TEST_CASE_METHOD(Fixture, "a withdrawn log leaves the figures once and is closed for good") {
    CHECK(withdraw.run(secretary, {log.id}).changed);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    CHECK_FALSE(withdraw.run(secretary, {log.id}).changed);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    input.content.present = 5;
    CHECK(refusal([&] { amend.run(secretary, input); }) == "activity.withdrawn");
    CHECK(refusal([&] {
              ReviewActivity(world.database(), world.digest())
                  .run(world.actor(world.cg_secretary), {log.id, ReviewVerdict::accept, "", {}});
          }) == "activity.withdrawn");
    CHECK(figures_are_right(world));
}

TEST_CASE_METHOD(Fixture, "a branch may withdraw what the township accepted") {
    ReviewActivity(world.database(), world.digest())
        .run(world.actor(world.cg_secretary), {log.id, ReviewVerdict::accept, "", {}});
    CHECK(withdraw.run(secretary, {log.id}).activity.state == ActivityState::withdrawn);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
}
