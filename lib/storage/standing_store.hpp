// What standings are worked out from, and standings as they were told on a day (R49). A frozen figure is never changed.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/domain/standing.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// Facts of all organisations below a unit, closed ones too, grouped by the unit directly below it that they belong to.
class FactsBelow {
public:
    FactsBelow(std::vector<std::pair<OrgUnitId, std::vector<StandingFacts>>> parts);

    std::span<const StandingFacts> all() const { return facts_; }
    /// Empty for a unit that has none.
    std::span<const StandingFacts> of(const OrgUnitId& part) const;

private:
    std::vector<StandingFacts> facts_;
    std::unordered_map<OrgUnitId, std::pair<std::size_t, std::size_t>> places_;  ///< first, count
};

/// An organisation with what the township says of it and what an import found.
struct ClaimLine {
    OrgUnit unit;
    std::string parent_name;  ///< of the unit it stands below, in short
    bool is_new = false;
    Instant founded_at;
    std::optional<Instant> claimed_at;
};

enum class FreezeCause { daily, bulletin };
std::string_view to_string(FreezeCause cause);
std::optional<FreezeCause> freeze_cause_from(std::string_view text);

struct StandingRow {
    OrgUnit unit;
    Standing figures;
    std::optional<int> rank;

    bool operator==(const StandingRow&) const = default;
};

/// A county on a day: itself, and every committee below it in the order of ranks.
struct FrozenStanding {
    std::string id;
    OrgUnitId county;
    Date day;
    FreezeCause cause = FreezeCause::daily;
    std::optional<BulletinId> bulletin;
    std::optional<int> issue;  ///< of the bulletin; filled when read
    std::optional<CampaignId> campaign;
    std::optional<Date> deadline;
    Instant frozen_at;
    StandingRow total;
    std::vector<StandingRow> rows;
};

class StandingStore {
public:
    explicit StandingStore(ReadTransaction& tx) : tx_(tx) {}

    /// Of those that stood below the unit in the month, whatever moved since. One statement, however many
    /// organisations.
    FactsBelow facts_below(const OrgUnitId& unit, const Month& month) const;
    /// Units directly below that are no branches and were open at the end of the day, in tree order.
    std::vector<OrgUnit> committees_on(const OrgUnitId& county, Date day) const;
    /// Open, founded organisations below that the member system does not have, in the order of paths.
    std::vector<ClaimLine> not_counted_below(const OrgUnitId& unit) const;

    /// As told on the day: with the newest issue of the column when there was one, else by the daily run.
    std::optional<FrozenStanding> frozen_on(const OrgUnitId& county, Date day) const;
    bool has_daily(const OrgUnitId& county, Date day) const;
    /// Counties that are open, for the daily run.
    std::vector<OrgUnit> open_counties() const;

private:
    ReadTransaction& tx_;
};

class StandingWriter {
public:
    explicit StandingWriter(Transaction& tx) : tx_(tx) {}

    /// Throws ConstraintFailure when that county has its daily snapshot of the day.
    void insert(const FrozenStanding& standing);

private:
    Transaction& tx_;
};

}  // namespace league
