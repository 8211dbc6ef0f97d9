#include "lib/domain/beijing_time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace league {
namespace {

using namespace std::chrono;

constexpr auto kOffset = hours(8);

sys_days day_of(Instant instant) {
    return floor<days>(instant + kOffset);
}

/// Reads exactly `digits` decimal digits at `at`; nothing otherwise.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
    if (text.size() < at + digits) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

template <typename... Args>
std::string print(const char* format, Args... args) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, args...);
    return buffer.data();
}

struct Civil {
    int year, month, day;
};

Civil civil(Date date) {
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

}  // namespace

Date beijing_date(Instant instant) {
    return Date(day_of(instant));
}

int beijing_minute_of_day(Instant instant) {
    return static_cast<int>(floor<minutes>(instant + kOffset - day_of(instant)).count());
}

Instant at_beijing(Date date, int minute_of_day) {
    return sys_days(date) + minutes(minute_of_day) - kOffset;
}

Date add_days(Date date, int count) {
    return Date(sys_days(date) + days(count));
}

std::string to_iso(Date date) {
    const Civil c = civil(date);
    return print("%04d-%02d-%02d", c.year, c.month, c.day);
}

std::optional<Date> date_from_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = number_at(text, 0, 4);
    const auto m = number_at(text, 5, 2);
    const auto d = number_at(text, 8, 2);
    if (!y || !m || !d) return std::nullopt;
    const Date date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::string to_rfc3339(Instant instant) {
    const Civil c = civil(beijing_date(instant));
    const auto of_day = instant + kOffset - day_of(instant);
    const auto millis = of_day.count();
    const int second = static_cast<int>(millis / 1000);
    const int rest = static_cast<int>(millis % 1000);
    const std::string until_second =
        print("%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, second / 3600, second / 60 % 60, second % 60);
    return until_second + (rest != 0 ? print(".%03d", rest) : "") + "+08:00";
}

std::optional<Instant> instant_from_rfc3339(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' ||
        text[16] != ':') {
        return std::nullopt;
    }
    const auto date = date_from_iso(text.substr(0, 10));
    const auto hour = number_at(text, 11, 2);
    const auto minute = number_at(text, 14, 2);
    const auto second = number_at(text, 17, 2);
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    std::size_t at = 19;
    int millis = 0;
    if (text[at] == '.') {
        int place = 100;
        const std::size_t begin = ++at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            millis += (text[at] - '0') * place;
            place /= 10;
            ++at;
        }
        if (at == begin || at - begin > 9) return std::nullopt;
    }
    if (at >= text.size()) return std::nullopt;
    int offset = 0;
    const char sign = text[at];
    if (sign == 'Z' || sign == 'z') {
        ++at;
    } else if (sign == '+' || sign == '-') {
        const auto hours_off = number_at(text, at + 1, 2);
        const auto minutes_off = number_at(text, at + 4, 2);
        if (!hours_off || !minutes_off || text[at + 3] != ':' || *hours_off > 23 || *minutes_off > 59)
            return std::nullopt;
        offset = (*hours_off * 60 + *minutes_off) * (sign == '-' ? -1 : 1);
        at += 6;
    }
    if (at != text.size() || at == 19) return std::nullopt;
    if (sign != 'Z' && sign != 'z' && sign != '+' && sign != '-') return std::nullopt;
    const Instant instant =
        sys_days(*date) + hours(*hour) + minutes(*minute) + seconds(*second) + milliseconds(millis) - minutes(offset);
    // At either end of the four digits the day in Beijing may be one that cannot be written.
    const int year = civil(beijing_date(instant)).year;
    if (year < 0 || year > 9999) return std::nullopt;
    return instant;
}

std::string to_chinese_day(Date date) {
    const Civil c = civil(date);
    return print("%d月%d日", c.month, c.day);
}

std::string to_chinese_minute(Instant instant) {
    const int minute = beijing_minute_of_day(instant);
    return to_chinese_day(beijing_date(instant)) + print(" %02d:%02d", minute / 60, minute % 60);
}

}  // namespace league
