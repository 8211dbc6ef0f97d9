#include "lib/domain/org_life.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(const char* iso) {
    return *date_from_iso(iso);
}

const Instant kNow = at_beijing(*date_from_iso("2026-11-10"), 9 * 60);

OrgUnit unit_of(OrgKind kind) {
    OrgUnit unit;
    unit.id = OrgUnitId("u");
    unit.kind = kind;
    unit.name = "X";
    unit.opened_at = at_beijing(*date_from_iso("2020-01-01"));
    return unit;
}

/// "field key" of the first error; empty when there is none.
std::string first(const std::vector<FieldError>& errors) {
    return errors.empty() ? "" : errors.front().field + " " + errors.front().key;
}

Term term_of(int years, bool student = false, const char* began = "2026-10-09") {
    Term term;
    term.began = day(began);
    term.years = years;
    term.student = student;
    return term;
}

LeadingGroup group_of(std::vector<GroupRole> roles) {
    LeadingGroup group;
    group.from = day("2026-03-01");
    for (const GroupRole role : roles) group.members.push_back({role, "王一", "镇党委书记", std::nullopt});
    return group;
}

}  // namespace

TEST_CASE("a term ends on the same day years later, one that began on the leap day on the last of February") {
    CHECK(term_end(day("2026-10-09"), 3) == day("2029-10-09"));
    CHECK(term_end(day("2024-02-29"), 3) == day("2027-02-28"));
    CHECK(term_end(day("2024-02-29"), 4) == day("2028-02-29"));
    CHECK(term_end(day("2025-12-31"), 1) == day("2026-12-31"));
}

TEST_CASE("notice of a term's end is given from 90 and from 30 days ahead, and on the day it is over") {
    const Date ends = day("2027-03-01");
    CHECK(term_notice(ends, day("2026-11-30")) == TermNotice::none);
    CHECK(term_notice(ends, day("2026-12-01")) == TermNotice::in_90_days);
    CHECK(term_notice(ends, day("2027-01-29")) == TermNotice::in_90_days);
    CHECK(term_notice(ends, day("2027-01-30")) == TermNotice::in_30_days);
    CHECK(term_notice(ends, day("2027-02-28")) == TermNotice::in_30_days);
    CHECK(term_notice(ends, day("2027-03-01")) == TermNotice::in_30_days);
    CHECK(term_notice(ends, day("2027-03-02")) == TermNotice::over);
    CHECK(term_notice(day("2028-03-01"), day("2028-01-31")) == TermNotice::in_30_days);  // the leap day is between
    CHECK(term_notice(day("2028-03-01"), day("2028-01-30")) == TermNotice::in_90_days);
}

TEST_CASE("terms are as long as the rules say for each kind of organisation") {
    const OrgUnit branch = unit_of(OrgKind::branch);
    const OrgUnit town = unit_of(OrgKind::township);
    CHECK(first(check_term(term_of(2), branch, kNow)).empty());
    CHECK(first(check_term(term_of(3), branch, kNow)).empty());
    CHECK(first(check_term(term_of(1), branch, kNow)) == "years term.years_of_branch");
    CHECK(first(check_term(term_of(4), branch, kNow)) == "years term.years_of_branch");
    CHECK(first(check_term(term_of(1, true), branch, kNow)).empty());
    CHECK(first(check_term(term_of(2, true), branch, kNow)) == "years term.years_of_student");
    CHECK(first(check_term(term_of(3), town, kNow)).empty());
    CHECK(first(check_term(term_of(5), town, kNow)).empty());
    CHECK(first(check_term(term_of(2), town, kNow)) == "years term.years_of_committee");
    CHECK(first(check_term(term_of(1, true), town, kNow)) == "student term.student_branch_only");
    CHECK(first(check_term(term_of(5), unit_of(OrgKind::county), kNow)) == "unit term.only_below_county");
}

TEST_CASE("a term begins neither in days to come nor before the organisation was there") {
    const OrgUnit branch = unit_of(OrgKind::branch);
    CHECK(first(check_term(term_of(3, false, "2026-11-10"), branch, kNow)).empty());
    CHECK(first(check_term(term_of(3, false, "2026-11-11"), branch, kNow)) == "began_on unit.day_ahead");
    CHECK(first(check_term(term_of(3, false, "2019-12-31"), branch, kNow)) == "began_on term.before_opening");
    CHECK(first(check_term(term_of(3, false, "2020-01-01"), branch, kNow)).empty());
}

TEST_CASE("an organisation has no more members than youth, and every wrong number is told at once") {
    CHECK(first(check_headcount(12, 12, day("2026-11-10"), kNow)).empty());
    CHECK(first(check_headcount(12, std::nullopt, day("2026-11-10"), kNow)).empty());
    CHECK(first(check_headcount(13, 12, day("2026-11-10"), kNow)) == "members heads.members_over_youth");
    CHECK(check_headcount(-1, -1, day("2026-11-11"), kNow).size() == 3);
}

TEST_CASE("only what was founded can have been entered into the member system, and not before") {
    OrgRecord record;
    CHECK(first(check_claim(day("2026-11-01"), record, kNow)) == "claimed_on claim.not_founded");
    record.founded_at = at_beijing(day("2026-10-09"));
    CHECK(first(check_claim(day("2026-10-08"), record, kNow)) == "claimed_on claim.before_founding");
    CHECK(first(check_claim(day("2026-10-09"), record, kNow)).empty());
    CHECK(first(check_claim(day("2026-11-11"), record, kNow)) == "claimed_on unit.day_ahead");
}

TEST_CASE("tags are kept once each, in their order, without surrounding space") {
    std::vector<FieldError> errors;
    CHECK(clean_tags({" 两新 ", "茶业", "两新"}, errors) == std::vector<std::string>{"两新", "茶业"});
    CHECK(errors.empty());
    clean_tags({"", std::string(70, 'x'), "\xff"}, errors);
    CHECK(errors.size() == 3);
    errors.clear();
    clean_tags(std::vector<std::string>(21, "a"), errors);
    CHECK(first(errors) == "tags too_many");
}

TEST_CASE("a leading group has one head and somebody beside, at a county or township") {
    const OrgUnit town = unit_of(OrgKind::township);
    const auto check = [&](std::vector<GroupRole> roles, const OrgUnit& unit) {
        LeadingGroup group = group_of(std::move(roles));
        return first(check_group(group, unit, kNow));
    };
    using enum GroupRole;
    CHECK(check({head, deputy, member, member}, town).empty());
    CHECK(check({head, member}, unit_of(OrgKind::county)).empty());
    CHECK(check({deputy, member}, town) == "people group.one_head");
    CHECK(check({head, head}, town) == "people group.one_head");
    CHECK(check({head}, town) == "people group.head_alone");
    CHECK(check({}, town) == "people group.one_head");
    CHECK(check({head, member}, unit_of(OrgKind::branch)) == "unit group.only_county_and_township");
    LeadingGroup group = group_of({head, member});
    group.from = day("2026-11-11");
    group.members[0].name = " ";
    group.members[1].phone = "12";
    CHECK(check_group(group, town, kNow).size() == 3);
    group.members[1].phone = "138 0000 1234";
    group.members[0].name = " 王一 ";
    group.from = day("2026-11-10");
    CHECK(check_group(group, town, kNow).empty());
    CHECK(group.members[1].phone == "13800001234");
    CHECK(group.members[0].name == "王一");
}

TEST_CASE("a contact is in charge of a township or county, from a day that has come to one not before") {
    AreaContact contact;
    contact.name = "周联系";
    contact.from = day("2026-11-01");
    CHECK(check_contact(contact, unit_of(OrgKind::township), kNow).empty());
    CHECK(first(check_contact(contact, unit_of(OrgKind::branch), kNow)) == "unit contact.not_a_branch");
    CHECK(first(check_contact_end(contact, day("2026-10-31"), kNow)) == "on contact.ends_before_beginning");
    CHECK(check_contact_end(contact, day("2026-11-01"), kNow).empty());
    CHECK(first(check_contact_end(contact, day("2026-11-11"), kNow)) == "on unit.day_ahead");
    contact.from = day("2026-12-01");
    contact.phone = "x";
    CHECK(check_contact(contact, unit_of(OrgKind::township), kNow).size() == 2);
}
