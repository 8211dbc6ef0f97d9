#include "lib/domain/lifetime.hpp"

#include "lib/domain/beijing_time.hpp"

namespace league {

Lifetime lifetime_of(Instant opened_at, const std::optional<Instant>& closed_at) {
    const bool is_a_day = at_beijing(beijing_date(opened_at)) == opened_at;
    return {is_a_day ? std::optional(opened_at) : std::nullopt, closed_at};
}

bool stood_at_end(const Lifetime& life, Instant end) {
    return (!life.opened || *life.opened < end) && (!life.closed || *life.closed >= end);
}

}  // namespace league
