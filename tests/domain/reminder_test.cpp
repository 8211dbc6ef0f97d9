#include "lib/domain/reminder.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(int year, unsigned month, unsigned day) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

/// As an office has them that configures nothing.
ReminderRules rules() {
    ReminderRules rules;
    for (const char* words : {"每月20日 10:00 遇休息日顺延", "每月截止前3天 10:00 遇休息日提前",
                              "每月截止当天 10:00 遇休息日提前", "每月截止后2天 10:00 遇休息日顺延"}) {
        rules.log.push_back(ScheduleRule::of(words));
    }
    for (const char* words :
         {"半月截止前2天 10:00 遇休息日提前", "半月截止当天 10:00 遇休息日提前", "半月截止后1天 10:00 遇休息日顺延"}) {
        rules.report.push_back(ScheduleRule::of(words));
    }
    rules.township = ScheduleRule::of("每月截止后2天 10:00 遇休息日顺延");
    rules.leader = ScheduleRule::of("每月截止后5天 10:00 遇休息日顺延");
    return rules;
}

UndoneDuty duty(DutyKind kind, const std::string& period, const std::string& unit, std::optional<Date> due,
                long long count = 1) {
    return {kind, period, OrgUnitId("id-" + unit), unit, due, count};
}

}  // namespace

TEST_CASE("each day names its duties, before, on and after the day they are due") {
    struct Row {
        Date day;
        std::string topics;
    };
    const std::vector<Row> table = {
        {day(2026, 11, 10), ""},
        {day(2026, 11, 13), "report:2026-11-H1"},  // both days before the 15th are days off or the day itself
        {day(2026, 11, 16), "report:2026-11-H1"},
        {day(2026, 11, 20), "log:2026-11"},
        {day(2026, 11, 27), "log:2026-11,report:2026-11-H2"},
        {day(2026, 11, 28), ""},  // a Saturday
        {day(2026, 11, 30), "log:2026-11,report:2026-11-H2"},
        {day(2026, 12, 1), "report:2026-11-H2"},
        {day(2026, 12, 2), "log:2026-11,township:2026-11"},
        {day(2026, 12, 5), ""},                // a Saturday
        {day(2026, 12, 7), "leader:2026-11"},  // five days after the end, put off over the weekend
    };
    for (const Row& row : table) {
        INFO(to_iso(row.day));
        CHECK(topics_to_text(topics_on(row.day, rules(), WorkCalendar())) == row.topics);
    }
}

TEST_CASE("steps that are left out name nobody, and rules of other kinds name the period they fall into") {
    ReminderRules odd;
    odd.log = {ScheduleRule::of("每周一 09:00")};
    odd.report = {ScheduleRule::of("每月截止当天")};
    CHECK(topics_to_text(topics_on(day(2026, 11, 30), odd, WorkCalendar())) == "log:2026-11,report:2026-11-H2");
    CHECK(topics_to_text(topics_on(day(2026, 12, 7), odd, WorkCalendar())) == "log:2026-12");
}

TEST_CASE("topics are read as they were written, and nothing else is") {
    const std::vector<ReminderTopic> topics = {{DutyKind::log, "2026-11"}, {DutyKind::report, "2026-11-H2"}};
    CHECK(topics_from_text(topics_to_text(topics)) == topics);
    CHECK(topics_from_text("").empty());
    CHECK(topics_from_text("log,log:13,party:2026-11,log:2026-11") ==
          std::vector<ReminderTopic>{{DutyKind::log, "2026-11"}});
}

TEST_CASE("all that one person has undone becomes one message") {
    const Date end = day(2026, 11, 30);
    const std::vector<UndoneDuty> duties = {
        duty(DutyKind::returned, "2026-11", "甲支部", std::nullopt, 2),
        duty(DutyKind::log, "2026-11", "甲支部", end),
        duty(DutyKind::log, "2026-11", "乙支部", end),
        duty(DutyKind::report, "2026-11-H2", "城关镇", end),
    };
    const ReminderSummary summary = summarise(duties, day(2026, 11, 27));
    REQUIRE(summary.lines.size() == 3);
    CHECK(summary.lines[0].kind == DutyKind::log);
    CHECK(summary.lines[0].units == std::vector<std::string>{"甲支部", "乙支部"});
    CHECK(summary.lines[1].kind == DutyKind::report);
    CHECK(summary.lines[2].kind == DutyKind::returned);
    CHECK(summary.lines[2].count == 2);
    CHECK(summary.units == std::vector<std::string>{"甲支部", "乙支部", "城关镇"});
    CHECK(summary.deadline == end);
    CHECK(summary.stage == ReminderStage::before);
}

TEST_CASE("the deadline is the next one ahead, and what is over only when nothing is") {
    const UndoneDuty over = duty(DutyKind::log, "2026-10", "甲支部", day(2026, 10, 31));
    const UndoneDuty ahead = duty(DutyKind::report, "2026-11-H1", "城关镇", day(2026, 11, 15));
    const Date today = day(2026, 11, 2);
    CHECK(summarise({over, ahead}, today).deadline == day(2026, 11, 15));
    CHECK(summarise({over, ahead}, today).stage == ReminderStage::before);
    CHECK(summarise({over}, today).deadline == day(2026, 10, 31));
    CHECK(summarise({over}, today).stage == ReminderStage::after);
    CHECK(summarise({ahead}, day(2026, 11, 15)).stage == ReminderStage::on);
    const UndoneDuty undated = duty(DutyKind::returned, "2026-11", "甲支部", std::nullopt);
    CHECK(summarise({undated}, today).deadline == today);
    CHECK(summarise({undated}, today).stage == ReminderStage::before);
}
