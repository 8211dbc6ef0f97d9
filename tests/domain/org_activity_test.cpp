#include "lib/domain/org_activity.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month)};
}

LastLog log_on(Date date, const std::string& id = "a") {
    return {ActivityId(id), at_beijing(date, 600), 10, 8};
}

Month month(const char* text) {
    return *Month::parse(text);
}

}  // namespace

TEST_CASE("a year of activities counts by kind and month and is read back as it was written") {
    ActivityYear year;
    CHECK(year.is_empty());
    CHECK(year.str().empty());
    year.add("theme_day", 1);
    year.add("theme_day", 12);
    year.add("theme_day", 12);
    year.add("oath", 3);
    CHECK(year.str() == "oath:001000000000 theme_day:100000000002");
    CHECK(ActivityYear::parse(year.str()) == year);
    CHECK(ActivityYear::parse("") == ActivityYear());
    CHECK(year.count("theme_day", 1, 12) == 3);
    CHECK(year.count("theme_day", 2, 11) == 0);
    CHECK(year.count("", 1, 3) == 2);
    CHECK(year.count("song", 1, 12) == 0);
    CHECK(year.kinds() == std::vector<std::string>{"oath", "theme_day"});
}

TEST_CASE("a count that does not fit its digit stays at that many or more") {
    ActivityYear year;
    for (int i = 0; i < 100; ++i) year.add("visit", 6);
    CHECK(year.count("visit", 6, 6) == ActivityYear::kMost);
    CHECK(year.str() == "visit:00000z000000");
    CHECK(ActivityYear::parse(year.str()) == year);
}

TEST_CASE("a text that is no year of activities is not read") {
    for (const char* text : {"oath", "oath:", ":000000000000", "oath:00000000000", "oath:0000000000000",
                             "oath:00000000000Z", "oath:000000000000 ", " oath:000000000000"}) {
        INFO(text);
        const auto read = ActivityYear::parse(text);
        CHECK((!read || read->str() != text));
    }
    CHECK_FALSE(ActivityYear::parse("oath:00000000000?"));
    CHECK_FALSE(ActivityYear::parse("oath"));
}

TEST_CASE("the pulse follows the newest activity and the months in a row") {
    OrgPulse pulse = *after_log({}, log_on(day(2026, 11, 30)));
    CHECK(pulse.run_months == 1);
    pulse = *after_log(pulse, log_on(day(2026, 12, 1)));
    pulse = *after_log(pulse, log_on(day(2026, 12, 9), "b"));
    pulse = *after_log(pulse, log_on(day(2027, 1, 31), "c"));
    CHECK(pulse.run_months == 3);
    CHECK(pulse.last_month == month("2027-01"));
    CHECK(pulse.last->id.str() == "c");
    const OrgPulse earlier_same_month = *after_log(pulse, log_on(day(2027, 1, 2), "d"));
    CHECK(earlier_same_month == pulse);
    CHECK(after_log(pulse, log_on(day(2027, 3, 1), "e"))->run_months == 1);
    CHECK_FALSE(after_log(pulse, log_on(day(2026, 10, 1), "f")));
}

TEST_CASE("of two activities that began together the one with the greater id is the newest") {
    OrgPulse pulse = *after_log({}, log_on(day(2026, 11, 3), "b"));
    CHECK(after_log(pulse, log_on(day(2026, 11, 3), "a"))->last->id.str() == "b");
    CHECK(after_log(pulse, log_on(day(2026, 11, 3), "c"))->last->id.str() == "c");
}

TEST_CASE("months in a row are counted across years, up to the longest run") {
    std::map<int, ActivityYear> years;
    for (const unsigned number : {10U, 11U, 12U}) years[2025].add("oath", number);
    for (const unsigned number : {1U, 3U}) years[2026].add("song", number);
    CHECK(run_of_months(years, month("2026-01")) == 4);
    CHECK(run_of_months(years, month("2026-03")) == 1);
    CHECK(run_of_months(years, month("2026-02")) == 0);
    for (int year = 2020; year < 2026; ++year) {
        for (unsigned number = 1; number <= 12; ++number) years[year].add("oath", number);
    }
    CHECK(run_of_months(years, month("2025-12")) == kLongestRun);
}

TEST_CASE("a log is timely to the end of the last day allowed, counted from the day the activity was over") {
    Activity activity;
    activity.content.started_at = at_beijing(day(2028, 2, 27), 20 * 60);
    const auto timely = [&](Date date, int minute) {
        activity.submitted_at = at_beijing(date, minute);
        return is_timely(activity, 2);
    };
    CHECK(timely(day(2028, 2, 29), 1439));
    CHECK_FALSE(timely(day(2028, 3, 1), 0));
    activity.content.ended_at = at_beijing(day(2028, 2, 28), 12 * 60);
    CHECK(timely(day(2028, 3, 1), 1439));
    CHECK_FALSE(timely(day(2028, 3, 2), 0));
}

TEST_CASE("a month is taken apart into year and number and put together again") {
    CHECK(year_of(month("2026-02")) == 2026);
    CHECK(number_of(month("2026-02")) == 2);
    CHECK(month_of_year(2026, 12) == month("2026-12"));
    CHECK_FALSE(month_of_year(2026, 13));
    CHECK_FALSE(month_of_year(2026, 0));
    CHECK_FALSE(month_of_year(1999, 1));
}

TEST_CASE("an opening at another time than the beginning of a day in Beijing was given by nobody") {
    CHECK(asked_since(at_beijing(day(2026, 11, 3))) == at_beijing(day(2026, 11, 3)));
    CHECK(asked_since(at_beijing(day(2026, 11, 3), 541)) < at_beijing(day(2000, 1, 1)));
}
