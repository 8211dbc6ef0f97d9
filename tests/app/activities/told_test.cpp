#include <catch2/catch.hpp>

#include "lib/app/amend_activity.hpp"
#include "lib/app/list_activities.hpp"
#include "lib/app/photos.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/tidy_records.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Told {
    World world;
    SubmitActivity submit{world.database(), world.seals()};
    ShowActivity show{world.database(), world.seals()};

    SubmitActivity::Input input(ActivitySource source, const std::string& name) {
        return {new_id(world), content_at("QH-CG-01", day(2026, 11, 3)), source, {}, name};
    }
};

}  // namespace

TEST_CASE("a log that came on paper or by phone keeps who reported it and who wrote it down") {
    Told told;
    const Actor secretary = told.world.actor(told.world.cg_secretary);
    const auto input = told.input(ActivitySource::phone_call, " 老周 ");
    const auto saved = told.submit.run(secretary, input);
    CHECK(saved.created);
    CHECK_FALSE(told.submit.run(secretary, input).created);

    const auto shown = told.show.run(secretary, {input.id});
    CHECK(shown.row.activity.source == ActivitySource::phone_call);
    CHECK(shown.row.activity.logged_by == told.world.cg_secretary.person);
    CHECK(shown.told_by == "老周");
    CHECK(told.show.run(told.world.actor(told.world.cg01_secretary), {input.id}).told_by == "老周");
    CHECK_FALSE(told.show.run(told.world.actor(told.world.leader), {input.id}).told_by);

    auto other = input;
    other.told_by = "老吴";
    CHECK(refusal([&] { told.submit.run(secretary, other); }) == "activity.other_content_under_id");
}

TEST_CASE("only a committee above the branch writes down what others reported, and names them") {
    Told told;
    const Actor branch = told.world.actor(told.world.cg01_secretary);
    const Actor town = told.world.actor(told.world.cg_secretary);
    const auto refused = [&](const Actor& actor, ActivitySource source, const std::string& name) {
        return refusal([&] { told.submit.run(actor, told.input(source, name)); });
    };
    CHECK(refused(branch, ActivitySource::paper, "老周") == "not_allowed");
    CHECK(refused(town, ActivitySource::paper, "") == "told_by missing");
    CHECK(refused(town, ActivitySource::paper, std::string(200, 'x')) == "told_by people.name_malformed");
    CHECK(refused(town, ActivitySource::phone, "老周") == "told_by activity.nobody_told");
    CHECK(refused(town, ActivitySource::paper, "老周") == "none");
}

TEST_CASE("who reported a log is sealed, and erased when the log can no longer be put right") {
    Told told;
    const auto input = told.input(ActivitySource::paper, "周老四");
    told.submit.run(Actor::system(), input);
    told.world.database().read([&](ReadTransaction& tx) {
        const auto kept = tx.value<std::string>("SELECT told_by_sealed FROM activities WHERE id = $1", input.id);
        CHECK(kept.value_or("").find("周老四") == std::string::npos);
    });
    TidyRecords tidy(told.world.database(), told.world.seals());
    tidy.run(told.world.clock().now() + std::chrono::days(399));
    CHECK(told.show.run(Actor::system(), {input.id}).told_by == "周老四");
    tidy.run(told.world.clock().now() + std::chrono::days(401));
    CHECK_FALSE(told.show.run(Actor::system(), {input.id}).told_by);
    CHECK(told.show.run(Actor::system(), {input.id}).row.activity.source == ActivitySource::paper);
}

TEST_CASE("logs of restricted kinds are hidden outside the branch and its committees, and counted all the same") {
    Told told;
    World& world = told.world;
    auto input = told.input(ActivitySource::phone, "");
    input.content.kind = "recommend_to_party";
    input.content.details = {{"candidates", 1LL}};
    told.submit.run(world.actor(world.cg01_secretary), input);
    save(world, "QH-CG-01", day(2026, 11, 4));

    ListActivities list(world.database());
    const auto listed = [&](const CastMember& who) {
        return list.run(world.actor(who), {"QH-CG-01", {}, {}, {}}).total;
    };
    CHECK(listed(world.cg01_secretary) == 2);
    CHECK(listed(world.cg_secretary) == 2);
    CHECK(listed(world.officer) == 2);
    CHECK(listed(world.leader) == 1);
    const auto shown = [&](const CastMember& who) {
        return refusal([&] { told.show.run(world.actor(who), {input.id}); });
    };
    CHECK(shown(world.cg_secretary) == "none");
    CHECK(shown(world.leader) == "not_allowed");
    CHECK(figures(world, "QH-CG-01", "2026-11").activities == 2);

    // What it said stays hidden when it is amended into a kind that everybody may read.
    AmendActivity::Input amended{input.id, 1, content_at("QH-CG-01", day(2026, 11, 3))};
    AmendActivity(world.database(), world.digest()).run(world.actor(world.cg01_secretary), amended);
    CHECK(told.show.run(world.actor(world.cg_secretary), {input.id}).earlier.size() == 1);
    CHECK(told.show.run(world.actor(world.leader), {input.id}).earlier.empty());
}
