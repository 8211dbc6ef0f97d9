#include "lib/domain/half_month_report.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/faults.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using test::problem_of;

namespace {

Date day(const char* iso) {
    return *date_from_iso(iso);
}

HalfMonth half(const char* words) {
    return *HalfMonth::parse(words);
}

ReportState state(const char* period, bool is_sent, const char* today, std::optional<Date> exception = std::nullopt) {
    return report_state(is_sent, report_dates(half(period), {}), exception, day(today));
}

OrgUnit unit(const std::string& code, OrgKind kind, const std::optional<OrgUnit>& above = std::nullopt) {
    OrgUnit made;
    made.id = OrgUnitId("id-" + code);
    made.code = code;
    made.name = code;
    made.kind = kind;
    made.path = above ? above->path.child(code) : OrgPath::root(code);
    if (above) made.parent = above->id;
    made.opened_at = at_beijing(day("2020-01-01"));
    return made;
}

/// Three new organisations of which one came in the half month, two of the four branches active.
ReportRevision fresh() {
    ReportSheet sheet;
    sheet.day = day("2026-11-15");
    sheet.campaign = "集中行动";
    sheet.figures = {{ReportFigure::target, 20},         {ReportFigure::founded_new, 3}, {ReportFigure::claimed_new, 2},
                     {ReportFigure::new_this_period, 1}, {ReportFigure::branches, 4},    {ReportFigure::active, 2}};
    sheet.silent = {{OrgUnitId("b"), "东街团支部"}};
    return written_beforehand(OrgUnitId("t"), half("2026-11-H1"), sheet);
}

ReportOrder correct(const std::string& figure, long long value, const std::string& reason = "漏登一个") {
    ReportOrder order;
    order.corrections.push_back({figure, value, reason});
    return order;
}

std::string refused(const ReportOrder& order, const std::optional<ReportRevision>& before = std::nullopt) {
    return problem_of([&] { decide_report(fresh(), order, before); });
}

}  // namespace

TEST_CASE("the first half month is due on the 15th, the second on the last day of the month, leap years included") {
    const auto due = [](const char* period) { return report_dates(half(period), {}).due; };
    CHECK(due("2026-11-H1") == day("2026-11-15"));
    CHECK(due("2026-11-H2") == day("2026-11-30"));
    CHECK(due("2026-12-H2") == day("2026-12-31"));
    CHECK(due("2027-02-H2") == day("2027-02-28"));
    CHECK(due("2028-02-H2") == day("2028-02-29"));
    CHECK(report_dates(half("2028-02-H2"), {}).from == day("2028-02-16"));
    CHECK(report_dates(half("2027-02-H2"), {2, 10, 3}).grace_until == day("2027-03-02"));
    CHECK(report_dates(half("2028-02-H2"), {2, 10, 3}).open_until == day("2028-03-10"));
    CHECK(report_dates(half("2026-12-H2"), {2, 10, 3}).open_until == day("2027-01-10"));
}

TEST_CASE("a report never closes before its grace is over") {
    const ReportDates dates = report_dates(half("2026-11-H1"), {5, 2, 3});
    CHECK(dates.grace_until == day("2026-11-20"));
    CHECK(dates.open_until == day("2026-11-20"));
}

TEST_CASE("on the due day a report is on time, two days later in grace, then late") {
    const ReportDates dates = report_dates(half("2028-02-H2"), {});
    CHECK(punctuality_on(day("2028-02-16"), dates) == Punctuality::on_time);
    CHECK(punctuality_on(day("2028-02-29"), dates) == Punctuality::on_time);
    CHECK(punctuality_on(day("2028-03-01"), dates) == Punctuality::in_grace);
    CHECK(punctuality_on(day("2028-03-02"), dates) == Punctuality::in_grace);
    CHECK(punctuality_on(day("2028-03-03"), dates) == Punctuality::late);
}

TEST_CASE("a report is expected, overdue, missing; sent, locked; and ahead before its half month begins") {
    CHECK(state("2026-11-H2", false, "2026-11-15") == ReportState::ahead);
    CHECK(state("2026-11-H2", false, "2026-11-16") == ReportState::expected);
    CHECK(state("2026-11-H2", false, "2026-11-30") == ReportState::expected);
    CHECK(state("2026-11-H2", false, "2026-12-01") == ReportState::overdue);
    CHECK(state("2026-11-H2", false, "2026-12-10") == ReportState::overdue);
    CHECK(state("2026-11-H2", false, "2026-12-11") == ReportState::missing);
    CHECK(state("2026-11-H2", true, "2026-12-10") == ReportState::sent);
    CHECK(state("2026-11-H2", true, "2026-12-11") == ReportState::locked);
    CHECK(state("2026-11-H2", false, "2026-12-20", day("2026-12-20")) == ReportState::overdue);
    CHECK(state("2026-11-H2", true, "2026-12-20", day("2026-12-20")) == ReportState::sent);
    CHECK(state("2026-11-H2", false, "2026-12-21", day("2026-12-20")) == ReportState::missing);
}

TEST_CASE("asked for is the half month before until it closes, then the running one in its last days") {
    const auto asked = [](const char* today, bool previous_sent) {
        const auto period = asked_half_month(day(today), previous_sent, {});
        return period ? period->str() : "";
    };
    CHECK(asked("2026-11-01", false) == "2026-10-H2");
    CHECK(asked("2026-11-10", false) == "2026-10-H2");
    CHECK(asked("2026-11-11", false) == "");
    CHECK(asked("2026-11-11", true) == "");
    CHECK(asked("2026-11-12", true) == "2026-11-H1");
    CHECK(asked("2026-11-15", false) == "2026-11-H1");
    CHECK(asked("2026-11-16", false) == "2026-11-H1");
    CHECK(asked("2026-11-16", true) == "");
    CHECK(asked("2028-02-26", true) == "2028-02-H2");
    CHECK(asked("2027-02-25", true) == "2027-02-H2");
    CHECK(asked("2028-02-25", true) == "");
    CHECK(asked("2027-01-01", false) == "2026-12-H2");
}

TEST_CASE("a corrected figure stands beside the live one") {
    const ReportRevision report = decide_report(fresh(), correct("founded_new", 4), std::nullopt);
    CHECK(report.revision == 1);
    CHECK(report.value(ReportFigure::founded_new) == 4);
    const auto line = report.lines[1];
    CHECK(line.figure == ReportFigure::founded_new);
    CHECK(line.live == 3);
    CHECK(line.corrected == 4);
    CHECK(line.reason == "漏登一个");
    CHECK(report.value(ReportFigure::target) == 20);
    CHECK_FALSE(report.value(ReportFigure::alive));
}

TEST_CASE("what an import counts and what is worked out is not the township's to correct") {
    CHECK(refused(correct("counted_new", 5)) == "corrections.0.figure:report.only_imports_count");
    CHECK(refused(correct("alive", 5)) == "corrections.0.figure:report.figure_is_fixed");
    CHECK(refused(correct("target", 5)) == "corrections.0.figure:report.figure_is_fixed");
    CHECK(refused(correct("headcount", 5)) == "corrections.0.figure:not_a_choice");
    CHECK(refused(correct("claimed_new", 3)) == "");
}

TEST_CASE("every wrong field of a report is named") {
    ReportOrder order = correct("founded_new", -1, "");
    order.corrections.push_back({"founded_new", 4, "又一次"});
    order.words = std::string(1600, 'x');
    CHECK(refused(order) ==
          "words:too_long corrections.0.value:out_of_range corrections.0.reason:missing "
          "corrections.1.figure:report.figure_twice");
    CHECK(refused(correct("claimed_new", 9)) == "corrections.0.value:report.part_over_whole");
    CHECK(refused(correct("founded_new", 1)) == "corrections.0.value:report.part_over_whole");
    CHECK(refused(correct("active", 5)) == "corrections.0.value:report.part_over_whole");
}

TEST_CASE("nothing new is refused while something is new, and taken when that is put right") {
    ReportOrder order;
    order.nothing_new = true;
    CHECK(refused(order) == "nothing_new:report.something_is_new");
    order.corrections.push_back({"new_this_period", 0, "上期已报"});
    CHECK(refused(order) == "");
}

TEST_CASE("who changes what was said gives a reason, who only reads the figures anew does not") {
    const ReportRevision before = decide_report(fresh(), {}, std::nullopt);
    ReportOrder order = correct("founded_new", 4);
    CHECK(refused(order, before) == "why:missing");
    order.why = "补登";
    CHECK(decide_report(fresh(), order, before).revision == 2);
    CHECK(refused({}, before) == "");
}

TEST_CASE("a report of the last day of a half month that is over keeps its figures when it is corrected") {
    ReportRevision report = fresh();
    CHECK_FALSE(keeps_figures(report, day("2026-11-15")));
    CHECK(keeps_figures(report, day("2026-11-16")));
    report.day = day("2026-11-13");
    CHECK_FALSE(keeps_figures(report, day("2026-11-16")));
}

TEST_CASE("a county, a branch, a closed unit and one that was not there report nothing") {
    const OrgUnit county = unit("QH", OrgKind::county);
    OrgUnit township = unit("CG", OrgKind::township, county);
    const HalfMonth period = half("2026-11-H1");
    const auto refusals = [&](const OrgUnit& who, const char* today) {
        return test::faults(check_report_time(who, county, period, report_dates(period, {}), std::nullopt, day(today)));
    };
    CHECK(refusals(township, "2026-11-10") == "");
    CHECK(refusals(county, "2026-11-10") == "unit:report.unit_reports_none");
    CHECK(refusals(unit("B", OrgKind::branch, county), "2026-11-10") == "unit:report.unit_reports_none");
    CHECK(refusals(unit("X", OrgKind::grassroots_committee, township), "2026-11-10") ==
          "unit:report.unit_reports_none");
    CHECK(refusals(township, "2026-10-31") == "period:report.not_begun");
    CHECK(refusals(township, "2026-11-26") == "period:report.over");
    township.opened_at = at_beijing(day("2026-11-16"));
    CHECK(refusals(township, "2026-11-18") == "unit:report.unit_not_there");
    township.closed_at = at_beijing(day("2026-11-17"));
    CHECK(refusals(township, "2026-11-18") == "unit:report.unit_closed");
}

TEST_CASE("an exception is for a closed report, has a reason and ends within two months") {
    const HalfMonth period = half("2026-11-H1");
    const ReportDates dates = report_dates(period, {});
    const auto refusals = [&](const char* until, const char* today, const std::string& reason = "书记住院") {
        return test::faults(check_exception({"id", OrgUnitId("t"), period, day(until), reason}, dates, day(today)));
    };
    CHECK(refusals("2026-12-05", "2026-11-26") == "");
    CHECK(refusals("2026-11-26", "2026-11-26") == "");
    CHECK(refusals("2026-12-05", "2026-11-25") == "period:report.still_open");
    CHECK(refusals("2026-11-25", "2026-11-26") == "open_until:report.exception_out_of_range");
    CHECK(refusals("2027-01-26", "2026-11-26") == "open_until:report.exception_out_of_range");
    CHECK(refusals("2026-12-05", "2026-11-26", " ") == "reason:missing");
}

TEST_CASE("two revisions that differ in anything a reader sees have different texts") {
    const ReportRevision one = decide_report(fresh(), {}, std::nullopt);
    ReportRevision other = one;
    CHECK(canonical_text(one) == canonical_text(other));
    other.lines[1].live = 4;
    CHECK(canonical_text(one) != canonical_text(other));
    other = one;
    other.silent.clear();
    CHECK(canonical_text(one) != canonical_text(other));
    CHECK_FALSE(says_the_same(one, other));
    other = one;
    other.revision = 2;
    other.sent_at += std::chrono::hours(1);
    CHECK(says_the_same(one, other));
}
