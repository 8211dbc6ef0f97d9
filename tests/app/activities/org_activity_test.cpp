#include <catch2/catch.hpp>

#include "lib/app/amend_activity.hpp"
#include "lib/app/keep_org_activity.hpp"
#include "lib/app/review_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/org_activity_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

namespace {

std::string year_of_branch(World& world, const std::string& code, int year) {
    return world.database().read(
        [&](ReadTransaction& tx) { return OrgActivityStore(tx).year(world.unit(code).id, year).str(); });
}

OrgPulse pulse(World& world, const std::string& code) {
    const OrgUnitId id = world.unit(code).id;
    return world.database().read([&](ReadTransaction& tx) { return OrgActivityStore(tx).pulse(id); });
}

bool is_right(World& world) {
    const CheckResult result = verify_org_activity(world.database());
    for (const std::string& detail : result.details) UNSCOPED_INFO(detail);
    return result.ok;
}

Activity amend(World& world, const Activity& log, ActivityContent content) {
    return AmendActivity(world.database(), world.digest())
        .run(Actor::system(), {log.id, log.revision, std::move(content)})
        .activity;
}

}  // namespace

TEST_CASE("what is kept of an organisation follows its logs as they come, change, leave and come back") {
    World world;
    const Activity first = save(world, "QH-CG-01", day(2026, 9, 30));
    const Activity second = save(world, "QH-CG-01", day(2026, 11, 1), 20);
    CHECK(year_of_branch(world, "QH-CG-01", 2026) == "theme_day:000000001010");
    CHECK(pulse(world, "QH-CG-01").run_months == 1);
    const Activity gap = save(world, "QH-CG-01", day(2026, 10, 31));
    CHECK(pulse(world, "QH-CG-01").run_months == 3);
    CHECK(pulse(world, "QH-CG-01").last->id == second.id);
    CHECK(is_right(world));

    ActivityContent content = second.content;
    content.kind = "oath";
    content.present = 21;
    const Activity amended = amend(world, second, content);
    CHECK(year_of_branch(world, "QH-CG-01", 2026) == "oath:000000000010 theme_day:000000001100");
    CHECK(pulse(world, "QH-CG-01").last->present == 21);
    CHECK(is_right(world));

    WithdrawActivity(world.database(), world.digest()).run(Actor::system(), {gap.id});
    CHECK(pulse(world, "QH-CG-01").run_months == 1);
    CHECK(is_right(world));

    ReviewActivity review(world.database(), world.digest());
    review.run(Actor::system(), {second.id, ReviewVerdict::return_to_branch, "核对", {}});
    CHECK(pulse(world, "QH-CG-01").last->id == first.id);
    CHECK(is_right(world));
    amend(world, amended, content);
    CHECK(pulse(world, "QH-CG-01").last->id == second.id);
    CHECK(is_right(world));

    for (const Activity& log : {first, second}) {
        WithdrawActivity(world.database(), world.digest()).run(Actor::system(), {log.id});
    }
    CHECK(year_of_branch(world, "QH-CG-01", 2026).empty());
    CHECK_FALSE(pulse(world, "QH-CG-01").last);
    CHECK(is_right(world));
}

TEST_CASE("a log moved into another year leaves the old year") {
    World world;
    const Activity log = save(world, "QH-CG-01", day(2026, 1, 1));
    save(world, "QH-CG-01", day(2026, 2, 1));
    ActivityContent content = log.content;
    content.started_at = at_beijing(day(2025, 12, 31), 23 * 60 + 59);
    amend(world, log, content);
    CHECK(year_of_branch(world, "QH-CG-01", 2025) == "theme_day:000000000001");
    CHECK(year_of_branch(world, "QH-CG-01", 2026) == "theme_day:010000000000");
    CHECK(pulse(world, "QH-CG-01").run_months == 1);
    CHECK(is_right(world));
}

TEST_CASE("verify names an organisation whose kept rows differ from its logs") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 1));
    world.database().write([](Transaction& tx) { tx.run("UPDATE org_pulses SET run_months = 2"); });
    CHECK_FALSE(verify_org_activity(world.database()).ok);
    world.database().write([](Transaction& tx) {
        tx.run("UPDATE org_pulses SET run_months = 1");
        tx.run("DELETE FROM activity_years");
    });
    const CheckResult result = verify_org_activity(world.database());
    CHECK_FALSE(result.ok);
    REQUIRE(result.details.size() == 1);
    CHECK(result.details[0].find(world.cg01.id.str() + " 2026 kept nothing counted theme_day") != std::string::npos);
}

TEST_CASE("records from before this was kept are counted once") {
    World world;
    save(world, "QH-CG-01", day(2025, 12, 5));
    save(world, "QH-CG-01", day(2026, 1, 5));
    save(world, "QH-LS-01", day(2026, 11, 1));
    const std::string before = year_of_branch(world, "QH-CG-01", 2025);
    world.database().write([](Transaction& tx) {
        tx.run("DELETE FROM activity_years");
        tx.run("DELETE FROM org_pulses");
    });
    CHECK(keep_org_activity(world.database()) == 2);
    CHECK(year_of_branch(world, "QH-CG-01", 2025) == before);
    CHECK(is_right(world));
    CHECK(keep_org_activity(world.database()) == 0);
}

TEST_CASE("logs are timely up to the days allowed, counted in days of Beijing by rule and by statement alike") {
    World world;
    const int days = 3;
    long long timely = 0;
    for (unsigned d = 1; d <= 10; ++d) {
        const Activity log = save(world, d % 2 == 0 ? "QH-CG-01" : "QH-LS-01", day(2026, 11, d));
        timely += is_timely(log, days) ? 1 : 0;
    }
    CHECK(timely == 4);
    const auto counted = world.database().read([&](ReadTransaction& tx) {
        return OrgActivityStore(tx).timeliness(world.county.path, Month::parse("2026-11")->span(), days);
    });
    CHECK(counted == Timeliness{10, timely});
}
