// What happens to a unit after it was founded: it moves below another, or ends (R49, domain 5.3). Each has a day, a
// reason and a paper. What may not happen is told here, every wrong field at once; the facts come in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"

namespace league {

enum class UnitEventKind {
    moved,      ///< below another unit, from the first of a month on
    merged,     ///< into another organisation
    dissolved,  ///< 撤销, by decision of the township committee
    closed,     ///< ended of itself: a temporary branch with its project, a committee that is no more
};
std::string_view to_string(UnitEventKind kind);
std::optional<UnitEventKind> unit_event_kind_from(std::string_view text);

struct UnitEvent {
    std::string id;
    OrgUnitId unit;
    UnitEventKind kind = UnitEventKind::moved;
    Instant effective_at;            ///< beginning of the day from which it holds
    std::optional<OrgUnitId> other;  ///< moved below, merged into
    std::optional<OrgUnitId> from;   ///< moved away from
    std::string reason;
    std::string paper;
    Instant recorded_at;
    std::optional<PersonId> recorded_by;
    std::optional<Instant> cancelled_at;

    bool operator==(const UnitEvent&) const = default;
};

inline constexpr std::size_t kLongestReason = 200;  ///< characters, of a reason or a paper

struct MoveFacts {
    const OrgUnit& unit;
    const OrgUnit& to;
    std::optional<OrgUnitId> parent;  ///< in the month of the move, if it did not move
    Month from;
    Month now;
};
/// A move holds from the first of this month or of one of the next twelve; months that are over keep their figures.
/// Errors on "unit", "to", "from_month", "reason", "paper".
std::vector<FieldError> check_move(const MoveFacts& facts, const std::string& reason, const std::string& paper);

struct EndFacts {
    const OrgUnit& unit;
    UnitEventKind kind;   ///< not moved
    const OrgUnit* into;  ///< of a merger; null when none was named
    Date on;              ///< the first day on which the unit is no more
    Instant now;
    std::optional<Instant> last_log;  ///< start of its newest counted activity
    long long open_below = 0;         ///< open units below it, or coming below it
};
/// Errors on "how", "into", "on", "reason", "paper"; of a merger or dissolution the paper must be named.
std::vector<FieldError> check_end(const EndFacts& facts, const std::string& reason, const std::string& paper);

}  // namespace league
