// What is known of one affiliated organisation beyond its place in the tree (R29-R38, R55; domain 5 and 6).
// Days are the instant at which they begin in Beijing.
#pragma once

#include <optional>
#include <string>

#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"

namespace league {

/// Heads of an organisation on a day: League members, and youth where they were counted too.
struct Headcount {
    int members = 0;
    std::optional<int> youth;
    Instant counted_at;

    bool operator==(const Headcount&) const = default;
};

struct OrgRecord {
    OrgUnitId unit;
    std::optional<std::string> mode;        ///< code of a building mode (R29); nothing for old organisations
    bool is_new = false;                    ///< founded in the campaign; old ones are counted apart (domain 6)
    std::optional<Instant> founded_at;      ///< day of the second reply; nothing until then
    std::optional<Instant> nms_claimed_at;  ///< the township says it is in 智慧团建 since
    std::optional<Instant> nms_counted_at;  ///< an import found it there first; this is what counts (R55)
    std::optional<Headcount> heads;         ///< the newest
    std::optional<Instant> term_ends_at;    ///< of its committee or secretary

    bool operator==(const OrgRecord&) const = default;
};

}  // namespace league
