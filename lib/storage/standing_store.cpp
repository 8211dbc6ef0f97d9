#include "lib/storage/standing_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/org_columns.hpp"
#include "lib/storage/paper_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kFacts = R"(
WITH RECURSIVE below (id, part, closed_at) AS (
    SELECT id, id, closed_at
    FROM org_units
    WHERE parent_id = $1
    UNION ALL
    SELECT u.id, below.part, u.closed_at
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT below.id, below.part, below.closed_at, r.is_new, r.founded_at, r.nms_claimed_at, p.counted_from,
       p.counted_until
FROM below
JOIN org_records r ON r.unit_id = below.id
LEFT JOIN nms_presence p ON p.unit_id = below.id)";

// The same in a month that is over: whom each stood below then, whatever moved since.
constexpr std::string_view kFactsIn = R"(
WITH RECURSIVE below (id, part) AS (
    SELECT p.unit_id, p.unit_id
    FROM unit_places p
    WHERE p.parent_id = $1 AND p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
    UNION ALL
    SELECT p.unit_id, below.part
    FROM below
    JOIN unit_places p ON p.parent_id = below.id
    WHERE p.from_month <= $2 AND (p.until_month IS NULL OR p.until_month > $2)
)
SELECT below.id, below.part, u.closed_at, r.is_new, r.founded_at, r.nms_claimed_at, p.counted_from, p.counted_until
FROM below
JOIN org_units u ON u.id = below.id
JOIN org_records r ON r.unit_id = below.id
LEFT JOIN nms_presence p ON p.unit_id = below.id)";

constexpr std::string_view kCommittees = R"(
SELECT id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at
FROM org_units
WHERE parent_id = $1
  AND opened_at < $2
  AND (closed_at IS NULL OR closed_at >= $2)
  AND kind NOT IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch')
ORDER BY sort, code)";

constexpr std::string_view kNotCounted = R"(
WITH RECURSIVE below (id, parent_name) AS (
    SELECT u.id, above.short_name
    FROM org_units u
    JOIN org_units above ON above.id = u.parent_id
    WHERE u.parent_id = $1 AND u.closed_at IS NULL
    UNION ALL
    SELECT u.id, above.short_name
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    JOIN org_units above ON above.id = below.id
    WHERE u.closed_at IS NULL
)
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       below.parent_name, r.is_new, r.founded_at, r.nms_claimed_at
FROM below
JOIN org_records r ON r.unit_id = below.id
JOIN org_units u ON u.id = below.id
WHERE r.nms_counted_at IS NULL AND r.founded_at IS NOT NULL
ORDER BY u.path)";

constexpr std::string_view kOpenCounties = R"(
SELECT id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at
FROM org_units
WHERE kind = 'county' AND closed_at IS NULL
ORDER BY path)";

constexpr std::string_view kHasDaily = R"(
SELECT 1
FROM standing_snapshots
WHERE unit_id = $1 AND day_at = $2 AND cause = 'daily')";

// 'bulletin' sorts before 'daily'.
constexpr std::string_view kFrozenOn = R"(
SELECT s.id, s.unit_id, s.day_at, s.cause, s.bulletin_id, b.issue, s.campaign_id, s.deadline_at, s.frozen_at
FROM standing_snapshots s
LEFT JOIN bulletins b ON b.id = s.bulletin_id
WHERE s.unit_id = $1 AND s.day_at = $2
ORDER BY s.cause, s.frozen_at DESC, s.id DESC
LIMIT 1)";

constexpr std::string_view kFrozenRows = R"(
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       d.place, d.target, d.founded_new, d.founded_old, d.claimed_new, d.claimed_old, d.counted_new, d.counted_old,
       d.alive, d.weak, d.hollow, d.new_this_period, d.counted_this_period, d.gap, d.days_left, d.needed, d.forecast,
       d.reached_at
FROM standing_days d
JOIN org_units u ON u.id = d.unit_id
WHERE d.snapshot_id = $1
ORDER BY d.position)";

constexpr std::string_view kInsertSnapshot = R"(
INSERT INTO standing_snapshots (id, unit_id, day_at, cause, bulletin_id, campaign_id, deadline_at, frozen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

constexpr std::string_view kInsertRow = R"(
INSERT INTO standing_days (snapshot_id, unit_id, position, place, target, founded_new, founded_old, claimed_new,
                           claimed_old, counted_new, counted_old, alive, weak, hollow, new_this_period,
                           counted_this_period, gap, days_left, needed, forecast, reached_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21))";

NewAndOld next_new_and_old(Row& row) {
    NewAndOld both;
    both.new_ones = row.next<long long>();
    both.old_ones = row.next<long long>();
    return both;
}

StandingRow next_frozen_row(Row& row) {
    StandingRow frozen;
    frozen.unit = next_unit(row);
    frozen.rank = row.next<std::optional<int>>();
    Standing& figures = frozen.figures;
    figures.target = row.next<std::optional<long long>>();
    figures.founded = next_new_and_old(row);
    figures.claimed = next_new_and_old(row);
    figures.counted = next_new_and_old(row);
    const auto alive = row.next<std::optional<long long>>();
    const auto weak = row.next<std::optional<long long>>();
    const auto hollow = row.next<std::optional<long long>>();
    if (alive && weak && hollow) figures.alive = AliveFigures{*alive, *weak, *hollow};
    figures.new_this_period = row.next<long long>();
    figures.counted_this_period = row.next<long long>();
    figures.gap = row.next<std::optional<long long>>();
    figures.days_left = row.next<std::optional<int>>();
    figures.needed_per_half_month = row.next<std::optional<long long>>();
    figures.forecast = row.next<std::optional<long long>>();
    figures.reached_on = next_optional_day(row);
    return frozen;
}

FrozenStanding next_snapshot(Row& row) {
    FrozenStanding frozen;
    frozen.id = row.next<std::string>();
    frozen.county = row.next<OrgUnitId>();
    frozen.day = next_day(row);
    const auto cause = freeze_cause_from(row.next<std::string>());
    ensure(cause.has_value());  // the schema's CHECK knows the same words
    frozen.cause = *cause;
    frozen.bulletin = row.next<std::optional<BulletinId>>();
    frozen.issue = row.next<std::optional<int>>();
    frozen.campaign = row.next<std::optional<CampaignId>>();
    frozen.deadline = next_optional_day(row);
    frozen.frozen_at = row.next<Instant>();
    return frozen;
}

void insert_row(Transaction& tx, const std::string& snapshot, std::size_t position, const StandingRow& row) {
    const Standing& f = row.figures;
    const auto of_alive = [&](long long AliveFigures::*figure) {
        return f.alive ? std::optional((*f.alive).*figure) : std::nullopt;
    };
    tx.run(kInsertRow, snapshot, row.unit.id, position, row.rank, f.target, f.founded.new_ones, f.founded.old_ones,
           f.claimed.new_ones, f.claimed.old_ones, f.counted.new_ones, f.counted.old_ones,
           of_alive(&AliveFigures::alive), of_alive(&AliveFigures::weak), of_alive(&AliveFigures::hollow),
           f.new_this_period, f.counted_this_period, f.gap, f.days_left, f.needed_per_half_month, f.forecast,
           day_value(f.reached_on));
}

}  // namespace

FactsBelow::FactsBelow(std::vector<std::pair<OrgUnitId, std::vector<StandingFacts>>> parts) {
    std::size_t count = 0;
    for (const auto& [part, facts] : parts) count += facts.size();
    facts_.reserve(count);
    for (auto& [part, facts] : parts) {
        places_[part] = {facts_.size(), facts.size()};
        for (StandingFacts& one : facts) facts_.push_back(std::move(one));
    }
}

std::span<const StandingFacts> FactsBelow::of(const OrgUnitId& part) const {
    const auto found = places_.find(part);
    if (found == places_.end()) return {};
    return all().subspan(found->second.first, found->second.second);
}

std::string_view to_string(FreezeCause cause) {
    switch (cause) {
        case FreezeCause::daily: return "daily";
        case FreezeCause::bulletin: return "bulletin";
    }
    stop("unknown FreezeCause");
}

std::optional<FreezeCause> freeze_cause_from(std::string_view text) {
    for (const FreezeCause cause : {FreezeCause::daily, FreezeCause::bulletin}) {
        if (to_string(cause) == text) return cause;
    }
    return std::nullopt;
}

FactsBelow StandingStore::facts_below(const OrgUnitId& unit, const Month& month) const {
    std::vector<std::pair<OrgUnitId, std::vector<StandingFacts>>> parts;
    std::unordered_map<std::string, std::size_t> place_of_part;
    std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> known;  // organisation: part, index in it
    const auto add = [&](Row& row) {
        const auto id = row.next<std::string>();
        const auto part = row.next<std::string>();
        const auto [place, is_new_part] = place_of_part.emplace(part, parts.size());
        if (is_new_part) parts.emplace_back(OrgUnitId(part), std::vector<StandingFacts>());
        std::vector<StandingFacts>& facts = parts[place->second].second;
        const auto [at, is_first] = known.emplace(id, std::pair(place->second, facts.size()));
        if (is_first) facts.emplace_back();
        StandingFacts& one = facts[at->second.second];
        one.closed_at = row.next<std::optional<Instant>>();
        one.is_new = row.next<bool>();
        one.founded_at = row.next<std::optional<Instant>>();
        one.claimed_at = row.next<std::optional<Instant>>();
        const auto from = row.next<std::optional<Instant>>();
        const auto until = row.next<std::optional<Instant>>();
        if (from) one.counted.push_back({*from, until});
    };
    if (month < Month::of(tx_.now())) {
        tx_.query(kFactsIn, unit, month, add);
    } else {
        tx_.query(kFacts, unit, add);
    }
    return FactsBelow(std::move(parts));
}

std::vector<OrgUnit> StandingStore::committees_on(const OrgUnitId& county, Date day) const {
    return tx_.list(kCommittees, county, at_beijing(add_days(day, 1)), next_unit);
}

std::vector<ClaimLine> StandingStore::not_counted_below(const OrgUnitId& unit) const {
    return tx_.list(kNotCounted, unit, [](Row& row) {
        ClaimLine line;
        line.unit = next_unit(row);
        line.parent_name = row.next<std::string>();
        line.is_new = row.next<bool>();
        line.founded_at = row.next<Instant>();
        line.claimed_at = row.next<std::optional<Instant>>();
        return line;
    });
}

std::optional<FrozenStanding> StandingStore::frozen_on(const OrgUnitId& county, Date day) const {
    std::optional<FrozenStanding> frozen = tx_.find_one(kFrozenOn, county, at_beijing(day), next_snapshot);
    if (!frozen) return std::nullopt;
    tx_.query(kFrozenRows, frozen->id, [&](Row& row) {
        StandingRow one = next_frozen_row(row);
        if (one.unit.id == county) {
            frozen->total = std::move(one);
        } else {
            frozen->rows.push_back(std::move(one));
        }
    });
    return frozen;
}

bool StandingStore::has_daily(const OrgUnitId& county, Date day) const {
    return tx_.exists(kHasDaily, county, at_beijing(day));
}

std::vector<OrgUnit> StandingStore::open_counties() const {
    return tx_.list(kOpenCounties, next_unit);
}

void StandingWriter::insert(const FrozenStanding& standing) {
    tx_.run(kInsertSnapshot, standing.id, standing.county, at_beijing(standing.day), standing.cause, standing.bulletin,
            standing.campaign, day_value(standing.deadline), standing.frozen_at);
    std::size_t position = 0;
    insert_row(tx_, standing.id, position++, standing.total);
    for (const StandingRow& row : standing.rows) insert_row(tx_, standing.id, position++, row);
}

}  // namespace league
