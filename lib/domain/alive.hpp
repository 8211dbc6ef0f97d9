// Whether an organisation lives or stands on paper only (R38, R48; domain 9.3): five conditions, each open to everybody
// who may see the organisation, no secret score. Pure: facts and the moment in, findings out.
//
// What is not known counts as not met, and says so: an organisation nobody has counted cannot be called alive.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lib/domain/org_activity.hpp"
#include "lib/domain/period.hpp"

namespace league {

/// What one or the other office may set otherwise; the defaults are those of domain 9.3.
struct AliveRules {
    int members = 3;              ///< fewest members
    int months = 2;               ///< months in a row with an activity, 1..12
    int attendance_percent = 50;  ///< present of expected in the newest activity
    int weak_from = 3;            ///< conditions met from which an organisation is weak and not hollow, 1..5

    bool operator==(const AliveRules&) const = default;
};

struct AliveFacts {
    Instant opened_at;                    ///< months before it was there all month are not asked for
    std::optional<int> members;           ///< nothing: never counted
    bool has_secretary = false;           ///< somebody holds the post
    bool secretary_reachable = false;     ///< and can be told something: follows the account or left a phone number
    OrgPulse pulse;                       ///< of counted logs
    std::optional<Instant> term_ends_at;  ///< beginning of the last day; nothing: not recorded
};

enum class AliveCondition { members, secretary, monthly, attendance, term };
inline constexpr std::array kAliveConditions = {AliveCondition::members, AliveCondition::secretary,
                                                AliveCondition::monthly, AliveCondition::attendance,
                                                AliveCondition::term};
std::string_view to_string(AliveCondition condition);

/// unknown: nothing was recorded that could tell.
enum class Finding { met, not_met, unknown };
std::string_view to_string(Finding finding);

enum class AliveState { alive, weak, hollow };
std::string_view to_string(AliveState state);
std::optional<AliveState> alive_state_from(std::string_view text);

struct AliveIndex {
    AliveState state = AliveState::hollow;
    int met = 0;                                              ///< of the five
    std::array<Finding, kAliveConditions.size()> findings{};  ///< in the order of kAliveConditions

    Finding of(AliveCondition condition) const { return findings[static_cast<std::size_t>(condition)]; }
    bool operator==(const AliveIndex&) const = default;
};

/// As of `now`. The month under way is asked for only once it has an activity: nobody is late on the 2nd. Months that
/// the organisation did not stand in from their first day are not asked for. The term holds to the end of its last day.
AliveIndex alive_index(const AliveFacts& facts, Instant now, const AliveRules& rules = {});

/// How many organisations are in which state.
struct AliveCounts {
    long long organisations = 0;
    long long alive = 0;
    long long weak = 0;
    long long hollow = 0;

    void add(AliveState state);
    bool operator==(const AliveCounts&) const = default;
};

}  // namespace league
