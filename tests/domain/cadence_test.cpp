#include "lib/domain/cadence.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month)};
}

Month month(const char* text) {
    return *Month::parse(text);
}

CadenceRule rule(std::optional<std::string> kind, CadencePeriod period, int min_count = 1) {
    CadenceRule made;
    made.id = "r";
    made.kind = std::move(kind);
    made.period = period;
    made.min_count = min_count;
    made.valid_from = day(2020, 1, 1);
    made.source = "团章";
    return made;
}

DutyFacts branch() {
    return {OrgPath::root("QH").child("CG").child("CG-01"), OrgKind::branch, at_beijing(day(2020, 1, 1)), 8};
}

std::vector<Duty> asked(const std::vector<CadenceRule>& rules, const char* when, Date today, ActivityYear year = {},
                        const DutyFacts& org = branch()) {
    return MonthDuties(rules, month(when)).of(org, year, at_beijing(today, 9 * 60));
}

std::string state_of(const CadenceRule& rule, const char* when, Date today, const ActivityYear& year = {},
                     const DutyFacts& org = branch()) {
    const auto duties = asked({rule}, when, today, year, org);
    return duties.empty() ? "nothing" : std::string(to_string(duties.front().state));
}

}  // namespace

TEST_CASE("the periods of a year begin where calendars have them begin") {
    const auto shown = [](CadencePeriod period, const char* when) {
        const MonthRange range = range_of(period, month(when));
        return range.first.str() + ".." + range.last.str();
    };
    CHECK(shown(CadencePeriod::month, "2028-02") == "2028-02..2028-02");
    CHECK(shown(CadencePeriod::quarter, "2026-01") == "2026-01..2026-03");
    CHECK(shown(CadencePeriod::quarter, "2026-12") == "2026-10..2026-12");
    CHECK(shown(CadencePeriod::half_year, "2026-06") == "2026-01..2026-06");
    CHECK(shown(CadencePeriod::half_year, "2026-07") == "2026-07..2026-12");
    CHECK(shown(CadencePeriod::year, "2026-07") == "2026-01..2026-12");
    CHECK(asked({rule("oath", CadencePeriod::month)}, "2028-02", day(2028, 2, 1)).front().due_on() == day(2028, 2, 29));
}

TEST_CASE("what is missing is due while its period runs and overdue when it is over") {
    const CadenceRule quarterly = rule("branch_meeting", CadencePeriod::quarter);
    CHECK(state_of(quarterly, "2026-09", day(2026, 9, 30)) == "due");
    CHECK(state_of(quarterly, "2026-09", day(2026, 10, 1)) == "overdue");
    ActivityYear year;
    year.add("branch_meeting", 7);
    CHECK(state_of(quarterly, "2026-09", day(2026, 10, 1), year) == "done");
    CHECK(state_of(quarterly, "2026-10", day(2026, 10, 1), year) == "due");
    year.add("theme_day", 11);
    CHECK(state_of(rule({}, CadencePeriod::month), "2026-11", day(2026, 11, 9), year) == "done");
    CHECK(state_of(rule("branch_meeting", CadencePeriod::month), "2026-11", day(2026, 11, 9), year) == "due");
    CHECK(state_of(rule("branch_meeting", CadencePeriod::year, 2), "2026-11", day(2026, 11, 9), year) == "due");
}

TEST_CASE("a rule asks nothing in a period in which it did not hold from beginning to end") {
    CadenceRule monthly = rule("oath", CadencePeriod::month);
    monthly.valid_from = day(2026, 3, 2);
    monthly.valid_to = day(2026, 6, 29);
    CHECK(state_of(monthly, "2026-03", day(2026, 3, 5)) == "nothing");
    CHECK(state_of(monthly, "2026-04", day(2026, 4, 5)) == "due");
    CHECK(state_of(monthly, "2026-05", day(2026, 5, 5)) == "due");
    CHECK(state_of(monthly, "2026-06", day(2026, 6, 5)) == "nothing");
    monthly.valid_from = day(2026, 3, 1);
    monthly.valid_to = day(2026, 6, 30);
    CHECK(state_of(monthly, "2026-03", day(2026, 3, 5)) == "due");
    CHECK(state_of(monthly, "2026-06", day(2026, 6, 5)) == "due");
}

TEST_CASE("nothing is asked of an organisation in a period that began before it was there") {
    DutyFacts org = branch();
    org.opened_at = at_beijing(day(2026, 10, 2));
    CHECK(state_of(rule("oath", CadencePeriod::month), "2026-10", day(2026, 10, 9), {}, org) == "nothing");
    CHECK(state_of(rule("oath", CadencePeriod::month), "2026-11", day(2026, 11, 9), {}, org) == "due");
    CHECK(state_of(rule("oath", CadencePeriod::quarter), "2026-11", day(2026, 11, 9), {}, org) == "nothing");
}

TEST_CASE("a rule concerns the organisations it names: by place, kind and number of members") {
    CadenceRule committee = rule("committee_meeting", CadencePeriod::month);
    committee.min_members = 7;
    DutyFacts org = branch();
    CHECK(state_of(committee, "2026-11", day(2026, 11, 9), {}, org) == "due");
    org.members = 6;
    CHECK(state_of(committee, "2026-11", day(2026, 11, 9), {}, org) == "nothing");
    org.members.reset();
    CHECK(state_of(committee, "2026-11", day(2026, 11, 9), {}, org) == "nothing");

    CadenceRule joint = rule("oath", CadencePeriod::month);
    joint.org_kind = OrgKind::joint_branch;
    CHECK(state_of(joint, "2026-11", day(2026, 11, 9)) == "nothing");
    CadenceRule of_town = rule("oath", CadencePeriod::month);
    of_town.scope = OrgUnitId("u");
    of_town.scope_path = OrgPath::root("QH").child("CG");
    CHECK(state_of(of_town, "2026-11", day(2026, 11, 9)) == "due");
    of_town.scope_path = OrgPath::root("QH").child("LS");
    CHECK(state_of(of_town, "2026-11", day(2026, 11, 9)) == "nothing");
}

TEST_CASE("duties come with the earliest due first") {
    const std::vector<CadenceRule> rules = {rule("appraisal", CadencePeriod::year),
                                            rule("branch_meeting", CadencePeriod::quarter),
                                            rule({}, CadencePeriod::month)};
    const auto duties = asked(rules, "2026-08", day(2026, 8, 9));
    REQUIRE(duties.size() == 3);
    CHECK(duties[0].rule == 2);
    CHECK(duties[1].rule == 1);
    CHECK(duties[2].rule == 0);
}

TEST_CASE("a rule that nobody could follow is refused field by field") {
    CadenceRule wrong = rule("fly", CadencePeriod::month, 0);
    wrong.org_kind = OrgKind::township;
    wrong.min_members = -1;
    wrong.valid_to = day(2019, 12, 31);
    wrong.source = "  ";
    std::vector<std::string> fields;
    for (const FieldError& error : check_rule(wrong, /*kind_known=*/false)) fields.push_back(error.field);
    CHECK(fields == std::vector<std::string>{"org_kind", "kind", "min_count", "min_members", "valid_to", "source"});
    CHECK(check_rule(rule("oath", CadencePeriod::month), true).empty());
}

TEST_CASE("two rules ask the same when kind, place and period are the same and their times overlap") {
    CadenceRule a = rule("oath", CadencePeriod::month);
    CadenceRule b = a;
    CHECK(asks_the_same(a, b));
    a.valid_to = day(2026, 6, 30);
    b.valid_from = day(2026, 7, 1);
    CHECK_FALSE(asks_the_same(a, b));
    b.valid_from = day(2026, 6, 30);
    CHECK(asks_the_same(a, b));
    b.period = CadencePeriod::quarter;
    CHECK_FALSE(asks_the_same(a, b));
}
