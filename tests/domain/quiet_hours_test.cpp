#include "lib/domain/quiet_hours.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

/// Of October 2026; the 1st to the 7th are days off, Saturday the 10th is worked.
Instant at(unsigned day, int hour, int minute = 0) {
    return at_beijing({std::chrono::year(2026), std::chrono::month(10), std::chrono::day(day)}, hour * 60 + minute);
}

WorkCalendar calendar() {
    HolidayNotice notice;
    for (unsigned day = 1; day <= 7; ++day) {
        notice.days_off.insert(Date{std::chrono::year(2026), std::chrono::month(10), std::chrono::day(day)});
    }
    notice.worked.insert(Date{std::chrono::year(2026), std::chrono::month(10), std::chrono::day(10)});
    return WorkCalendar({{2026, notice}});
}

}  // namespace

TEST_CASE("quiet hours end in the morning, also across midnight") {
    const QuietHours night;
    CHECK(after_quiet_hours(at(20, 20, 59), night) == at(20, 20, 59));
    CHECK(after_quiet_hours(at(20, 21), night) == at(21, 8));
    CHECK(after_quiet_hours(at(21, 7, 59), night) == at(21, 8));
    CHECK(after_quiet_hours(at(21, 8), night) == at(21, 8));
}

TEST_CASE("nothing leaves on a day off, but on a weekend that is worked instead") {
    const QuietHours night;
    CHECK(next_working_moment(at(5, 10), night, calendar()) == at(8, 10));
    CHECK(next_working_moment(at(9, 22), night, calendar()) == at(10, 8));
    CHECK(next_working_moment(at(10, 10), night, calendar()) == at(10, 10));
    CHECK(next_working_moment(at(11, 10), night, calendar()) == at(12, 10));
    CHECK(next_working_moment(at(16, 21, 30), night, calendar()) == at(19, 8));
}

TEST_CASE("without quiet hours only the day counts") {
    const QuietHours none{std::chrono::minutes(0), std::chrono::minutes(0)};
    CHECK(next_working_moment(at(20, 3), none, calendar()) == at(20, 3));
    CHECK(next_working_moment(at(17, 3), none, calendar()) == at(19, 3));
}
