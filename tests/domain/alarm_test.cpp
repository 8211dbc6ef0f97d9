#include "lib/domain/alarm.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Alarm open_alarm(AlarmCause cause, const std::string& subject, const std::string& detail) {
    Alarm alarm;
    alarm.id = subject;
    alarm.fact = {cause, subject, detail};
    return alarm;
}

}  // namespace

TEST_CASE("an alarm begins with its fact, changes with it and ends with it") {
    const AlarmFact hold{AlarmCause::hold, "oa", "40164"};
    const AlarmChanges begun = changes_of({}, {hold});
    REQUIRE(begun.raised.size() == 1);
    CHECK(begun.ended.empty());

    const Alarm open = open_alarm(AlarmCause::hold, "oa", "40164");
    CHECK(changes_of({open}, {hold}).raised.empty());
    CHECK(changes_of({open}, {hold}).changed.empty());
    const AlarmChanges other = changes_of({open}, {{AlarmCause::hold, "oa", "40001"}});
    REQUIRE(other.changed.size() == 1);
    CHECK(other.changed[0].fact.detail == "40001");
    CHECK(other.raised.empty());
    CHECK(changes_of({open}, {}).ended.size() == 1);
    CHECK(changes_of({open}, {{AlarmCause::hold, "mp", "40164"}}).ended.size() == 1);
}

TEST_CASE("an alarm is told once, and again only after the days of the configuration") {
    using std::chrono::days;
    const Instant now = from_millis(1000000000000);
    Alarm alarm = open_alarm(AlarmCause::disk, "", "12");
    CHECK(is_to_be_told(alarm, now, days(3)));
    alarm.told_at = now;
    CHECK_FALSE(is_to_be_told(alarm, now + days(2), days(3)));
    CHECK(is_to_be_told(alarm, now + days(3), days(3)));
    CHECK_FALSE(is_to_be_told(alarm, now + days(300), days(0)));
    alarm.ended_at = now;
    CHECK_FALSE(is_to_be_told(alarm, now + days(3), days(3)));
}

TEST_CASE("every cause is written as it is read") {
    for (const char* word : {"hold", "refused", "unknown", "column", "schedule", "calendar", "disk", "backup"}) {
        const auto cause = alarm_cause_from(word);
        REQUIRE(cause);
        CHECK(to_string(*cause) == word);
    }
    CHECK_FALSE(alarm_cause_from("weather"));
}
