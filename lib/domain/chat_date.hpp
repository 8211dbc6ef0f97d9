// Days and times of day as people type them in a chat: 今天, 前天晚上7点半, 11月3日, 3号, 11.3, 上周三, 2026-11-03,
// 十一月三日. Words around them are passed over and the first day found counts. Not for the API, whose instants are RFC
// 3339.
//
// The tables in chat_date.cpp hold Chinese words: they are what is read, not what is said. Input is whatever a
// phone sent: any bytes, of which the first 400 characters are looked at.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {

enum class DateFault {
    nothing_found,  ///< no day in these words
    no_such_day,    ///< 2月30日
    in_the_future,  ///< 明天, or a date after today
};

/// The day that is meant, never after `today`. A day without month is the newest such day. A month and day without
/// year is this year's; where that has not come, last year's if that is nearer (12月30日 in January), else a day in
/// the future (12月3日 in November).
Result<Date, DateFault> parse_chat_date(std::string_view text, Date today);

/// A day with which a longer text begins.
struct FirstDay {
    std::optional<Date> day;
    bool is_wrong = false;  ///< the first word is a day that has not come, or none such
    std::string word;       ///< the first word where it says no more than the day
};

/// 昨天下午 看了三个支部; also 昨天看了三个支部, where the day is part of a sentence. 3/5支部 and 35号点位 count
/// something and are no days. The first word ends at a blank or one of the characters of `ends`.
FirstDay parse_first_day(std::string_view text, std::string_view ends, Date today);

/// Minutes since midnight of 19:30, 晚上7点半, 下午三点, 20时15分; nothing when no time of day is named.
std::optional<int> parse_chat_minute(std::string_view text);

}  // namespace league
