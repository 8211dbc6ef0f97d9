#include <catch2/catch.hpp>

#include "lib/app/my_duties.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/reports/desk.hpp"

using namespace league;
using namespace league::test;

namespace {

std::vector<std::string> codes(const std::vector<OrgUnit>& units) {
    std::vector<std::string> all;
    for (const OrgUnit& unit : units) all.push_back(unit.code);
    return all;
}

}  // namespace

TEST_CASE("the county sees how many reports are expected, came on time, in grace and late, and whose are missing") {
    ReportDesk desk;
    desk.found("QH-HT", "河滩镇", OrgKind::township, "QH");
    desk.found("QH-SQ", "石桥镇", OrgKind::township, "QH");
    desk.set_day("2026-11-15", 1439);
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    desk.set_day("2026-11-16", 0);
    desk.send(ReportDesk::input("QH-LS", "2026-11-H1"), desk.ls_secretary);
    CHECK(codes(desk.list("2026-11-H1").not_sent()) == std::vector<std::string>{"QH-HT", "QH-SQ"});
    desk.set_day("2026-11-18", 0);
    desk.send(ReportDesk::input("QH-HT", "2026-11-H1"), desk.officer);
    desk.set_day("2026-11-26", 0);

    const ReportsOfPeriod view = desk.list("2026-11-H1");
    CHECK(view.expected() == 4);
    CHECK(view.received() == 3);
    CHECK(view.came(Punctuality::on_time) == 1);
    CHECK(view.came(Punctuality::in_grace) == 1);
    CHECK(view.came(Punctuality::late) == 1);
    CHECK(codes(view.not_sent()) == std::vector<std::string>{"QH-SQ"});
    REQUIRE(view.lines.size() == 4);
    CHECK(view.lines[0].unit.code == "QH-CG");
    CHECK(view.lines[0].state == ReportState::locked);
    CHECK(view.lines[3].state == ReportState::missing);
    CHECK(desk.list("2026-11-H2").received() == 0);
}

TEST_CASE("a township that was closed or not yet there is not expected to report") {
    ReportDesk desk;
    desk.set_day("2026-11-15");
    desk.send(ReportDesk::input("QH-LS", "2026-11-H1"), desk.ls_secretary);
    desk.set_day("2026-11-20");
    desk.database().write([&](Transaction& tx) {
        for (const CountedUnit& one : OrgStore(tx).subtree(desk.ls.path, 2)) OrgWriter(tx).close(one.unit, tx.now());
    });
    CHECK(desk.list("2026-11-H1").expected() == 2);
    CHECK(desk.list("2026-11-H1").received() == 1);
    desk.set_day("2026-11-30");
    CHECK(desk.list("2026-11-H2").expected() == 1);
}

TEST_CASE("a township that was written down after the due day was frozen reads and sends its report all the same") {
    ReportDesk desk;
    desk.set_day("2026-11-15", 1430);
    CHECK(FreezeStanding(desk.database(), desk.random()).run_daily(day("2026-11-15")) == 1);
    desk.set_day("2026-11-17");
    OrgUnit late = desk.found("QH-HT", "河滩镇", OrgKind::township, "QH");
    desk.database().write([&](Transaction& tx) {
        late.opened_at = at_beijing(day("2026-11-01"));
        OrgWriter(tx).update(late);
    });
    CHECK(codes(desk.list("2026-11-H1").not_sent()) == std::vector<std::string>{"QH-CG", "QH-HT", "QH-LS"});
    const ReportView sheet = desk.reports.show(desk.actor(desk.officer), "QH-HT", half("2026-11-H1"));
    CHECK(sheet.report.day == day("2026-11-15"));
    CHECK(value(sheet, ReportFigure::counted_new) == 0);
    CHECK(desk.send(ReportDesk::input("QH-HT", "2026-11-H1"), desk.officer).created);
    // What was frozen stays as it was told.
    CHECK(desk.standing("QH", "2026-11-15").rows.size() == 2);
    CHECK(desk.standing("QH-HT", "2026-11-15").basis == StandingBasis::recomputed);
}

TEST_CASE("reports are read by their township, the county and the leader of the area, and by nobody else") {
    ReportDesk desk;
    const auto shown = [&](const CastMember& who) {
        return problem_of([&] { desk.reports.show(desk.actor(who), "QH-CG", half("2026-11-H1")); });
    };
    CHECK(shown(desk.stranger) == "not_bound");
    CHECK(shown(desk.ls_secretary) == "not_allowed");
    CHECK(shown(desk.cg01_secretary) == "not_allowed");
    CHECK(shown(desk.cg_secretary) == "");
    CHECK(shown(desk.leader) == "");
    CHECK(shown(desk.officer) == "");
    const auto listed = [&](const CastMember& who, const std::string& unit) {
        return problem_of([&] { desk.reports.list(desk.actor(who), unit, half("2026-11-H1")); });
    };
    CHECK(listed(desk.cg_secretary, "QH") == "not_allowed");
    CHECK(listed(desk.cg_secretary, "QH-CG") == "");
    CHECK(listed(desk.officer, "QH-CG-01") == "unit:report.unit_reports_none");
    CHECK(desk.reports.list(desk.actor(desk.leader), "QH-CG", std::nullopt).period.str() == "2026-11-H1");

    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    // Who sent it is a name, which a leader does not see.
    CHECK(desk.reports.show(desk.actor(desk.leader), "QH-CG", half("2026-11-H1")).sender_name == "");
}

TEST_CASE("a half month that has not begun has no sheet") {
    ReportDesk desk;
    CHECK(problem_of([&] { desk.show("2026-11-H2"); }) == "period:report.not_begun");
    CHECK(problem_of([&] { desk.list("2026-11-H2"); }) == "period:report.not_begun");
    CHECK(problem_of([&] { desk.reports.history(desk.actor(desk.officer), "QH-CG", half("2026-11-H2")); }) ==
          "period:report.not_begun");
}

TEST_CASE("the first screen of a township names the report that is asked for, until it is sent") {
    ReportDesk desk;
    const auto asked = [&] {
        const auto output = MyDuties(desk.database()).run(desk.actor(desk.cg_secretary));
        const auto& report = output.townships.at(0).report;
        return report ? report->period.str() + " " + std::string(to_string(report->state)) : "";
    };
    CHECK(asked() == "2026-10-H2 overdue");
    desk.set_day("2026-11-11");
    CHECK(asked() == "");
    desk.set_day("2026-11-12");
    CHECK(asked() == "2026-11-H1 expected");
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    CHECK(asked() == "");
    desk.open_again(desk.exception("2026-10-H2", "2026-11-20"), desk.officer);
    CHECK(asked() == "2026-10-H2 overdue");
    const auto township = MyDuties(desk.database()).run(desk.actor(desk.cg_secretary)).townships.at(0);
    CHECK(township.report->dates.open_until == day("2026-11-20"));
    desk.set_day("2026-11-21");
    CHECK(asked() == "");
}
