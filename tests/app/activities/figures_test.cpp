#include <catch2/catch.hpp>
#include <random>

#include "lib/app/amend_activity.hpp"
#include "lib/app/read_months.hpp"
#include "lib/app/review_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/activities/logs.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("progress of a county has a row per township, in order, adding up to the totals") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    save(world, "QH-CG-01", day(2026, 11, 4), 10);
    save(world, "QH-LS-02", day(2026, 11, 10), 5);
    const Progress progress =
        ReadProgress(world.database()).run(world.actor(world.officer), {"QH", *parse_period("2026-11-H1")});
    CHECK(progress.unit.code == "QH");
    CHECK(progress.as_of == world.clock().now());
    CHECK(progress.totals == Figures{4, 2, 3, 35});
    REQUIRE(progress.rows.size() == 2);
    CHECK(progress.rows[0].unit.code == "QH-CG");
    CHECK(progress.rows[0].figures == Figures{2, 1, 2, 30});
    CHECK(progress.rows[1].unit.code == "QH-LS");
    CHECK(progress.rows[1].figures == Figures{2, 1, 1, 5});
}

TEST_CASE("figures of a period without logs are zeros, not nothing") {
    World world;
    const Progress progress =
        ReadProgress(world.database()).run(world.actor(world.officer), {"QH", *parse_period("2020-01")});
    CHECK(progress.totals == Figures{4, 0, 0, 0});
    CHECK(progress.rows.size() == 2);
}

TEST_CASE("months of a unit come oldest first, with zeros where nothing happened and no half months among them") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3), 20);
    save(world, "QH-CG-02", day(2026, 9, 16), 10);
    save(world, "QH-CG-02", day(2026, 9, 1), 10);
    const auto months = [&](std::optional<Month> until, int count) {
        std::string shown;
        const auto output = ReadMonths(world.database()).run(world.actor(world.cg_secretary), {"QH-CG", until, count});
        for (const MonthFigures& one : output.months) {
            shown += one.month.str() + ":" + std::to_string(one.active) + "/" + std::to_string(one.activities) + "/" +
                     std::to_string(one.present) + " ";
        }
        return shown;
    };
    CHECK(months({}, 3) == "2026-09:1/2/20 2026-10:0/0/0 2026-11:1/1/20 ");
    CHECK(months(Month::parse("2026-09"), 2) == "2026-08:0/0/0 2026-09:1/2/20 ");
    CHECK(months(Month::parse("2026-01"), 2) == "2025-12:0/0/0 2026-01:0/0/0 ");
    CHECK(refusal([&] { months({}, 0); }) == "count out_of_range");
    CHECK(refusal([&] { months({}, 25); }) == "count out_of_range");
    ReadMonths read(world.database());
    CHECK(refusal([&] { read.run(world.actor(world.stranger), {"QH-CG", {}, 12}); }) == "not_bound");
    CHECK(refusal([&] { read.run(world.actor(world.ls_secretary), {"QH-CG", {}, 12}); }) == "not_allowed");
    CHECK(refusal([&] { read.run(world.actor(world.stranger), {"QH", {}, 12}); }) == "none");
}

TEST_CASE("county figures are open to everybody, those of others' townships are not") {
    World world;
    ReadProgress read(world.database());
    const Period period = *parse_period("2026-11");
    CHECK(refusal([&] { read.run(world.actor(world.stranger), {"QH", period}); }) == "none");
    CHECK(refusal([&] { read.run(world.actor(world.stranger), {"QH-CG", period}); }) == "not_bound");
    CHECK(refusal([&] { read.run(world.actor(world.ls01_secretary), {"QH-CG", period}); }) == "not_allowed");
    CHECK(refusal([&] { read.run(world.actor(world.cg01_secretary), {"QH-CG", period}); }) == "none");
    CHECK(refusal([&] { read.run(world.actor(world.officer), {"XX", period}); }) == "unit_not_found");
}

TEST_CASE("the version of the figures changes with a write and not without") {
    World world;
    const ReadProgress read(world.database());
    const auto before = read.version();
    CHECK(read.version() == before);
    save(world, "QH-CG-01", day(2026, 11, 3));
    CHECK(read.version() != before);
}

TEST_CASE("a general branch counts its own logs beside those of the branches below it") {
    World world;
    world.found("QH-CG-GB", "城关镇企业团总支", OrgKind::general_branch, "QH-CG");
    world.found("QH-CG-GB-1", "城关镇茶厂团支部", OrgKind::branch, "QH-CG-GB");
    save(world, "QH-CG-GB", day(2026, 11, 3), 3);
    save(world, "QH-CG-GB-1", day(2026, 11, 4), 4);
    CHECK(figures(world, "QH-CG-GB", "2026-11") == Figures{2, 2, 2, 7});
    CHECK(figures(world, "QH-CG", "2026-11") == Figures{4, 2, 2, 7});
    CHECK(figures_are_right(world));
}

TEST_CASE("a township that was closed stays in the periods in which it did something") {
    World world;
    save(world, "QH-LS-01", day(2026, 10, 3), 3);
    world.database().write([&](Transaction& tx) {
        for (const char* code : {"QH-LS-01", "QH-LS-02", "QH-LS"}) {
            OrgWriter(tx).close(*OrgStore(tx).find_by_code(code), tx.now());
        }
    });
    ReadProgress read(world.database());
    CHECK(read.run(Actor::system(), {"QH", *parse_period("2026-10")}).rows.size() == 2);
    CHECK(read.run(Actor::system(), {"QH", *parse_period("2026-11")}).rows.size() == 1);
}

TEST_CASE("branches without a log are those that have none from the first of the month to the end of the period") {
    World world;
    save(world, "QH-CG-01", day(2026, 10, 3));
    save(world, "QH-LS-01", day(2026, 10, 20));
    const auto codes = [&](const std::string& under, const std::string& period) {
        return world.database().read([&](ReadTransaction& tx) {
            std::string all;
            for (const OrgUnit& unit :
                 FiguresStore(tx).branches_without_log(world.unit(under).path, *parse_period(period))) {
                all += unit.code + " ";
            }
            return all;
        });
    };
    CHECK(codes("QH", "2026-10-H1") == "QH-CG-02 QH-LS-01 QH-LS-02 ");
    CHECK(codes("QH", "2026-10-H2") == "QH-CG-02 QH-LS-02 ");
    CHECK(codes("QH", "2026-10") == "QH-CG-02 QH-LS-02 ");
    CHECK(codes("QH-LS", "2026-10") == "QH-LS-02 ");
    CHECK(codes("QH-CG-01", "2026-10").empty());
}

TEST_CASE("a wrong kept figure is found and named") {
    World world;
    save(world, "QH-CG-01", day(2026, 11, 3));
    CHECK(verify_figures(world.database()).ok);
    world.database().write([&](Transaction& tx) {
        tx.run("UPDATE unit_figures SET present = present + 1 WHERE unit_id = $1 AND period = $2", world.cg.id,
               std::string("2026-11"));
    });
    const CheckResult result = verify_figures(world.database());
    CHECK_FALSE(result.ok);
    REQUIRE(result.details.size() == 1);
    CHECK(result.details[0] == "unit " + world.cg.id.str() + " 2026-11 kept 1/1/29 counted 1/1/28");
}

TEST_CASE("after any mixture of orders the kept figures equal a count of the rows") {
    const unsigned seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
    INFO("seed " << seed);
    std::mt19937 chance(seed);
    const auto pick = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(chance); };
    World world;
    SubmitActivity submit(world.database(), world.seals());
    AmendActivity amend(world.database(), world.digest());
    WithdrawActivity withdraw(world.database(), world.digest());
    ReviewActivity review(world.database(), world.digest());
    const Actor actor = Actor::system();
    const std::vector<std::string> branches = {"QH-CG-01", "QH-CG-02", "QH-LS-01", "QH-LS-02"};
    const auto some_day = [&] { return add_days(day(2026, 11, 10), -pick(100)); };
    std::vector<ActivityId> ids;
    for (int step = 0; step < 250; ++step) {
        const int what = pick(10);
        if (what < 4 || ids.empty()) {
            const auto content = content_at(branches[static_cast<std::size_t>(pick(4))], some_day(), pick(31));
            ids.push_back(new_id(world));
            submit.run(actor, {ids.back(), content, ActivitySource::desk, {}});
            if (pick(3) == 0) submit.run(actor, {ids.back(), content, ActivitySource::desk, {}});
            continue;
        }
        const ActivityId id = ids[static_cast<std::size_t>(pick(static_cast<int>(ids.size())))];
        const Activity current =
            *world.database().read([&](ReadTransaction& tx) { return ActivityStore(tx).find(id); });
        try {
            if (what < 7) {
                ActivityContent content = current.content;
                if (pick(2) == 0) content.started_at = at_beijing(some_day(), pick(1440) / 2);
                if (pick(2) == 0) content.present = pick(31);
                amend.run(actor, {id, current.revision - pick(2), content});
            } else if (what == 7) {
                withdraw.run(actor, {id});
            } else {
                const bool accept = what == 8;
                review.run(
                    actor,
                    {id, accept ? ReviewVerdict::accept : ReviewVerdict::return_to_branch, accept ? "" : "核对", {}});
            }
        } catch (const Problem& problem) {
            CHECK((problem.code() == ProblemCode::closed || problem.code() == ProblemCode::conflict));
        }
    }
    const CheckResult result = verify_figures(world.database());
    CHECK(result.details == std::vector<std::string>{});
    CHECK(result.examined > 20);
    for (const CheckResult& check : run_verification(world.database(), world.digest())) {
        INFO(check.name);
        CHECK(check.ok);
    }
}
