// From when to when a unit is there, and whether it stood at the end of a period: what a figure of a past date counts
// (R49).
#pragma once

#include <optional>

#include "lib/base/clock.hpp"

namespace league {

struct Lifetime {
    std::optional<Instant> opened;  ///< nothing: it was there before anybody wrote it down
    std::optional<Instant> closed;  ///< nothing: open

    bool operator==(const Lifetime&) const = default;
};

/// Days are kept as the instant at which they begin in Beijing. An opening at another time of the day was given by
/// nobody: it is when the unit was written down, and the unit was there before.
Lifetime lifetime_of(Instant opened_at, const std::optional<Instant>& closed_at);

/// Whether it was there when the period ended; `end` itself no longer belongs to the period.
bool stood_at_end(const Lifetime& life, Instant end);

}  // namespace league
