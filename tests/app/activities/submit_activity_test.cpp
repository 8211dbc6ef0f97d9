#include "lib/app/submit_activity.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "lib/app/amend_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Fixture {
    World world;
    SubmitActivity submit{world.database(), world.seals()};
    Actor secretary = world.actor(world.cg01_secretary);
    SubmitActivity::Input input{new_id(world), content_at("QH-CG-01", day(2026, 11, 3)), ActivitySource::phone, {}};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a log that arrives is saved with figures and an audit row") {
    input.content.details = {{"theme", std::string("雷锋精神")}, {"form", std::string("线下")}};
    input.content.ended_at = input.content.started_at + std::chrono::hours(2);
    input.made_at = from_millis(5);
    const auto output = submit.run(secretary, input);
    CHECK(output.created);
    CHECK(output.activity.content.org == world.cg01.id);
    CHECK(output.activity.state == ActivityState::submitted);
    CHECK(output.activity.submitted_at == world.clock().now());
    world.reopen();
    world.database().read([&](ReadTransaction& tx) {
        const auto found = ActivityStore(tx).find(input.id);
        REQUIRE(found);
        CHECK(found->content == output.activity.content);
        CHECK(found->logged_by == world.cg01_secretary.person);
        CHECK(found->made_at == from_millis(5));
        CHECK(found->revision == 1);
        const auto audit = AuditStore(tx, world.digest()).list_for("activity", input.id.str());
        REQUIRE(audit.size() == 1);
        CHECK(audit.front().verb == "create_activity");
        CHECK(audit.front().person == world.cg01_secretary.person);
    });
    for (const char* unit : {"QH-CG-01", "QH-CG", "QH"}) {
        CHECK(shown(world, unit, "2026-11-H1") == "1/1/28");
        CHECK(shown(world, unit, "2026-11-H2") == "1/0/0");
        CHECK(shown(world, unit, "2026-11") == "1/1/28");
    }
    CHECK(shown(world, "QH-LS", "2026-11") == "0/0/0");
}

TEST_CASE_METHOD(Fixture, "the same content under the same id is a repeat, with id or code of the unit") {
    submit.run(secretary, input);
    CHECK_FALSE(submit.run(secretary, input).created);
    input.content.org = world.cg01.id;
    input.made_at = from_millis(99);
    CHECK_FALSE(submit.run(secretary, input).created);
    CHECK(shown(world, "QH", "2026-11") == "1/1/28");
}

TEST_CASE_METHOD(Fixture, "other content under a used id is a conflict") {
    submit.run(secretary, input);
    input.content.present = 27;
    try {
        submit.run(secretary, input);
        FAIL("accepted");
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::conflict);
        CHECK(problem.key() == "activity.other_content_under_id");
    }
    CHECK(shown(world, "QH", "2026-11") == "1/1/28");
}

TEST_CASE_METHOD(Fixture, "a repeat is compared with what was first accepted, also after amendment and withdrawal") {
    submit.run(secretary, input);
    AmendActivity amend(world.database(), world.digest());
    ActivityContent other = input.content;
    other.present = 20;
    amend.run(secretary, {input.id, 1, other});

    auto repeat = submit.run(secretary, input);
    CHECK_FALSE(repeat.created);
    CHECK(repeat.activity.content.present == 20);
    CHECK(repeat.activity.revision == 2);
    SubmitActivity::Input amended = input;
    amended.content = other;
    CHECK(refusal([&] { submit.run(secretary, amended); }) == "activity.other_content_under_id");

    WithdrawActivity(world.database(), world.digest()).run(secretary, {input.id});
    repeat = submit.run(secretary, input);
    CHECK_FALSE(repeat.created);
    CHECK(repeat.activity.state == ActivityState::withdrawn);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");

    world.clock().advance(std::chrono::hours(24 * 500));  // too late for a new log of that day, not for a repeat
    CHECK_FALSE(submit.run(secretary, input).created);
}

TEST_CASE_METHOD(Fixture, "ten threads with the same log make one row and count it once") {
    for (int round = 0; round < 5; ++round) {
        input.id = new_id(world);
        input.content.started_at += std::chrono::minutes(1);
        std::atomic<int> created{0};
        std::atomic<int> repeated{0};
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 10; ++i) {
                threads.emplace_back([&] { ++(submit.run(secretary, input).created ? created : repeated); });
            }
        }
        CHECK(created == 1);
        CHECK(repeated == 9);
        CHECK(figures(world, "QH", "2026-11").activities == round + 1);
    }
    CHECK(figures_are_right(world));
}

TEST_CASE_METHOD(Fixture, "only those who may log for the branch may log") {
    const auto tried_by = [&](const CastMember& member) {
        return refusal([&] { submit.run(world.actor(member), input); });
    };
    CHECK(tried_by(world.stranger) == "not_bound");
    CHECK(tried_by(world.ls01_secretary) == "not_allowed");
    CHECK(tried_by(world.ls_secretary) == "not_allowed");
    CHECK(tried_by(world.leader) == "not_allowed");
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    CHECK(tried_by(world.cg_secretary) == "none");
    CHECK(tried_by(world.officer) == "none");
    // A repeat tells nothing to others either.
    CHECK(tried_by(world.ls01_secretary) == "not_allowed");
}

TEST_CASE_METHOD(Fixture, "the id of another unit's log is refused") {
    submit.run(secretary, input);
    const Actor other = world.actor(world.ls01_secretary);
    input.content.org = OrgUnitId("QH-LS-01");
    CHECK(refusal([&] { submit.run(other, input); }) == "not_allowed");
    // Who may log for both learns that the content differs.
    CHECK(refusal([&] { submit.run(world.actor(world.officer), input); }) == "activity.other_content_under_id");
}

TEST_CASE_METHOD(Fixture, "a wrong log leaves nothing behind") {
    const auto tried = [&](auto change) {
        SubmitActivity::Input wrong = input;
        change(wrong);
        return refusal([&] { submit.run(secretary, wrong); });
    };
    CHECK(tried([](auto& in) { in.content.title = " "; }) == "title missing");
    CHECK(tried([](auto& in) { in.content.kind = "party"; }) == "kind activity.unknown_kind");
    CHECK(tried([](auto& in) { in.content.org = OrgUnitId("QH-XX"); }) == "org_id activity.unknown_unit");
    CHECK(tried([](auto& in) { in.content.org = OrgUnitId(); }) == "org_id missing");
    CHECK(tried([](auto& in) { in.content.present = 31; }) == "present activity.present_over_expected");
    CHECK(tried([](auto& in) { in.content.details["nonsense"] = true; }) == "details.nonsense unknown");
    CHECK(tried([](auto& in) { in.content.started_at = at_beijing(day(2026, 11, 11)); }) ==
          "started_at activity.in_the_future");
    CHECK(tried([](auto& in) { in.id = ActivityId("42"); }) == "id activity.id_not_uuid");
    world.database().read([&](ReadTransaction& tx) { CHECK_FALSE(ActivityStore(tx).find(input.id)); });
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    CHECK(submit.run(secretary, input).created);
}

TEST_CASE_METHOD(Fixture, "a log inside another transaction is saved with it or not at all") {
    CHECK_THROWS_AS(world.database().write([&](Transaction& tx) {
        submit.run_in(tx, secretary, input);
        throw Problem(ProblemCode::internal, "something_else_failed");
    }),
                    Problem);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    CHECK(world.database().write([&](Transaction& tx) { return submit.run_in(tx, secretary, input).created; }));
    CHECK(shown(world, "QH", "2026-11") == "1/1/28");
}
