#include "lib/domain/work_calendar.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(const char* iso) {
    return date_from_iso(iso).value();
}

WorkCalendar with_national_day() {
    HolidayNotice notice;
    for (Date off = day("2026-10-01"); off <= day("2026-10-07"); off = add_days(off, 1)) notice.days_off.insert(off);
    notice.worked = {day("2026-09-20"), day("2026-10-10")};
    return WorkCalendar({{2026, notice}});
}

}  // namespace

TEST_CASE("without a notice weekends are off and every other day is worked") {
    const WorkCalendar calendar;
    CHECK(calendar.is_worked(day("2026-10-01")));
    CHECK_FALSE(calendar.is_worked(day("2026-10-10")));  // a Saturday
    CHECK_FALSE(calendar.knows_year_of(day("2026-10-01")));
}

TEST_CASE("a notice makes weekdays free and weekends worked, in its own year alone") {
    const WorkCalendar calendar = with_national_day();
    CHECK_FALSE(calendar.is_worked(day("2026-10-01")));
    CHECK(calendar.is_worked(day("2026-10-10")));
    CHECK(calendar.is_worked(day("2026-10-08")));
    CHECK_FALSE(calendar.is_worked(day("2026-10-11")));
    CHECK(calendar.is_worked(day("2027-10-01")));
    CHECK(calendar.knows_year_of(day("2026-01-01")));
    CHECK_FALSE(calendar.knows_year_of(day("2027-01-01")));
}

TEST_CASE("the nearest worked day is looked for over a whole holiday, and a worked day is its own") {
    const WorkCalendar calendar = with_national_day();
    CHECK(calendar.worked_on_or_before(day("2026-10-05")) == day("2026-09-30"));
    CHECK(calendar.worked_on_or_after(day("2026-10-05")) == day("2026-10-08"));
    CHECK(calendar.worked_on_or_after(day("2026-10-10")) == day("2026-10-10"));
    CHECK(calendar.worked_on_or_before(day("2026-10-10")) == day("2026-10-10"));
}
