#include "lib/app/review_activity.hpp"

#include <catch2/catch.hpp>

#include "lib/app/amend_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Fixture {
    World world;
    ReviewActivity review{world.database(), world.digest()};
    AmendActivity amend{world.database(), world.digest()};
    Actor township = world.actor(world.cg_secretary);
    Activity log = save(world, "QH-CG-01", day(2026, 11, 3));

    ReviewActivity::Input returning(const std::string& reason) {
        return {log.id, ReviewVerdict::return_to_branch, reason, {}};
    }
    ReviewActivity::Input accepting() { return {log.id, ReviewVerdict::accept, "", {}}; }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a returned log leaves the figures until it is accepted or amended") {
    auto output = review.run(township, returning(" 人数请核对 "));
    CHECK(output.changed);
    CHECK(output.activity.state == ActivityState::returned);
    CHECK(output.activity.return_reason == "人数请核对");
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");

    output = review.run(township, accepting());
    CHECK(output.activity.state == ActivityState::accepted);
    CHECK(output.activity.return_reason.empty());
    CHECK(shown(world, "QH", "2026-11") == "1/1/28");

    review.run(township, returning("再核对"));
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
    ActivityContent corrected = log.content;
    corrected.present = 26;
    CHECK(amend.run(world.actor(world.cg01_secretary), {log.id, 1, corrected}).activity.state ==
          ActivityState::submitted);
    CHECK(shown(world, "QH", "2026-11") == "1/1/26");
    CHECK(figures_are_right(world));
}

TEST_CASE_METHOD(Fixture, "a returned log may be handed in again as it is") {
    review.run(township, returning("请补充照片"));
    const auto output = amend.run(world.actor(world.cg01_secretary), {log.id, 1, log.content});
    CHECK(output.changed);
    CHECK(output.activity.state == ActivityState::submitted);
    CHECK(shown(world, "QH", "2026-11") == "1/1/28");
}

TEST_CASE_METHOD(Fixture, "the same verdict twice is the same as once") {
    CHECK(review.run(township, accepting()).changed);
    CHECK_FALSE(review.run(township, accepting()).changed);
    CHECK(review.run(township, returning("一")).changed);
    CHECK_FALSE(review.run(township, returning("一")).changed);
    CHECK(review.run(township, returning("二")).changed);
    CHECK(shown(world, "QH", "2026-11") == "0/0/0");
}

TEST_CASE_METHOD(Fixture, "a return needs a reason of at most 200 characters") {
    CHECK(refusal([&] { review.run(township, returning("  ")); }) == "reason missing");
    CHECK(refusal([&] { review.run(township, returning("\xff")); }) == "reason not_text");
    std::string words;
    for (int i = 0; i < 200; ++i) words += "字";
    CHECK(refusal([&] { review.run(township, returning(words + "字")); }) == "reason too_long");
    CHECK(refusal([&] { review.run(township, returning(words)); }) == "none");
}

TEST_CASE_METHOD(Fixture, "a verdict on words that changed meanwhile is refused") {
    ActivityContent corrected = log.content;
    corrected.present = 26;
    amend.run(world.actor(world.cg01_secretary), {log.id, 1, corrected});
    ReviewActivity::Input input = accepting();
    input.revision = 1;
    CHECK(refusal([&] { review.run(township, input); }) == "activity.changed_meanwhile");
    input.revision = 2;
    CHECK(refusal([&] { review.run(township, input); }) == "none");
}

TEST_CASE_METHOD(Fixture, "only the township above and the county review") {
    for (const CastMember& member : {world.cg01_secretary, world.ls_secretary, world.leader}) {
        CHECK(refusal([&] { review.run(world.actor(member), accepting()); }) == "not_allowed");
    }
    CHECK(refusal([&] { review.run(world.actor(world.stranger), accepting()); }) == "not_bound");
    CHECK(refusal([&] { review.run(world.actor(world.officer), accepting()); }) == "none");
}

TEST_CASE_METHOD(Fixture, "of many logs each is reviewed for itself") {
    const Activity second = save(world, "QH-CG-02", day(2026, 11, 4), 10);
    const Activity withdrawn = save(world, "QH-CG-02", day(2026, 11, 5), 10);
    WithdrawActivity(world.database(), world.digest()).run(Actor::system(), {withdrawn.id});
    const Activity foreign = save(world, "QH-LS-01", day(2026, 11, 4), 10);
    ReviewActivities review_all(world.database(), world.digest());
    const auto output = review_all.run(
        township,
        {{log.id, second.id, withdrawn.id, foreign.id, ActivityId("none")}, ReviewVerdict::return_to_branch, "请补充"});
    REQUIRE(output.outcomes.size() == 5);
    CHECK(output.outcomes[0].changed);
    CHECK(output.outcomes[1].state == ActivityState::returned);
    CHECK(output.outcomes[2].problem->key() == "activity.withdrawn");
    CHECK(output.outcomes[3].problem->key() == "not_allowed");
    CHECK(output.outcomes[4].problem->key() == "activity.not_found");
    CHECK(shown(world, "QH", "2026-11") == "1/1/10");
    CHECK(figures_are_right(world));
    CHECK(refusal([&] { review_all.run(township, {{}, ReviewVerdict::accept, ""}); }) == "ids missing");
    CHECK(refusal([&] {
              review_all.run(township, {std::vector<ActivityId>(101, log.id), ReviewVerdict::accept, ""});
          }) == "ids too_many");
}
