#include <catch2/catch.hpp>

#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/app/reports/desk.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a township confirms the report as it is written beforehand") {
    ReportDesk desk;
    desk.log("QH-CG-01", "2026-11-09");
    const ReportView before = desk.show("2026-11-H1");
    CHECK(before.state == ReportState::expected);
    CHECK(before.report.revision == 0);
    CHECK(value(before, ReportFigure::target) == 20);
    CHECK(value(before, ReportFigure::founded_new) == 2);
    CHECK(value(before, ReportFigure::founded_old) == 2);
    CHECK(value(before, ReportFigure::counted_new) == 1);
    CHECK(value(before, ReportFigure::new_this_period) == 1);
    CHECK(value(before, ReportFigure::gap) == 19);
    CHECK(value(before, ReportFigure::branches) == 4);
    CHECK(value(before, ReportFigure::active) == 1);
    CHECK(value(before, ReportFigure::activities) == 1);
    CHECK(value(before, ReportFigure::present) == 17);
    CHECK(value(before, ReportFigure::alive) + value(before, ReportFigure::weak) +
              value(before, ReportFigure::hollow) ==
          4);
    CHECK(before.report.silent.size() == 3);
    CHECK(before.report.campaign == "直属团组织建设集中行动");

    const auto sent = desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    CHECK(sent.created);
    CHECK(sent.view.state == ReportState::sent);
    CHECK(sent.view.receipt->punctuality == Punctuality::on_time);
    CHECK(sent.view.report.lines == before.report.lines);
    CHECK(sent.view.report.silent == before.report.silent);
    CHECK(sent.view.sender_name == "王城关");
    const auto audit = desk.database().read([&](ReadTransaction& tx) {
        return AuditStore(tx, desk.digest()).list_for("half_month_report", desk.cg.id.str() + " 2026-11-H1");
    });
    REQUIRE(audit.size() == 1);
    CHECK(audit[0].verb == "send_report");
}

TEST_CASE("a sent report gives the same figures whatever the records say since") {
    ReportDesk desk;
    desk.set_day("2026-11-15");
    const ReportView sent = desk.send(ReportDesk::input("QH-CG", "2026-11-H1")).view;
    desk.set_day("2026-12-20");
    desk.set(Drive::numbered("QH-CG", 40, 1));
    desk.found_new("QH-CG-13", "QH-CG", "2026-11-14", "2026-11-14");
    desk.lose(desk.unit("QH-CG-11"), "2026-11-10");
    desk.log("QH-CG-01", "2026-11-13");
    const ReportView later = desk.show("2026-11-H1");
    CHECK(later.state == ReportState::locked);
    CHECK(later.report == sent.report);
    CHECK(later.receipt == sent.receipt);
}

TEST_CASE("nothing new takes one call, and is refused while something is new") {
    ReportDesk desk;
    SendReport::Input input = ReportDesk::input("QH-CG", "2026-11-H1");
    input.order.nothing_new = true;
    CHECK(problem_of([&] { desk.send(input); }) == "nothing_new:report.something_is_new");
    CHECK(desk.show("2026-11-H1").report.revision == 0);
    desk.set_day("2026-11-30");
    input = ReportDesk::input("QH-CG", "2026-11-H2");
    input.order.nothing_new = true;
    CHECK(desk.send(input).view.report.nothing_new);
}

TEST_CASE("a figure put right stands beside the live one with its reason, and a repeat makes no second revision") {
    ReportDesk desk;
    const SendReport::Input input = ReportDesk::correction("2026-11-H1", "claimed_new", 2);
    CHECK(desk.send(input).created);
    CHECK_FALSE(desk.send(input).created);
    const ReportRevision report = desk.show("2026-11-H1").report;
    CHECK(report.revision == 1);
    const ReportLine& line = report.lines[3];
    CHECK(line.figure == ReportFigure::claimed_new);
    CHECK(line.live == 0);
    CHECK(line.corrected == 2);
    CHECK(line.reason == "漏登一个");
    CHECK(problem_of([&] { desk.send(ReportDesk::correction("2026-11-H1", "counted_new", 2, 1)); }) ==
          "corrections.0.figure:report.only_imports_count");
}

TEST_CASE("of two people who correct at once the second is told, and nothing of the first is lost") {
    ReportDesk desk;
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    SendReport::Input first = ReportDesk::correction("2026-11-H1", "founded_new", 3, 1);
    first.order.why = "补登";
    SendReport::Input second = ReportDesk::correction("2026-11-H1", "founded_new", 4, 1);
    second.order.why = "补登两个";
    CHECK(desk.send(first).created);
    CHECK(problem_of([&] { desk.send(second, desk.officer); }) == "report.base_is_old");
    CHECK(value(desk.show("2026-11-H1"), ReportFigure::founded_new) == 3);
    second.base_revision = 2;
    CHECK(desk.send(second, desk.officer).view.report.revision == 3);
}

TEST_CASE("a correction after sending keeps who said what when and why") {
    ReportDesk desk;
    desk.set_day("2026-11-15");
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    desk.set_day("2026-11-20");
    desk.log("QH-CG-01", "2026-11-13");
    SendReport::Input input = ReportDesk::correction("2026-11-H1", "activities", 1, 1);
    CHECK(problem_of([&] { desk.send(input); }) == "why:missing");
    input.order.why = "活动补记";
    const ReportView corrected = desk.send(input).view;
    CHECK(corrected.receipt->punctuality == Punctuality::on_time);
    CHECK(corrected.receipt->first_sent_at == at_beijing(day("2026-11-15"), 600));

    const auto history = desk.reports.history(desk.actor(desk.officer), "QH-CG", half("2026-11-H1"));
    REQUIRE(history.size() == 2);
    CHECK(history[0].report.why == "活动补记");
    CHECK(history[0].report.sent_at == at_beijing(day("2026-11-20"), 600));
    CHECK(history[0].sender_name == "王城关");
    // The half month is over: the sheet stays what it was, the township's word stands beside it.
    CHECK(history[0].report.lines[18].live == 0);
    CHECK(history[0].report.lines[18].corrected == 1);
    CHECK(history[1].report.revision == 1);
    CHECK_FALSE(history[1].report.lines[18].corrected);
}

TEST_CASE("a report sent early is sent again with the figures of the day, without giving a reason") {
    ReportDesk desk;
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    CHECK_FALSE(desk.send(ReportDesk::input("QH-CG", "2026-11-H1", 1)).created);
    desk.set_day("2026-11-14");
    desk.found_new("QH-CG-13", "QH-CG", "2026-11-12");
    const ReportView again = desk.send(ReportDesk::input("QH-CG", "2026-11-H1", 1)).view;
    CHECK(again.report.revision == 2);
    CHECK(value(again, ReportFigure::new_this_period) == 2);
    CHECK(again.report.day == day("2026-11-14"));
}

TEST_CASE("sent after the half month it tells the figures of its last day") {
    ReportDesk desk;
    desk.set_day("2026-11-17");
    desk.found_new("QH-CG-13", "QH-CG", "2026-11-16");
    const ReportView sent = desk.send(ReportDesk::input("QH-CG", "2026-11-H1")).view;
    CHECK(sent.receipt->punctuality == Punctuality::in_grace);
    CHECK(sent.report.day == day("2026-11-15"));
    CHECK(value(sent, ReportFigure::founded_new) == 2);
    CHECK(value(sent, ReportFigure::days_left) == 25);
    desk.set_day("2026-11-18");
    const auto late = desk.send(ReportDesk::input("QH-LS", "2026-11-H1"), desk.ls_secretary);
    CHECK(late.view.receipt->punctuality == Punctuality::late);
}

TEST_CASE("who may not report, and what cannot be reported, is refused and nothing is written") {
    ReportDesk desk;
    const auto refused = [&](const CastMember& who, const std::string& unit, const char* period) {
        return problem_of([&] { desk.send(ReportDesk::input(unit, period), who); });
    };
    CHECK(refused(desk.stranger, "QH-CG", "2026-11-H1") == "not_bound");
    CHECK(refused(desk.ls_secretary, "QH-CG", "2026-11-H1") == "not_allowed");
    CHECK(refused(desk.cg01_secretary, "QH-CG", "2026-11-H1") == "not_allowed");
    CHECK(refused(desk.leader, "QH-CG", "2026-11-H1") == "not_allowed");
    CHECK(refused(desk.officer, "QH", "2026-11-H1") == "unit:report.unit_reports_none");
    CHECK(refused(desk.officer, "QH-CG-01", "2026-11-H1") == "unit:report.unit_reports_none");
    CHECK(refused(desk.officer, "QH-CG", "2026-11-H2") == "period:report.not_begun");
    CHECK(refused(desk.officer, "QH-CG", "2026-10-H1") == "period:report.over");
    desk.database().write([&](Transaction& tx) {
        for (const CountedUnit& one : OrgStore(tx).subtree(desk.ls.path, 2)) OrgWriter(tx).close(one.unit, tx.now());
    });
    CHECK(refused(desk.officer, "QH-LS", "2026-11-H1") == "unit:report.unit_closed");
    CHECK(desk.list("2026-11-H1").received() == 0);
}

TEST_CASE("after the last day the county alone lets a report be sent or corrected, until a day it names") {
    ReportDesk desk;
    desk.set_day("2026-11-25", 1439);
    const auto exception = desk.exception("2026-11-H1", "2026-11-30");
    CHECK(problem_of([&] { desk.open_again(exception, desk.officer); }) == "period:report.still_open");
    desk.set_day("2026-11-26", 0);
    CHECK(problem_of([&] { desk.send(ReportDesk::input("QH-CG", "2026-11-H1")); }) == "period:report.over");
    CHECK(problem_of([&] { desk.open_again(exception, desk.cg_secretary); }) == "not_allowed");
    CHECK(desk.open_again(exception, desk.officer).created);
    CHECK_FALSE(desk.open_again(exception, desk.officer).created);
    auto other = exception;
    other.until = day("2026-12-01");
    CHECK(problem_of([&] { desk.open_again(other, desk.officer); }) == "report.other_exception_under_id");
    CHECK(desk.show("2026-11-H1").exception_reason == "书记住院");

    desk.set_day("2026-11-30", 1439);
    CHECK(desk.send(ReportDesk::input("QH-CG", "2026-11-H1")).view.receipt->punctuality == Punctuality::late);
    desk.set_day("2026-12-01", 0);
    SendReport::Input correction = ReportDesk::correction("2026-11-H1", "founded_new", 4, 1);
    correction.order.why = "补登";
    CHECK(problem_of([&] { desk.send(correction); }) == "period:report.over");
    CHECK(desk.show("2026-11-H1").state == ReportState::locked);
}

TEST_CASE("the check of the records finds a report that was changed behind the program") {
    ReportDesk desk;
    desk.send(ReportDesk::input("QH-CG", "2026-11-H1"));
    SendReport::Input correction = ReportDesk::correction("2026-11-H1", "founded_new", 3, 1);
    correction.order.why = "补登";
    desk.send(correction);
    const auto check = [&] { return verify_reports(desk.database(), desk.digest()); };
    CHECK(check().ok);
    CHECK(check().examined == 2);
    const auto spoilt = [&](std::string_view statement) {
        ReportDesk other;
        other.send(ReportDesk::input("QH-CG", "2026-11-H1"));
        CHECK(verify_reports(other.database(), other.digest()).ok);
        other.database().write([&](Transaction& tx) { tx.run(statement); });
        return !verify_reports(other.database(), other.digest()).ok;
    };
    CHECK(spoilt("UPDATE report_figures SET live = 9 WHERE figure = 'counted_new'"));
    CHECK(spoilt("UPDATE report_revisions SET words = '全部完成'"));
    CHECK(spoilt("UPDATE report_silent SET name = '别的支部'"));
    CHECK(spoilt("UPDATE half_month_reports SET first_sent_at = first_sent_at - 1"));
    CHECK(spoilt("DELETE FROM half_month_reports"));
}
