// Months and half months in Beijing time (R54: day 1-15, day 16 to the end). Values that cannot be wrong.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "lib/domain/beijing_time.hpp"

namespace league {

/// A half-open span: begin belongs to it, end does not.
struct Span {
    Instant begin;
    Instant end;

    bool contains(Instant instant) const { return begin <= instant && instant < end; }
    bool operator==(const Span&) const = default;
};

class Month {
public:
    /// The month that holds the instant in Beijing.
    static Month of(Instant instant);
    /// "2026-11"; nothing unless it is exactly that, in 2000..2199.
    static std::optional<Month> parse(std::string_view text);

    std::string str() const;
    /// "2026年11月"
    std::string chinese() const;
    Month previous() const;
    Month next() const;
    Span span() const;
    Date first_day() const;
    Date last_day() const;

    auto operator<=>(const Month&) const = default;

private:
    explicit Month(std::chrono::year_month value) : value_(value) {}
    std::chrono::year_month value_;
    friend class HalfMonth;
};

class HalfMonth {
public:
    enum class Part { first, second };

    static HalfMonth of(Instant instant);
    /// "2026-11-H1" or "2026-11-H2".
    static std::optional<HalfMonth> parse(std::string_view text);
    HalfMonth(Month month, Part part) : month_(month), part_(part) {}

    std::string str() const;
    /// "2026年11月上半月"
    std::string chinese() const;
    HalfMonth previous() const;
    HalfMonth next() const;
    Span span() const;
    Date last_day() const;
    Month month() const { return month_; }
    Part part() const { return part_; }

    auto operator<=>(const HalfMonth&) const = default;

private:
    Month month_;
    Part part_;
};

/// What `period=` of the API takes: either of the two.
using Period = std::variant<Month, HalfMonth>;
std::optional<Period> parse_period(std::string_view text);
std::string to_string(const Period& period);
std::string to_chinese(const Period& period);
Month month_of(const Period& period);
Span span_of(const Period& period);

}  // namespace league
