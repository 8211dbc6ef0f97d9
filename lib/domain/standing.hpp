// Where a county or township stands against its target on a day (R15, R48, R55, R57; domain 6), as pure figures over
// what is known of its organisations. Everything is told in whole days of Beijing: a day counts as passed, whatever the
// hour, so that the same day gives the same figures live and afterwards.
//
// The campaign counts new organisations: founded in it, open, and found in the national member system by an import.
// Older ones are told beside them and never added to the rate.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/domain/target.hpp"

namespace league {

/// A span in which the member system had an organisation; without an end it still has.
struct CountedSpan {
    Instant from;
    std::optional<Instant> until;
};

/// What the figures ask of one organisation. Days are the instant at which they begin; closed and no longer counted
/// from that day on.
struct StandingFacts {
    bool is_new = false;
    std::optional<Instant> founded_at;
    std::optional<Instant> closed_at;
    std::optional<Instant> claimed_at;
    std::vector<CountedSpan> counted;
};

struct NewAndOld {
    long long new_ones = 0;
    long long old_ones = 0;

    long long all() const { return new_ones + old_ones; }
    bool operator==(const NewAndOld&) const = default;
};

/// How many of the open organisations are alive (domain 9.3).
struct AliveFigures {
    long long alive = 0;
    long long weak = 0;
    long long hollow = 0;

    long long all() const { return alive + weak + hollow; }
    bool operator==(const AliveFigures&) const = default;
};

struct Standing {
    std::optional<long long> target;
    NewAndOld founded;                  ///< and open
    NewAndOld claimed;                  ///< of these: the township says that the member system has them
    NewAndOld counted;                  ///< of these: an import found them there (R55)
    std::optional<AliveFigures> alive;  ///< nothing when nobody kept it for that day
    long long new_this_period = 0;      ///< new ones founded in the half month up to the day, and open
    long long counted_this_period = 0;  ///< by how many the counted new ones grew in it; below 0 when some were lost

    // Nothing without a target; the last four nothing without a campaign.
    std::optional<long long> gap;  ///< target less counted, never below 0
    std::optional<int> days_left;  ///< after the day, to the deadline; 0 from the deadline on
    /// So many a half month close the gap, rounded up; every half month with a day left counts. Nothing once the
    /// deadline is over.
    std::optional<long long> needed_per_half_month;
    /// Counted at the deadline at the pace of the last three half months that are over, as far as the campaign holds
    /// them; rounded down. Nothing when there is no pace yet.
    std::optional<long long> forecast;
    /// Since when it has at least as many counted as on the day; nothing when there are none.
    std::optional<Date> reached_on;

    bool operator==(const Standing&) const = default;
};

/// `campaign` is the one that holds the day, `target` the one valid on it.
Standing standing_on(Date day, std::span<const StandingFacts> organisations, const std::optional<Campaign>& campaign,
                     std::optional<long long> target, std::optional<AliveFigures> alive);

/// "66.7": part of whole in percent, rounded to one decimal; "99.9" at most while something is missing. Nothing when
/// the whole is 0. More than the whole is more than 100.
std::optional<std::string> percent(long long part, long long whole);
/// Counted of the target; nothing without a target.
std::optional<std::string> rate_of(const Standing& standing);

/// 1 for the best: by rate, then by the share of alive organisations, then by the earlier day of reaching the count.
/// Equal ones share a rank. Nothing for those without a target.
std::vector<std::optional<int>> ranks_of(const std::vector<Standing>& standings);

}  // namespace league
