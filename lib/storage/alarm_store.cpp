#include "lib/storage/alarm_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/sending_store.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, cause, subject, detail, raised_at, ended_at, told_at, tellings
FROM alarms
WHERE id = $1)";

constexpr std::string_view kOpen = R"(
SELECT id, cause, subject, detail, raised_at, ended_at, told_at, tellings
FROM alarms
WHERE ended_at IS NULL
ORDER BY raised_at, id)";

constexpr std::string_view kNewest = R"(
SELECT id, cause, subject, detail, raised_at, ended_at, told_at, tellings
FROM alarms
ORDER BY raised_at DESC, id DESC
LIMIT $1)";

constexpr std::string_view kRaise = R"(
INSERT INTO alarms (id, cause, subject, detail, raised_at)
SELECT $1, $2, $3, $4, $5
WHERE NOT EXISTS (SELECT 1 FROM alarms WHERE cause = $2 AND subject = $3 AND ended_at IS NULL))";

constexpr std::string_view kChange = R"(
UPDATE alarms
SET detail = $2
WHERE id = $1 AND ended_at IS NULL)";

constexpr std::string_view kEnd = R"(
UPDATE alarms
SET ended_at = $2
WHERE id = $1 AND ended_at IS NULL)";

constexpr std::string_view kTell = R"(
UPDATE alarms
SET told_at = $3, tellings = tellings + 1
WHERE id = $1 AND tellings = $2 AND ended_at IS NULL)";

// Steps of an issue are told by the issue itself.
constexpr std::string_view kCountRows = R"(
SELECT COUNT(*)
FROM outbox
WHERE state = $1 AND created_at >= $2 AND kind NOT LIKE 'column%')";

// An issue that a later edition replaced is over.
constexpr std::string_view kColumns = R"(
SELECT b.id, b.note
FROM bulletins b
WHERE b.state IN ('refused', 'unknown', 'stopped_at_draft') AND b.changed_at >= $1
  AND NOT EXISTS (
      SELECT 1
      FROM bulletins newer
      WHERE newer.unit_id = b.unit_id AND newer.kind = b.kind AND newer.period = b.period
        AND newer.edition > b.edition)
ORDER BY b.id)";

constexpr std::string_view kTooLate = R"(
SELECT job, period
FROM schedule_runs
WHERE outcome = 'too late' AND ran_at >= $1
ORDER BY job, period)";

/// A minute's limit ends by itself; a WeChat that is not reached is told when it lasts.
constexpr std::chrono::minutes kUnreachedFor{30};
/// What was left out is news for so long.
constexpr std::chrono::days kLateNews{7};

Alarm read(Row& row) {
    Alarm alarm;
    alarm.id = row.next<std::string>();
    const auto cause = alarm_cause_from(row.next<std::string>());
    ensure(cause.has_value());
    alarm.fact.cause = *cause;
    alarm.fact.subject = row.next<std::string>();
    alarm.fact.detail = row.next<std::string>();
    alarm.raised_at = row.next<Instant>();
    alarm.ended_at = row.next<std::optional<Instant>>();
    alarm.told_at = row.next<std::optional<Instant>>();
    alarm.tellings = row.next<int>();
    return alarm;
}

bool is_news(const SendingHold& hold, Instant now) {
    if (hold.reason == "rate_minute") return false;
    return hold.reason != "unreachable" || hold.since + kUnreachedFor <= now;
}

}  // namespace

std::optional<Alarm> AlarmStore::find(const std::string& id) const {
    return tx_.find_one(kFind, id, read);
}

std::vector<Alarm> AlarmStore::open() const {
    return tx_.list(kOpen, read);
}

std::vector<Alarm> AlarmStore::newest(int limit) const {
    return tx_.list(kNewest, limit, read);
}

std::vector<AlarmFact> AlarmStore::facts(Instant since) const {
    std::vector<AlarmFact> facts;
    for (const SendingHold& hold : SendingStore(tx_).holds()) {
        if (!is_news(hold, tx_.now())) continue;
        const std::string subject = hold.kind.empty() ? hold.account : hold.account + "/" + hold.kind;
        facts.push_back({AlarmCause::hold, subject, std::to_string(hold.errcode)});
    }
    const auto count = [&](AlarmCause cause, const char* state) {
        const auto rows = tx_.value<std::int64_t>(kCountRows, state, since).value_or(0);
        if (rows > 0) facts.push_back({cause, "", std::to_string(rows)});
    };
    count(AlarmCause::refused, "refused");
    count(AlarmCause::unknown, "unknown");
    tx_.query(kColumns, since, [&](Row& row) { facts.push_back({AlarmCause::column, row.text(0), row.text(1)}); });
    tx_.query(kTooLate, tx_.now() - kLateNews, [&](Row& row) {
        facts.push_back({AlarmCause::schedule, row.text(0) + " " + row.text(1), ""});
    });
    return facts;
}

bool AlarmWriter::raise(const std::string& id, const AlarmFact& fact) {
    return tx_.run(kRaise, id, fact.cause, fact.subject, fact.detail, tx_.now()) == 1;
}

void AlarmWriter::change(const std::string& id, const std::string& detail) {
    tx_.run(kChange, id, detail);
}

void AlarmWriter::end(const std::string& id) {
    tx_.run(kEnd, id, tx_.now());
}

bool AlarmWriter::tell(const std::string& id, int tellings) {
    return tx_.run(kTell, id, tellings, tx_.now()) == 1;
}

}  // namespace league
