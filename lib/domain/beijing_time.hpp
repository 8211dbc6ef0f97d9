// Calendar and clock as people in China see them. The offset of +08:00 (no summer time) is kept in
// beijing_time.cpp alone; nothing here asks what time it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/clock.hpp"

namespace league {

using Date = std::chrono::year_month_day;

/// The calendar day in Beijing that holds the instant.
Date beijing_date(Instant instant);
/// Minutes since midnight in Beijing, 0..1439.
int beijing_minute_of_day(Instant instant);
/// The instant at which `minute` of `date` begins in Beijing.
Instant at_beijing(Date date, int minute_of_day = 0);

Date add_days(Date date, int days);

/// "2026-11-03"
std::string to_iso(Date date);
/// Nothing unless it is a day that exists.
std::optional<Date> date_from_iso(std::string_view text);

/// RFC 3339 in Beijing time: "2026-11-03T20:31:05+08:00", with ".123" when there are milliseconds.
std::string to_rfc3339(Instant instant);
/// Any RFC 3339 instant with an offset (Z, +08:00, ...) in a year that Beijing writes with four digits; else nothing.
std::optional<Instant> instant_from_rfc3339(std::string_view text);

/// "11月3日" and "11月3日 20:31": for chat replies.
std::string to_chinese_day(Date date);
std::string to_chinese_minute(Instant instant);

}  // namespace league
