#include "lib/domain/schedule_rule.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Instant at(const char* rfc3339) {
    return instant_from_rfc3339(rfc3339).value();
}

/// "2026-11-H1 2026-11-16T09:00:00+08:00" of each occurrence of November and December 2026.
std::vector<std::string> told(const char* words, const WorkCalendar& calendar = WorkCalendar()) {
    const auto rule = ScheduleRule::parse(words);
    REQUIRE(rule.has_value());
    std::vector<std::string> lines;
    for (const auto& one : rule->between(at("2026-11-01T00:00:00+08:00"), at("2027-01-01T00:00:00+08:00"), calendar)) {
        lines.push_back(one.period + " " + to_rfc3339(one.at).substr(0, 16));
    }
    return lines;
}

using Lines = std::vector<std::string>;

RuleFault fault(const char* words) {
    const auto rule = ScheduleRule::parse(words);
    REQUIRE_FALSE(rule.has_value());
    return rule.error();
}

}  // namespace

TEST_CASE("a day of the month belongs to that month, and a day that is missing there is its last") {
    CHECK(told("每月20日 09:00") == Lines{"2026-11 2026-11-20T09:00", "2026-12 2026-12-20T09:00"});
    CHECK(told("每月31日 17:30") == Lines{"2026-11 2026-11-30T17:30", "2026-12 2026-12-31T17:30"});
    CHECK(told("每月最后一天") == Lines{"2026-11 2026-11-30T09:00", "2026-12 2026-12-31T09:00"});
}

TEST_CASE("days before and after an end count from it and belong to the period that ends") {
    CHECK(told("每月截止前3天 10:00") == Lines{"2026-11 2026-11-27T10:00", "2026-12 2026-12-28T10:00"});
    CHECK(told("每月截止后2天 10:00") == Lines{"2026-10 2026-11-02T10:00", "2026-11 2026-12-02T10:00"});
    CHECK(told("半月截止后1天 09:00") == Lines{"2026-10-H2 2026-11-01T09:00", "2026-11-H1 2026-11-16T09:00",
                                               "2026-11-H2 2026-12-01T09:00", "2026-12-H1 2026-12-16T09:00"});
    CHECK(told("半月截止前2天 9点半") == Lines{"2026-11-H1 2026-11-13T09:30", "2026-11-H2 2026-11-28T09:30",
                                               "2026-12-H1 2026-12-13T09:30", "2026-12-H2 2026-12-29T09:30"});
    CHECK(told("每半月截止当天") == told("半月截止"));
}

TEST_CASE("days, weeks and years belong to their own day") {
    CHECK(told("每日 23:59").size() == 61);
    CHECK(told("每周一 09:00").front() == "2026-11-02 2026-11-02T09:00");
    CHECK(told("每星期天 09:00").front() == "2026-11-01 2026-11-01T09:00");
    CHECK(told("每周一").size() == 9);
    CHECK(told("每年12月20日 08:00") == Lines{"2026-12-20 2026-12-20T08:00"});
    const auto leap = ScheduleRule::of("每年2月29日").next(at("2027-01-01T00:00:00+08:00"), 2, WorkCalendar());
    REQUIRE(leap.size() == 2);
    CHECK(leap[0].period == "2027-02-28");
    CHECK(leap[1].period == "2028-02-29");
}

TEST_CASE("what falls on a day off goes before or after it, out of its month if need be, and keeps its period") {
    // 2026-11-28 and 29 are a weekend.
    CHECK(told("每月28日 09:00") == Lines{"2026-11 2026-11-28T09:00", "2026-12 2026-12-28T09:00"});
    CHECK(told("每月28日 09:00 遇休息日提前").front() == "2026-11 2026-11-27T09:00");
    CHECK(told("每月28日 09:00 遇休息日顺延").front() == "2026-11 2026-11-30T09:00");
    HolidayNotice notice;
    for (Date off = *date_from_iso("2026-11-25"); off <= *date_from_iso("2026-12-04"); off = add_days(off, 1)) {
        notice.days_off.insert(off);
    }
    const WorkCalendar calendar({{2026, notice}});
    // October ends on a Saturday.
    CHECK(told("每月最后一天 遇休息日顺延", calendar) ==
          Lines{"2026-10 2026-11-02T09:00", "2026-11 2026-12-07T09:00", "2026-12 2026-12-31T09:00"});
}

TEST_CASE("spaces and full-width signs make no difference, and the words stay as they were written") {
    CHECK(told("每月２０日０９：００") == told("每月20日 09:00"));
    CHECK(told(" 每月 20 号  9点 ") == told("每月20日 09:00"));
    CHECK(ScheduleRule::of(" 每月 20 号 ").words() == "每月 20 号");
}

TEST_CASE("the span begins with its first instant and ends before its last") {
    const ScheduleRule rule = ScheduleRule::of("每月20日 09:00");
    const Instant due = at("2026-11-20T09:00:00+08:00");
    CHECK(rule.between(due, due + std::chrono::milliseconds(1), WorkCalendar()).size() == 1);
    CHECK(rule.between(due - std::chrono::hours(1), due, WorkCalendar()).empty());
    CHECK(rule.between(due, due, WorkCalendar()).empty());
    CHECK(rule.next(due + std::chrono::milliseconds(1), 1, WorkCalendar()).front().period == "2026-12");
}

TEST_CASE("words that say no time are refused with their fault") {
    CHECK(fault("") == RuleFault::unknown_words);
    CHECK(fault("有空的时候") == RuleFault::unknown_words);
    CHECK(fault("每月") == RuleFault::unknown_words);
    CHECK(fault("每周八 09:00") == RuleFault::unknown_words);
    CHECK(fault("半月截止前天") == RuleFault::unknown_words);
    CHECK(fault("每月32日") == RuleFault::no_such_day);
    CHECK(fault("每月0日") == RuleFault::no_such_day);
    CHECK(fault("每年2月30日") == RuleFault::no_such_day);
    CHECK(fault("每月截止前40天") == RuleFault::no_such_day);
    CHECK(fault("每月20日 25:00") == RuleFault::no_such_time);
    CHECK(fault("每月20日 09:60") == RuleFault::no_such_time);
    CHECK(fault("每月20日 9") == RuleFault::no_such_time);
    CHECK(fault("每月20日 09:00 如果方便") == RuleFault::trailing_words);
    CHECK(fault("每月99999日") == RuleFault::unknown_words);
}
