#include "lib/domain/schedule_rule.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

// A day off moves an occurrence by as much as the longest holiday with its weekends.
constexpr int kLongestMove = 14;
constexpr int kMostOffset = 28;
constexpr int kMinutesOfDay = 24 * 60;

/// Reads the words from the left.
class Reader {
public:
    explicit Reader(std::string words) : words_(std::move(words)), rest_(words_) {}

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    std::optional<int> number() {
        std::size_t digits = 0;
        while (digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') ++digits;
        if (digits == 0 || digits > 4) return std::nullopt;
        int value = 0;
        for (const char digit : rest_.substr(0, digits)) value = value * 10 + (digit - '0');
        rest_.remove_prefix(digits);
        return value;
    }
    bool starts_with_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
    bool at_end() const { return rest_.empty(); }

private:
    std::string words_;
    std::string_view rest_;
};

std::string without_spaces(std::string_view words) {
    std::string out = text::to_half_width(words);
    out.erase(std::remove_if(out.begin(), out.end(), [](char c) { return c == ' ' || c == '\t'; }), out.end());
    return out;
}

std::optional<int> weekday_of(Reader& reader) {
    constexpr std::array<std::pair<std::string_view, int>, 8> kNames = {
        {{"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}, {"日", 7}, {"天", 7}}};
    for (const auto& [name, number] : kNames) {
        if (reader.take(name)) return number;
    }
    return std::nullopt;
}

/// 前N天, 后N天, 当天, or nothing, which is 当天.
Result<int, RuleFault> offset_of(Reader& reader) {
    if (reader.take("当天") || reader.take("当日")) return 0;
    const bool before = reader.take("前");
    if (!before && !reader.take("后")) return 0;
    const auto days = reader.number();
    if (!days || !(reader.take("天") || reader.take("日"))) return Unexpected{RuleFault::unknown_words};
    if (*days > kMostOffset) return Unexpected{RuleFault::no_such_day};
    return before ? -*days : *days;
}

/// 09:00, 9点, 9点30分, 9点半; left out it is 09:00.
Result<int, RuleFault> minute_of(Reader& reader) {
    if (!reader.starts_with_digit()) return 9 * 60;
    const int hour = reader.number().value_or(99);
    int minute = 0;
    if (reader.take(":")) {
        const auto read = reader.number();
        if (!read) return Unexpected{RuleFault::no_such_time};
        minute = *read;
    } else if (reader.take("点") || reader.take("时")) {
        if (reader.take("半")) {
            minute = 30;
        } else if (reader.starts_with_digit()) {
            minute = reader.number().value_or(99);
            reader.take("分");
        }
    } else {
        return Unexpected{RuleFault::no_such_time};
    }
    if (hour > 23 || minute > 59) return Unexpected{RuleFault::no_such_time};
    return hour * 60 + minute;
}

Date day_in(const Month& month, int day) {
    const Date last = month.last_day();
    return Date(last.year(), last.month(), std::min(std::chrono::day(static_cast<unsigned>(day)), last.day()));
}

}  // namespace

Result<ScheduleRule, RuleFault> ScheduleRule::parse(std::string_view words) {
    ScheduleRule rule;
    rule.words_ = text::trim(words);
    Reader reader(without_spaces(words));
    const auto take_offset = [&](Repeat repeat) -> std::optional<RuleFault> {
        rule.repeat_ = repeat;
        const auto offset = offset_of(reader);
        if (!offset) return offset.error();
        rule.offset_ = *offset;
        return std::nullopt;
    };

    if (reader.take("每半月截止") || reader.take("半月截止")) {
        if (const auto fault = take_offset(Repeat::half_end)) return Unexpected{*fault};
    } else if (reader.take("每月截止")) {
        if (const auto fault = take_offset(Repeat::month_end)) return Unexpected{*fault};
    } else if (reader.take("每月最后一天")) {
        rule.repeat_ = Repeat::month_end;
    } else if (reader.take("每日") || reader.take("每天")) {
        rule.repeat_ = Repeat::day;
    } else if (reader.take("每周") || reader.take("每星期")) {
        const auto weekday = weekday_of(reader);
        if (!weekday) return Unexpected{RuleFault::unknown_words};
        rule.repeat_ = Repeat::week;
        rule.weekday_ = *weekday;
    } else if (reader.take("每月")) {
        const auto day = reader.number();
        if (!day || !(reader.take("日") || reader.take("号"))) return Unexpected{RuleFault::unknown_words};
        if (*day < 1 || *day > 31) return Unexpected{RuleFault::no_such_day};
        rule.repeat_ = Repeat::month;
        rule.day_ = *day;
    } else if (reader.take("每年")) {
        const auto month = reader.number();
        if (!month || !reader.take("月")) return Unexpected{RuleFault::unknown_words};
        const auto day = reader.number();
        if (!day || !(reader.take("日") || reader.take("号"))) return Unexpected{RuleFault::unknown_words};
        // 29 February exists in a leap year, and is the 28th in others.
        const Date date(std::chrono::year(2028), std::chrono::month(static_cast<unsigned>(*month)),
                        std::chrono::day(static_cast<unsigned>(*day)));
        if (!date.ok()) return Unexpected{RuleFault::no_such_day};
        rule.repeat_ = Repeat::year;
        rule.month_ = *month;
        rule.day_ = *day;
    } else {
        return Unexpected{RuleFault::unknown_words};
    }

    const auto minute = minute_of(reader);
    if (!minute) return Unexpected{minute.error()};
    rule.minute_ = *minute;
    if (reader.take("遇休息日提前")) rule.day_off_ = DayOff::before;
    if (reader.take("遇休息日顺延")) rule.day_off_ = DayOff::after;
    if (!reader.at_end()) return Unexpected{RuleFault::trailing_words};
    return rule;
}

ScheduleRule ScheduleRule::of(std::string_view words) {
    return parse(words).value();
}

Instant ScheduleRule::instant_of(Date day, const WorkCalendar& calendar) const {
    switch (day_off_) {
        case DayOff::as_it_is: break;
        case DayOff::before: day = calendar.worked_on_or_before(day); break;
        case DayOff::after: day = calendar.worked_on_or_after(day); break;
    }
    return at_beijing(day, minute_);
}

std::vector<ScheduleRule::Occurrence> ScheduleRule::between(Instant from, Instant to,
                                                            const WorkCalendar& calendar) const {
    std::vector<Occurrence> found;
    if (from >= to) return found;
    const auto add = [&](std::string period, Date day) {
        const Instant at = instant_of(day, calendar);
        if (from <= at && at < to) found.push_back({std::move(period), at});
    };
    // As far around the span as days off and offsets can move an occurrence into it.
    const int margin = kLongestMove + kMostOffset + 1;
    const Date first = add_days(beijing_date(from), -margin);
    const Date last = add_days(beijing_date(to), margin);
    switch (repeat_) {
        case Repeat::day:
        case Repeat::week:
            for (Date day = first; day <= last; day = add_days(day, 1)) {
                const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding();
                if (repeat_ == Repeat::day || weekday == static_cast<unsigned>(weekday_)) add(to_iso(day), day);
            }
            break;
        case Repeat::month:
        case Repeat::month_end:
            for (Month month = Month::of(at_beijing(first)); month.first_day() <= last; month = month.next()) {
                add(month.str(), repeat_ == Repeat::month ? day_in(month, day_) : add_days(month.last_day(), offset_));
            }
            break;
        case Repeat::half_end:
            for (HalfMonth half = HalfMonth::of(at_beijing(first)); half.last_day() <= last; half = half.next()) {
                add(half.str(), add_days(half.last_day(), offset_));
            }
            break;
        case Repeat::year:
            for (auto year = first.year(); year <= last.year(); ++year) {
                const auto month = Month::of(
                    at_beijing(Date(year, std::chrono::month(static_cast<unsigned>(month_)), std::chrono::day(1))));
                const Date day = day_in(month, day_);
                add(to_iso(day), day);
            }
            break;
    }
    std::stable_sort(found.begin(), found.end(), [](const Occurrence& a, const Occurrence& b) { return a.at < b.at; });
    return found;
}

std::vector<ScheduleRule::Occurrence> ScheduleRule::next(Instant from, std::size_t count,
                                                         const WorkCalendar& calendar) const {
    std::vector<Occurrence> found;
    // A rule comes at least once a year.
    for (int days = 40; found.size() < count; days *= 2) {
        ensure(days < 366 * 2000);
        found = between(from, from + std::chrono::days(days), calendar);
    }
    found.resize(count);
    return found;
}

}  // namespace league
