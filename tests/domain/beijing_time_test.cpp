#include "lib/domain/beijing_time.hpp"

#include <catch2/catch.hpp>

using namespace league;
using namespace std::chrono;

namespace {

Instant utc(int y, int m, int d, int hour = 0, int minute = 0, int second = 0) {
    return sys_days(year(y) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d))) + hours(hour) +
           minutes(minute) + seconds(second);
}

}  // namespace

TEST_CASE("a day in Beijing begins eight hours before it begins in Greenwich") {
    CHECK(beijing_date(utc(2026, 11, 2, 15, 59, 59)) == year(2026) / 11 / 2);
    CHECK(beijing_date(utc(2026, 11, 2, 16)) == year(2026) / 11 / 3);
    CHECK(beijing_date(utc(2025, 12, 31, 16)) == year(2026) / 1 / 1);
    CHECK(beijing_date(utc(1969, 12, 31, 16)) == year(1970) / 1 / 1);
    CHECK(beijing_minute_of_day(utc(2026, 11, 2, 16)) == 0);
    CHECK(beijing_minute_of_day(utc(2026, 11, 2, 15, 59, 59)) == 1439);
    CHECK(at_beijing(year(2026) / 11 / 3) == utc(2026, 11, 2, 16));
    CHECK(at_beijing(year(2026) / 11 / 3, 19 * 60 + 30) == utc(2026, 11, 3, 11, 30));
}

TEST_CASE("days are added over ends of months and leap days") {
    CHECK(add_days(year(2026) / 2 / 28, 1) == year(2026) / 3 / 1);
    CHECK(add_days(year(2028) / 2 / 28, 1) == year(2028) / 2 / 29);
    CHECK(add_days(year(2028) / 3 / 1, -1) == year(2028) / 2 / 29);
    CHECK(add_days(year(2026) / 1 / 1, -1) == year(2025) / 12 / 31);
    CHECK(add_days(year(2000) / 2 / 28, 1) == year(2000) / 2 / 29);
    CHECK(add_days(year(2100) / 2 / 28, 1) == year(2100) / 3 / 1);
}

TEST_CASE("an ISO date is read only when the day exists") {
    CHECK(date_from_iso("2026-11-03") == year(2026) / 11 / 3);
    CHECK(date_from_iso("2028-02-29") == year(2028) / 2 / 29);
    for (const char* wrong : {"2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
                              "2026-1-3", "2026/11/03", "2026-11-03 ", "", "2026-11-0x", "-026-11-03"}) {
        INFO(wrong);
        CHECK_FALSE(date_from_iso(wrong));
    }
    CHECK(to_iso(year(2026) / 1 / 9) == "2026-01-09");
}

TEST_CASE("an instant is printed in Beijing time and read with any offset") {
    const Instant instant = utc(2026, 11, 3, 12, 31, 5);
    CHECK(to_rfc3339(instant) == "2026-11-03T20:31:05+08:00");
    CHECK(to_rfc3339(instant + milliseconds(7)) == "2026-11-03T20:31:05.007+08:00");
    CHECK(to_rfc3339(utc(2026, 11, 2, 16)) == "2026-11-03T00:00:00+08:00");
    for (const char* text :
         {"2026-11-03T20:31:05+08:00", "2026-11-03T12:31:05Z", "2026-11-03t12:31:05z", "2026-11-03 12:31:05Z",
          "2026-11-03T07:01:05-05:30", "2026-11-03T12:31:05.000Z", "2026-11-03T12:31:05.000000000Z"}) {
        INFO(text);
        CHECK(instant_from_rfc3339(text) == instant);
    }
    CHECK(instant_from_rfc3339("2026-11-03T12:31:05.1239Z") == instant + milliseconds(123));
    CHECK(instant_from_rfc3339(to_rfc3339(instant + milliseconds(999))) == instant + milliseconds(999));
}

TEST_CASE("a text that is no instant with an offset is refused") {
    for (const char* wrong :
         {"", "2026-11-03", "2026-11-03T20:31:05", "2026-11-03T20:31:05+0800", "2026-11-03T20:31:05+08",
          "2026-11-03T24:00:00Z", "2026-11-03T20:60:00Z", "2026-02-30T20:00:00Z", "2026-11-03T20:31:05.Z",
          "2026-11-03T20:31:05.1234567890Z", "2026-11-03T20:31:05Zx", "2026-11-03T20:31:05+24:00",
          "2026-11-03T20:31:05.123", "2026-11-03T20:31:05x", "20261103T203105Z00000", "9999-12-31T23:59:59-12:00",
          "0000-01-01T00:00:00+23:00"}) {
        INFO(wrong);
        CHECK_FALSE(instant_from_rfc3339(wrong));
    }
}

TEST_CASE("days and minutes are printed as people write them") {
    CHECK(to_chinese_day(year(2026) / 1 / 9) == "1月9日");
    CHECK(to_chinese_minute(utc(2026, 11, 3, 0, 5)) == "11月3日 08:05");
}
