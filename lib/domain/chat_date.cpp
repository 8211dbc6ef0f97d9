#include "lib/domain/chat_date.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/domain/chat_text.hpp"

namespace league {
namespace {

using namespace std::chrono;
using Words = std::u32string_view;
using Answer = Result<Date, DateFault>;

constexpr std::size_t kLongest = 400;  // characters looked at
constexpr int kOldestGuess = 400;      // days that 29 February without a year may lie back
constexpr std::size_t npos = Words::npos;

/// Longer words before those they begin with or contain.
constexpr auto kDayWords = std::to_array<std::pair<Words, int>>({
    {U"大前天", -3}, {U"大后天", 3}, {U"前天", -2}, {U"前日", -2}, {U"前晚", -2}, {U"昨天", -1},
    {U"昨日", -1},   {U"昨晚", -1},  {U"昨早", -1}, {U"昨儿", -1}, {U"昨", -1},   {U"今天", 0},
    {U"今日", 0},    {U"今早", 0},   {U"今晚", 0},  {U"今晨", 0},  {U"今儿", 0},  {U"刚才", 0},
    {U"刚刚", 0},    {U"明天", 1},   {U"明日", 1},  {U"明晚", 1},  {U"明早", 1},  {U"后天", 2},
});

Answer fault(DateFault why) {
    return Unexpected<DateFault>{why};
}

bool contains(Words set, char32_t c) {
    return set.find(c) != npos;
}

/// One try to read a day at one place of the text; nothing when no day begins there.
class DayReader {
public:
    DayReader(Words text, Date today) : text_(text), today_(today) {}

    std::optional<Answer> named_day(std::size_t at) const {
        for (const auto& [word, days_away] : kDayWords) {
            if (chat::starts_with(text_, at, word)) return not_future(add_days(today_, days_away));
        }
        return std::nullopt;
    }

    /// 周三, 星期三, 上周三, 上上星期天, 本周三, 下周三.
    std::optional<Answer> weekday(std::size_t at) const {
        int weeks = 0;
        bool this_week = false;
        const std::size_t begin = at;
        while (weeks < 4 && char_at(at) == U'上') {
            ++weeks;
            ++at;
        }
        const bool next_week = weeks == 0 && char_at(at) == U'下';
        if (weeks == 0) this_week = contains(U"本这", char_at(at));
        if (next_week || this_week) ++at;
        if (at != begin && char_at(at) == U'个') ++at;
        const std::size_t week_word = week_word_at(at);
        if (week_word == 0) return std::nullopt;
        at += week_word;
        const std::size_t day = Words(U"一二三四五六日").find(char_at(at) == U'天' ? U'日' : as_numeral(char_at(at)));
        if (day == npos || contains(U"次个回年边期天", char_at(at + 1))) return std::nullopt;
        if (next_week) return fault(DateFault::in_the_future);
        const int today_index = static_cast<int>((std::chrono::weekday(sys_days(today_)).iso_encoding()) - 1);
        int away = static_cast<int>(day) - today_index - 7 * weeks;
        if (weeks == 0 && !this_week && away > 0) away -= 7;  // 周三 alone is the newest one
        return not_future(add_days(today_, away));
    }

    /// Everything with 年, 月, 日, 号 and full dates in digits.
    std::optional<Answer> written_date(std::size_t at) const {
        if (const auto year = year_word(at)) return after_year(year->first, year->second);
        if (const auto month = month_word(at)) return day_in(month->first, month->second);
        const auto number = first_number(at);
        if (!number) return std::nullopt;
        const std::size_t next = skip_spaces(at + number->length);
        if (number->ascii && number->length == 8) {
            const int value = static_cast<int>(number->value);
            return value / 10000 >= 2000 ? std::optional(full(value / 10000, value / 100 % 100, value % 100))
                                         : std::nullopt;
        }
        if (char_at(next) == U'年') {
            const long long year = number->value < 100 ? 2000 + number->value : number->value;
            return after_year(year, next + 1);
        }
        if (number->ascii && number->length == 4 && contains(U"-./", char_at(next))) {
            return after_year(number->value, next + 1);
        }
        if (char_at(next) == U'月') return month_and_day(number->value, next + 1);
        if (contains(U"日号", char_at(next)) && !contains(U"楼门线院馆室厅店桌机", char_at(next + 1))) {
            return newest_day(number->value);
        }
        return std::nullopt;
    }

    /// 11.3, 11-3, 11/3: only where no clearer date stands.
    std::optional<Answer> bare_month_and_day(std::size_t at) const {
        const auto month = first_number(at);
        if (!month || !month->ascii || month->length > 2 || !contains(U"-./", char_at(at + month->length)))
            return std::nullopt;
        const std::size_t second = at + month->length + 1;
        const auto day = chat::number_at(text_, second);
        if (!day || !day->ascii || day->length > 2) return std::nullopt;
        const char32_t after = char_at(second + day->length);
        if (contains(U"点时人个名月年分小岁元万公千米斤亩%倍级届期次条:./", after)) return std::nullopt;
        if (month->value < 1 || month->value > 12 || day->value < 1 || day->value > 31) return std::nullopt;
        return nearest_date(month->value, day->value);
    }

    /// The place after whatever could belong to the day that begins at `at`: where to look on after a fault.
    std::size_t end_of_date(std::size_t at) const {
        std::size_t end = at + 1;
        while (end < text_.size() &&
               (chat::is_numeral(text_[end]) || contains(U"年月日号天周星期礼拜个.-/ ", text_[end])))
            ++end;
        return end;
    }

private:
    char32_t char_at(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }

    static char32_t as_numeral(char32_t c) {
        constexpr Words numerals = U"一二三四五六日";
        return c >= U'1' && c <= U'7' ? numerals[c - U'1'] : c;
    }

    std::size_t week_word_at(std::size_t at) const {
        if (char_at(at) == U'周') return 1;
        return chat::starts_with(text_, at, U"星期") || chat::starts_with(text_, at, U"礼拜") ? 2 : 0;
    }

    std::size_t skip_spaces(std::size_t at) const {
        while (at < text_.size() && chat::is_space(text_[at])) ++at;
        return at;
    }

    /// A number that is not the tail of another one, of a time or of 第.
    std::optional<chat::Number> first_number(std::size_t at) const {
        if (at > 0 && (chat::is_numeral(text_[at - 1]) || contains(U".:-/第", text_[at - 1]))) return std::nullopt;
        return chat::number_at(text_, at);
    }

    /// 今年, 去年, 前年: the year and the place after the word.
    std::optional<std::pair<long long, std::size_t>> year_word(std::size_t at) const {
        const long long year = static_cast<int>(today_.year());
        if (chat::starts_with(text_, at, U"今年") || chat::starts_with(text_, at, U"本年"))
            return std::pair(year, at + 2);
        if (chat::starts_with(text_, at, U"去年")) return std::pair(year - 1, at + 2);
        if (chat::starts_with(text_, at, U"前年")) return std::pair(year - 2, at + 2);
        return std::nullopt;
    }

    /// 本月, 这个月, 上个月: how many months back and the place after the word.
    std::optional<std::pair<int, std::size_t>> month_word(std::size_t at) const {
        const bool last = char_at(at) == U'上';
        if (!last && !contains(U"本这", char_at(at))) return std::nullopt;
        const std::size_t month = at + (char_at(at + 1) == U'个' ? 2 : 1);
        if (char_at(month) != U'月') return std::nullopt;
        return std::pair(last ? 1 : 0, month + 1);
    }

    std::optional<Answer> day_in(int months_back, std::size_t at) const {
        at = skip_spaces(at);
        const auto day = chat::number_at(text_, at);
        if (!day) return std::nullopt;
        const year_month month = today_.year() / today_.month() - months(months_back);
        return full(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), day->value);
    }

    /// The month and day that follow a year.
    std::optional<Answer> after_year(long long year, std::size_t at) const {
        at = skip_spaces(at);
        const auto month = chat::number_at(text_, at);
        if (!month) return std::nullopt;
        at = skip_spaces(at + month->length);
        if (!contains(U"月-./", char_at(at))) return std::nullopt;
        const auto day = chat::number_at(text_, skip_spaces(at + 1));
        if (!day) return std::nullopt;
        return full(year, month->value, day->value);
    }

    std::optional<Answer> month_and_day(long long month, std::size_t at) const {
        if (char_at(at) == U'份') ++at;
        at = skip_spaces(at);
        const auto day = chat::number_at(text_, at);
        // 11月3人 or 11月20多人 names no day.
        if (!day || contains(U"人名个多余次场点时:", char_at(at + day->length))) return std::nullopt;
        return nearest_date(month, day->value);
    }

    Answer not_future(Date date) const {
        if (sys_days(date) > sys_days(today_)) return fault(DateFault::in_the_future);
        return date;
    }

    static std::optional<Date> existing(long long y, long long m, long long d) {
        if (y < 2000 || y > 2199 || m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
        const Date date{year(static_cast<int>(y)), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
        return date.ok() ? std::optional(date) : std::nullopt;
    }

    Answer full(long long y, long long m, long long d) const {
        const auto date = existing(y, m, d);
        return date ? not_future(*date) : fault(DateFault::no_such_day);
    }

    Answer nearest_date(long long m, long long d) const {
        const int this_year = static_cast<int>(today_.year());
        const auto now = existing(this_year, m, d);
        if (now && sys_days(*now) <= sys_days(today_)) return *now;
        const auto before = existing(this_year - 1, m, d);
        const auto ago = before ? sys_days(today_) - sys_days(*before) : days::max();
        if (!now) return ago <= days(kOldestGuess) ? Answer(*before) : fault(DateFault::no_such_day);
        return ago < sys_days(*now) - sys_days(today_) ? Answer(*before) : fault(DateFault::in_the_future);
    }

    Answer newest_day(long long d) const {
        year_month month = today_.year() / today_.month();
        for (int back = 0; back < 3; ++back, month -= months(1)) {
            const auto date = existing(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), d);
            if (date && sys_days(*date) <= sys_days(today_)) return *date;
        }
        return fault(DateFault::no_such_day);
    }

    Words text_;
    Date today_;
};

/// Minutes since midnight once the part of the day is known; nothing when there is no such time.
std::optional<int> minute_of(long long hour, long long minute, Words before) {
    const auto said = [&](Words word) { return before.find(word) != npos; };
    if (hour > 24 || minute > 59) return std::nullopt;
    const bool late = said(U"下午") || said(U"晚") || said(U"傍晚") || said(U"夜");
    if (late && hour < 12) hour += 12;
    if (said(U"中午") && hour >= 1 && hour <= 3) hour += 12;
    if (said(U"凌晨") && hour == 12) hour = 0;
    if (hour == 24) return std::nullopt;
    return static_cast<int>(hour * 60 + minute);
}

/// What a day is written with, and a time of day behind it.
constexpr Words kDayCharacters =
    U"0123456789０１２３４５６７８９〇零一二三四五六七八九十廿卅两年月日号周星期礼拜天上下中午早晚晨今昨前明后大本这个"
    U"去点时分半.-/"
    U":：";
/// Without one of these a number is of something else as often: 3/5, 11.3.
constexpr Words kDayMarks = U"月日号天周期拜年昨今前明后晚";
/// Where a sentence goes on behind it, 号 is as often that of a house or village.
constexpr Words kMarksInSentence = U"月昨今前周期拜";

bool has_any(Words text, Words of) {
    return text.find_first_of(of) != npos;
}

}  // namespace

Result<Date, DateFault> parse_chat_date(std::string_view text, Date today) {
    const std::u32string all = chat::characters(text, kLongest);
    const DayReader reader(all, today);
    std::optional<DateFault> first_fault;
    for (std::size_t at = 0; at < all.size(); ++at) {
        auto read = reader.written_date(at);
        if (!read) read = reader.named_day(at);
        if (!read) read = reader.weekday(at);
        if (!read) continue;
        if (read->has_value()) return *read;
        if (!first_fault) first_fault = read->error();
        at = reader.end_of_date(at) - 1;
    }
    if (first_fault) return fault(*first_fault);
    for (std::size_t at = 0; at < all.size(); ++at) {
        const auto read = reader.bare_month_and_day(at);
        if (read && read->has_value()) return *read;
        if (read && !first_fault) first_fault = read->error();
    }
    return fault(first_fault.value_or(DateFault::nothing_found));
}

FirstDay parse_first_day(std::string_view text, std::string_view ends, Date today) {
    const std::u32string points = text::to_code_points(text).substr(0, kLongest);
    const std::u32string breaks = U" \u3000\n" + text::to_code_points(ends);
    const std::u32string word = points.substr(0, points.find_first_of(breaks));
    const std::u32string day_part = word.substr(0, word.find_first_not_of(kDayCharacters));
    const bool goes_on = day_part.size() < word.size();
    if (!has_any(day_part, goes_on ? kMarksInSentence : kDayCharacters)) return {};

    const auto day = parse_chat_date(text::to_utf8(word), today);
    if (goes_on) {
        const auto begins = parse_chat_date(text::to_utf8(day_part), today);
        return day && begins && *day == *begins ? FirstDay{*day, false, {}} : FirstDay{};
    }
    if (!has_any(word, kDayMarks)) return day ? FirstDay{*day, false, {}} : FirstDay{};
    if (day) return {*day, false, text::to_utf8(word)};
    return {std::nullopt, day.error() != DateFault::nothing_found, text::to_utf8(word)};
}

std::optional<int> parse_chat_minute(std::string_view text) {
    const std::u32string all = chat::characters(text, kLongest);
    const Words words(all);
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (at > 0 && (chat::is_numeral(words[at - 1]) || words[at - 1] == U':')) continue;
        const auto hour = chat::number_at(words, at);
        if (!hour || at + hour->length >= words.size()) continue;
        const Words before = words.substr(at >= 3 ? at - 3 : 0, std::min<std::size_t>(at, 3));
        const std::size_t mark = at + hour->length;
        const auto minute = chat::number_at(words, mark + 1);
        if (words[mark] == U':') {
            if (!hour->ascii || !minute || minute->length != 2) continue;
            if (const auto read = minute_of(hour->value, minute->value, before)) return read;
        } else if (words[mark] == U'点' || words[mark] == U'时') {
            long long minutes_past = minute ? minute->value : 0;
            if (chat::starts_with(words, mark + 1, U"半")) minutes_past = 30;
            if (minute && chat::starts_with(words, mark + 1 + minute->length, U"刻")) minutes_past = minute->value * 15;
            if (const auto read = minute_of(hour->value, minutes_past, before)) return read;
        }
    }
    return std::nullopt;
}

}  // namespace league
