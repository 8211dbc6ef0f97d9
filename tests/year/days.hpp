// The calendar as the recomputation knows it: days of Beijing as numbers since 1970, months and half months as text. On
// purpose nothing of lib/domain is used here.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

namespace league::test::year {

using Day = int;

inline std::chrono::year_month_day calendar(Day day) {
    return std::chrono::sys_days(std::chrono::days(day));
}
inline Day day_of(long long millis) {
    const long long local = millis + 8LL * 3600 * 1000;
    return static_cast<Day>(local >= 0 ? local / 86'400'000 : -((-local + 86'399'999) / 86'400'000));
}
inline Day day_in(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    const sys_days days{year_month_day{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)}};
    return static_cast<Day>(days.time_since_epoch().count());
}
/// "2028-02-29"
inline Day day(const std::string& iso) {
    return day_in(std::stoi(iso.substr(0, 4)), static_cast<unsigned>(std::stoi(iso.substr(5, 2))),
                  static_cast<unsigned>(std::stoi(iso.substr(8, 2))));
}
inline std::string iso(Day day) {
    const auto date = calendar(day);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}
inline std::string month_of(Day day) {
    return iso(day).substr(0, 7);
}
inline std::string half_of(Day day) {
    return month_of(day) + (static_cast<unsigned>(calendar(day).day()) <= 15 ? "-H1" : "-H2");
}
/// First and last day of "2028-02", "2028-02-H1" or "2028-02-H2".
inline std::pair<Day, Day> span_of(const std::string& period) {
    const int year = std::stoi(period.substr(0, 4));
    const auto month = static_cast<unsigned>(std::stoi(period.substr(5, 2)));
    const Day first = day_in(year, month, 1);
    const Day after = month == 12 ? day_in(year + 1, 1, 1) : day_in(year, month + 1, 1);
    if (period.ends_with("-H1")) return {first, first + 14};
    if (period.ends_with("-H2")) return {first + 15, after - 1};
    return {first, after - 1};
}
inline std::string half_before(const std::string& half) {
    return half_of(span_of(half).first - 1);
}

}  // namespace league::test::year
