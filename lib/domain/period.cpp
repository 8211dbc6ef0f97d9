#include "lib/domain/period.hpp"

#include <cstdio>

namespace league {
namespace {

using namespace std::chrono;

std::string digits(int value, int width) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%0*d", width, value);
    return buffer;
}

}  // namespace

Month Month::of(Instant instant) {
    const Date date = beijing_date(instant);
    return Month(date.year() / date.month());
}

std::optional<Month> Month::parse(std::string_view text) {
    if (text.size() != 7) return std::nullopt;
    const auto first = date_from_iso(std::string(text) + "-01");
    if (!first || first->year() < year(2000) || first->year() >= year(2200)) return std::nullopt;
    return Month(first->year() / first->month());
}

std::string Month::str() const {
    return digits(static_cast<int>(value_.year()), 4) + "-" +
           digits(static_cast<int>(static_cast<unsigned>(value_.month())), 2);
}

std::string Month::chinese() const {
    return std::to_string(static_cast<int>(value_.year())) + "年" +
           std::to_string(static_cast<unsigned>(value_.month())) + "月";
}

Month Month::previous() const {
    return Month(value_ - months(1));
}
Month Month::next() const {
    return Month(value_ + months(1));
}
Span Month::span() const {
    return {at_beijing(first_day()), at_beijing(next().first_day())};
}
Date Month::first_day() const {
    return value_ / day(1);
}
Date Month::last_day() const {
    return Date(value_ / last);
}

HalfMonth HalfMonth::of(Instant instant) {
    const Date date = beijing_date(instant);
    return {Month::of(instant), date.day() <= day(15) ? Part::first : Part::second};
}

std::optional<HalfMonth> HalfMonth::parse(std::string_view text) {
    if (text.size() != 10 || text[7] != '-' || text[8] != 'H' || (text[9] != '1' && text[9] != '2'))
        return std::nullopt;
    const auto month = Month::parse(text.substr(0, 7));
    if (!month) return std::nullopt;
    return HalfMonth(*month, text[9] == '1' ? Part::first : Part::second);
}

std::string HalfMonth::str() const {
    return month_.str() + (part_ == Part::first ? "-H1" : "-H2");
}
std::string HalfMonth::chinese() const {
    return month_.chinese() + (part_ == Part::first ? "上半月" : "下半月");
}

HalfMonth HalfMonth::previous() const {
    return part_ == Part::second ? HalfMonth(month_, Part::first) : HalfMonth(month_.previous(), Part::second);
}

HalfMonth HalfMonth::next() const {
    return part_ == Part::first ? HalfMonth(month_, Part::second) : HalfMonth(month_.next(), Part::first);
}

Span HalfMonth::span() const {
    const Instant middle = at_beijing(month_.value_ / day(16));
    const Span whole = month_.span();
    return part_ == Part::first ? Span{whole.begin, middle} : Span{middle, whole.end};
}

Date HalfMonth::last_day() const {
    return part_ == Part::first ? Date(month_.value_ / day(15)) : month_.last_day();
}

std::optional<Period> parse_period(std::string_view text) {
    if (const auto month = Month::parse(text)) return Period(*month);
    if (const auto half = HalfMonth::parse(text)) return Period(*half);
    return std::nullopt;
}

std::string to_string(const Period& period) {
    return std::visit([](const auto& p) { return p.str(); }, period);
}
std::string to_chinese(const Period& period) {
    return std::visit([](const auto& p) { return p.chinese(); }, period);
}
Month month_of(const Period& period) {
    if (const auto* half = std::get_if<HalfMonth>(&period)) return half->month();
    return std::get<Month>(period);
}
Span span_of(const Period& period) {
    return std::visit([](const auto& p) { return p.span(); }, period);
}

}  // namespace league
