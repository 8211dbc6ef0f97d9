// Days in columns: the instant at which they begin in Beijing. Inside lib/storage only.
#pragma once

#include <optional>

#include "lib/domain/beijing_time.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

inline Instant day_value(Date date) {
    return at_beijing(date);
}
inline std::optional<Instant> day_value(const std::optional<Date>& date) {
    return date ? std::optional(at_beijing(*date)) : std::nullopt;
}
inline Date next_day(Row& row) {
    return beijing_date(row.next<Instant>());
}
inline std::optional<Date> next_optional_day(Row& row) {
    const auto instant = row.next<std::optional<Instant>>();
    return instant ? std::optional(beijing_date(*instant)) : std::nullopt;
}

}  // namespace league
