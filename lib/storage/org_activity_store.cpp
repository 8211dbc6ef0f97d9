#include "lib/storage/org_activity_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kYear = R"(
SELECT kinds
FROM activity_years
WHERE unit_id = $1 AND year = $2)";

constexpr std::string_view kYearsFrom = R"(
SELECT year, kinds
FROM activity_years
WHERE unit_id = $1 AND year >= $2)";

constexpr std::string_view kPulse = R"(
SELECT last_log, last_at, last_expected, last_present, last_month, run_months
FROM org_pulses
WHERE unit_id = $1)";

constexpr std::string_view kKindsOf = R"(
SELECT kind, COUNT(*), MAX(started_at)
FROM activities
WHERE org_id = $1 AND state IN ('submitted', 'accepted')
GROUP BY kind
ORDER BY kind)";

// Days in Beijing since 1970: eight hours ahead, 86400000 milliseconds each. A log belongs to those that its branch
// stood below in the month of the log.
constexpr std::string_view kTimeliness = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT p.unit_id
    FROM below
    JOIN unit_places p ON p.parent_id = below.id
    WHERE p.from_month <= $5 AND (p.until_month IS NULL OR p.until_month > $5)
)
SELECT COUNT(*),
       COALESCE(SUM(CASE WHEN (a.submitted_at + 28800000) / 86400000
                              - (COALESCE(a.ended_at, a.started_at) + 28800000) / 86400000 <= $4
                         THEN 1 ELSE 0 END), 0)
FROM below
JOIN activities a ON a.org_id = below.id
WHERE a.started_at >= $2 AND a.started_at < $3 AND a.state IN ('submitted', 'accepted'))";

constexpr std::string_view kNotKept = R"(
SELECT u.id
FROM org_units u
WHERE NOT EXISTS (SELECT 1 FROM org_pulses p WHERE p.unit_id = u.id)
  AND EXISTS (SELECT 1 FROM activities a WHERE a.org_id = u.id AND a.state IN ('submitted', 'accepted'))
ORDER BY u.path)";

constexpr std::string_view kKeptYears = R"(
SELECT unit_id, year, kinds
FROM activity_years)";

constexpr std::string_view kKeptPulses = R"(
SELECT unit_id, last_log, last_at, last_expected, last_present, last_month, run_months
FROM org_pulses)";

constexpr std::string_view kCounted = R"(
SELECT org_id, id, kind, started_at, expected, present
FROM activities
WHERE state IN ('submitted', 'accepted')
ORDER BY org_id, started_at, id)";

constexpr std::string_view kCountedInSpan = R"(
SELECT kind, started_at
FROM activities
WHERE org_id = $1 AND started_at >= $2 AND started_at < $3 AND state IN ('submitted', 'accepted'))";

constexpr std::string_view kFirstCounted = R"(
SELECT MIN(started_at)
FROM activities
WHERE org_id = $1 AND state IN ('submitted', 'accepted'))";

constexpr std::string_view kNewest = R"(
SELECT id, started_at, expected, present
FROM activities
WHERE org_id = $1 AND state IN ('submitted', 'accepted')
ORDER BY started_at DESC, id DESC
LIMIT 1)";

constexpr std::string_view kSaveYear = R"(
INSERT INTO activity_years (unit_id, year, kinds)
VALUES ($1, $2, $3)
ON CONFLICT (unit_id, year) DO UPDATE
SET kinds = excluded.kinds)";

constexpr std::string_view kForgetYear = R"(
DELETE FROM activity_years
WHERE unit_id = $1 AND year = $2)";

constexpr std::string_view kForgetYears = R"(
DELETE FROM activity_years
WHERE unit_id = $1)";

constexpr std::string_view kSavePulse = R"(
INSERT INTO org_pulses (unit_id, last_log, last_at, last_expected, last_present, last_month, run_months)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (unit_id) DO UPDATE
SET last_log = excluded.last_log, last_at = excluded.last_at, last_expected = excluded.last_expected,
    last_present = excluded.last_present, last_month = excluded.last_month, run_months = excluded.run_months)";

constexpr std::string_view kForgetPulse = R"(
DELETE FROM org_pulses
WHERE unit_id = $1)";

ActivityYear year_from(const std::string& kept) {
    std::optional<ActivityYear> year = ActivityYear::parse(kept);
    if (!year) throw DatabaseError("a kept year of activities does not read");
    return *std::move(year);
}

LastLog next_log(Row& row) {
    LastLog log;
    log.id = row.next<ActivityId>();
    log.started_at = row.next<Instant>();
    log.expected = row.next<int>();
    log.present = row.next<int>();
    return log;
}

OrgPulse next_pulse(Row& row) {
    OrgPulse pulse;
    pulse.last = next_log(row);
    pulse.last_month = row.next<Month>();
    pulse.run_months = row.next<int>();
    return pulse;
}

Month month_or_stop(int year, unsigned number) {
    const std::optional<Month> month = month_of_year(year, number);
    ensure(month.has_value());
    return *month;
}

}  // namespace

ActivityYear OrgActivityStore::year(const OrgUnitId& unit, int year) {
    const auto kept = tx_.value<std::string>(kYear, unit, year);
    return kept ? year_from(*kept) : ActivityYear();
}

OrgPulse OrgActivityStore::pulse(const OrgUnitId& unit) {
    return tx_.find_one(kPulse, unit, next_pulse).value_or(OrgPulse{});
}

std::vector<KindTimes> OrgActivityStore::kinds_of(const OrgUnitId& unit) {
    return tx_.list(kKindsOf, unit, [](Row& row) {
        return KindTimes{row.text(0), row.get<long long>(1), row.instant(2)};
    });
}

Timeliness OrgActivityStore::timeliness(const OrgPath& under, const Span& started, int days) {
    const Month month = Month::of(started.begin);
    const auto found = tx_.find_one(kTimeliness, under, started.begin, started.end, days, month, [](Row& row) {
        return Timeliness{row.get<long long>(0), row.get<long long>(1)};
    });
    return found.value_or(Timeliness{});
}

std::vector<OrgUnitId> OrgActivityStore::units_not_kept() {
    return tx_.list(kNotKept, [](Row& row) { return row.next<OrgUnitId>(); });
}

AllOrgActivity OrgActivityStore::kept() {
    AllOrgActivity all;
    tx_.query(kKeptYears, [&](Row& row) { all.years[{row.text(0), row.get<int>(1)}] = year_from(row.text(2)); });
    tx_.query(kKeptPulses, [&](Row& row) {
        const std::string unit = row.next<std::string>();
        all.pulses[unit] = next_pulse(row);
    });
    return all;
}

AllOrgActivity OrgActivityStore::recomputed() {
    AllOrgActivity all;
    std::map<std::string, std::map<int, ActivityYear>> years;
    tx_.query(kCounted, [&](Row& row) {
        const std::string unit = row.text(0);
        const Month month = Month::of(row.instant(3));
        years[unit][year_of(month)].add(row.text(2), number_of(month));
        OrgPulse& pulse = all.pulses[unit];
        pulse.last = LastLog{ActivityId(row.text(1)), row.instant(3), row.get<int>(4), row.get<int>(5)};
        pulse.last_month = month;  // the rows come in their order of time
    });
    for (auto& [unit, pulse] : all.pulses) pulse.run_months = run_of_months(years[unit], *pulse.last_month);
    for (auto& [unit, of_unit] : years) {
        for (auto& [year, kinds] : of_unit) all.years[{unit, year}] = std::move(kinds);
    }
    return all;
}

void OrgActivityWriter::add(const Activity& activity) {
    const ActivityContent& content = activity.content;
    const Month month = Month::of(content.started_at);
    OrgActivityStore store(tx_);
    ActivityYear kinds = store.year(content.org, year_of(month));
    kinds.add(content.kind, number_of(month));
    save_year(content.org, year_of(month), kinds);
    const auto pulse =
        after_log(store.pulse(content.org), {activity.id, content.started_at, content.expected, content.present});
    if (pulse) {
        save_pulse(content.org, *pulse);
    } else {
        count_pulse(content.org);
    }
}

void OrgActivityWriter::recount(const OrgUnitId& unit, int year) {
    count_year(unit, year);
    count_pulse(unit);
}

void OrgActivityWriter::recount_all(const OrgUnitId& unit) {
    tx_.run(kForgetYears, unit);
    const auto first = tx_.value<std::optional<Instant>>(kFirstCounted, unit).value_or(std::nullopt);
    if (first) {
        for (int year = year_of(Month::of(*first)); year <= year_of(Month::of(tx_.now())); ++year) {
            count_year(unit, year);
        }
    }
    count_pulse(unit);
}

void OrgActivityWriter::count_year(const OrgUnitId& unit, int year) {
    ActivityYear kinds;
    const Instant begin = month_or_stop(year, 1).span().begin;
    const Instant end = month_or_stop(year, 12).span().end;
    tx_.query(kCountedInSpan, unit, begin, end,
              [&](Row& row) { kinds.add(row.text(0), number_of(Month::of(row.instant(1)))); });
    if (kinds.is_empty()) {
        tx_.run(kForgetYear, unit, year);
    } else {
        save_year(unit, year, kinds);
    }
}

void OrgActivityWriter::count_pulse(const OrgUnitId& unit) {
    OrgPulse pulse;
    pulse.last = tx_.find_one(kNewest, unit, next_log);
    if (!pulse.last) {
        tx_.run(kForgetPulse, unit);
        return;
    }
    pulse.last_month = Month::of(pulse.last->started_at);
    std::map<int, ActivityYear> years;
    tx_.query(kYearsFrom, unit, year_of(*pulse.last_month) - kLongestRun / 12,
              [&](Row& row) { years[row.get<int>(0)] = year_from(row.text(1)); });
    pulse.run_months = run_of_months(years, *pulse.last_month);
    save_pulse(unit, pulse);
}

void OrgActivityWriter::save_year(const OrgUnitId& unit, int year, const ActivityYear& kinds) {
    tx_.run(kSaveYear, unit, year, kinds.str());
}

void OrgActivityWriter::save_pulse(const OrgUnitId& unit, const OrgPulse& pulse) {
    const LastLog& last = *pulse.last;
    tx_.run(kSavePulse, unit, last.id, last.started_at, last.expected, last.present, *pulse.last_month,
            pulse.run_months);
}

}  // namespace league
