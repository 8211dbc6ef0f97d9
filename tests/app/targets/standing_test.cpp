#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/storage/org_store.hpp"
#include "tests/app/targets/drive.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

/// Six new organisations: three counted and one claimed in QH-CG, one counted and one not in QH-LS.
struct Running : Drive {
    Running() {
        open();
        set(numbered("QH-CG", 20));
        set(numbered("QH-LS", 10));
        found_new("QH-CG-11", "QH-CG", "2026-10-12", "2026-10-20");
        found_new("QH-CG-12", "QH-CG", "2026-10-12", "2026-10-20");
        found_new("QH-CG-13", "QH-CG", "2026-11-02", "2026-11-08");
        claimed = found_new("QH-CG-14", "QH-CG", "2026-11-03");
        claim(claimed, "2026-11-04");
        found_new("QH-LS-11", "QH-LS", "2026-10-30", "2026-11-08");
        found_new("QH-LS-12", "QH-LS", "2026-11-09");
    }
    /// Heads and a term: with its secretary three of the five conditions, which is weak and not hollow.
    void keep_heads_and_term(const OrgUnit& unit) {
        database().write([&](Transaction& tx) {
            OrgRecordWriter records(tx);
            records.add_headcount(unit.id, {10, 40, at_beijing(day("2026-11-01"))}, HeadcountSource::typed, {});
            OrgRecord record = OrgRecordStore(tx).find(unit.id).value();
            record.term_ends_at = at_beijing(day("2028-11-01"));
            records.save(record);
        });
    }
    OrgUnit claimed;
};

StandingView without_alive(StandingView view) {
    view.unit.figures.alive.reset();
    for (StandingRow& row : view.rows) row.figures.alive.reset();
    return view;
}

bool same_figures(const StandingView& a, const StandingView& b) {
    return a.unit == b.unit && a.rows == b.rows;
}

}  // namespace

TEST_CASE("today's standing of the county and of each township comes out of the records") {
    Running running;
    const StandingView county = running.standing("QH");
    CHECK(county.basis == StandingBasis::live);
    CHECK(county.day == day("2026-11-10"));
    CHECK(county.campaign->code == "2026");
    const Standing& all = county.unit.figures;
    CHECK(all.target == 30);
    CHECK(all.founded == NewAndOld{6, 4});
    CHECK(all.counted == NewAndOld{4, 0});
    CHECK(all.claimed == NewAndOld{1, 0});
    CHECK(all.new_this_period == 3);
    CHECK(all.counted_this_period == 2);
    CHECK(rate_of(all) == "13.3");
    CHECK(all.gap == 26);
    CHECK(all.days_left == 30);
    // 11-15 and 16-30 November, 1-10 December.
    CHECK(all.needed_per_half_month == 9);
    // 2 in the 22 days up to 31 October, 30 days to go.
    CHECK(all.forecast == 4 + 2 * 30 / 22);

    REQUIRE(county.rows.size() == 2);
    CHECK(county.rows[0].unit.code == "QH-CG");
    CHECK(county.rows[0].rank == 1);
    CHECK(rate_of(county.rows[0].figures) == "15.0");
    CHECK(county.rows[0].figures.reached_on == day("2026-11-08"));
    CHECK(county.rows[1].unit.code == "QH-LS");
    CHECK(county.rows[1].rank == 2);
    CHECK(rate_of(county.rows[1].figures) == "10.0");
    CHECK_FALSE(county.rows[1].figures.forecast == std::nullopt);

    const StandingView township = running.standing("QH-LS");
    CHECK(township.unit == county.rows[1]);
    CHECK(township.rows.empty());
}

TEST_CASE("the county's own target stands before the sum of its parts") {
    Running running;
    running.set(Drive::numbered("QH", 50));
    CHECK(running.standing("QH").unit.figures.target == 50);
}

TEST_CASE("without a campaign there are figures, but no target and no rank") {
    Drive drive;
    drive.found_new("QH-CG-11", "QH-CG", "2026-10-12", "2026-10-20");
    const StandingView county = drive.standing("QH");
    CHECK_FALSE(county.campaign);
    CHECK(county.unit.figures.counted == NewAndOld{1, 0});
    CHECK_FALSE(county.unit.figures.target);
    CHECK_FALSE(county.unit.figures.days_left);
    CHECK_FALSE(county.rows[0].rank);
}

TEST_CASE("a past day is told as it was frozen, whatever the records say since") {
    Running running;
    const StandingView told = running.standing("QH");
    CHECK(running.freeze_today() == 1);
    CHECK(running.freeze_today() == 0);

    running.clock().set(at_beijing(day("2026-11-20"), 600));
    running.set(Drive::numbered("QH-CG", 40, 1));
    running.lose(running.unit("QH-CG-11"), "2026-11-05");
    running.found_new("QH-LS-13", "QH-LS", "2026-11-09", "2026-11-09");
    running.reopen();
    const StandingView later = running.standing("QH", "2026-11-10");
    CHECK(later.basis == StandingBasis::frozen);
    CHECK(later.as_of == told.as_of);
    CHECK(same_figures(later, told));
    CHECK(later.campaign == told.campaign);
    CHECK(running.standing("QH-CG", "2026-11-10").unit == told.rows[0]);
    CHECK(running.standing("QH").unit.figures.target == 50);
}

TEST_CASE("a day that nobody froze is worked out afterwards and says so") {
    Running running;
    const StandingView told = running.standing("QH");
    running.clock().set(at_beijing(day("2026-11-20"), 600));
    running.set(Drive::numbered("QH-CG", 40, 1));
    CHECK(running.freeze_today() == 1);
    const StandingView missed = running.standing("QH", "2026-11-10");
    CHECK(missed.basis == StandingBasis::recomputed);
    CHECK(missed.as_of == running.clock().now());
    CHECK(same_figures(missed, without_alive(told)));  // counted, founded and targets have their days
    CHECK(running.standing("QH", "2026-10-19").unit.figures.counted == NewAndOld{0, 0});
    CHECK(running.standing("QH", "2026-10-20").unit.figures.counted == NewAndOld{2, 0});
    CHECK(running.standing("QH", "2026-10-09").campaign == std::nullopt);
}

TEST_CASE("how many organisations live is told of today and kept with the day, and of a missed day unknown") {
    Running running;
    running.keep_heads_and_term(running.cg01);
    const StandingView told = running.standing("QH");
    const long long all = told.unit.figures.founded.all();
    CHECK(told.unit.figures.alive == AliveFigures{0, 1, all - 1});
    const auto cg = std::find_if(told.rows.begin(), told.rows.end(),
                                 [](const StandingRow& row) { return row.unit.code == "QH-CG"; });
    REQUIRE(cg != told.rows.end());
    CHECK(cg->figures.alive == AliveFigures{0, 1, cg->figures.founded.all() - 1});
    CHECK(running.standing("QH", "2026-11-09").unit.figures.alive == std::nullopt);

    running.freeze_today();
    running.clock().set(at_beijing(day("2026-11-20"), 600));
    running.database().write([&](Transaction& tx) {
        OrgRecord record = OrgRecordStore(tx).find(running.cg01.id).value();
        record.term_ends_at.reset();
        OrgRecordWriter(tx).save(record);
    });
    CHECK(running.standing("QH").unit.figures.alive == AliveFigures{0, 0, all});
    CHECK(running.standing("QH", "2026-11-10").unit.figures.alive == AliveFigures{0, 1, all - 1});
}

TEST_CASE("the daily run keeps no figures under the name of a day that is over") {
    Running running;
    FreezeStanding freeze(running.database(), running.random());
    CHECK(freeze.run_daily(day("2026-11-09")) == 0);
    CHECK(freeze.run_daily(day("2026-11-11")) == 0);
    CHECK(freeze.run_daily(day("2026-11-10")) == 1);
}

TEST_CASE("a township that was closed stays in the days in which it was there") {
    Running running;
    CHECK(running.freeze_today() == 1);
    running.clock().set(at_beijing(day("2026-11-20"), 600));
    running.database().write([&](Transaction& tx) {
        for (const CountedUnit& one : OrgStore(tx).subtree(running.ls.path, 2)) OrgWriter(tx).close(one.unit, tx.now());
    });
    CHECK(running.standing("QH").rows.size() == 1);
    CHECK(running.standing("QH").unit.figures.founded == NewAndOld{4, 2});
    CHECK(running.standing("QH", "2026-11-10").rows.size() == 2);
    CHECK(running.standing("QH", "2026-11-19").rows.size() == 2);
    CHECK(problem_of([&] { running.standing("QH-LS"); }) == "standing_unit_not_there");
    CHECK(running.standing("QH-LS", "2026-11-10").unit.figures.target == 10);
}

TEST_CASE("figures are asked of a county or township, by those who may see them, and not of days to come") {
    Running running;
    const auto by = [&](const CastMember& who, const std::string& unit) {
        return problem_of([&] { ReadStanding(running.database()).run(running.actor(who), {unit, std::nullopt}); });
    };
    CHECK(by(running.stranger, "QH") == "");
    CHECK(by(running.stranger, "QH-CG") == "not_bound");
    CHECK(by(running.ls_secretary, "QH-CG") == "not_allowed");
    CHECK(by(running.cg01_secretary, "QH-CG") == "");
    CHECK(by(running.officer, "QH-CG-01") == "unit:standing.only_county_or_township");
    CHECK(problem_of([&] { running.standing("QH", "2026-11-11"); }) == "date:standing.day_ahead");
    const OrgUnit city = running.found("CITY", "市", OrgKind::city, "");
    CHECK(by(running.officer, "CITY") == "unit:unit_outside_county");
}
