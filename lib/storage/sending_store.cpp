#include "lib/storage/sending_store.hpp"

#include <algorithm>
#include <limits>

namespace league {
namespace {

constexpr std::string_view kHolds = R"(
SELECT account, kind, errcode, reason, since, probes, probe_at
FROM sending_holds
ORDER BY since, account, kind)";

constexpr std::string_view kHoldsOf = R"(
SELECT account, kind, errcode, reason, since, probes, probe_at
FROM sending_holds
WHERE account = $1 AND kind IN ('', $2)
ORDER BY kind)";

constexpr std::string_view kFirstKind = R"(
SELECT MIN(kind)
FROM outbox
WHERE state = 'due')";

constexpr std::string_view kNextKind = R"(
SELECT MIN(kind)
FROM outbox
WHERE state = 'due' AND kind > $1)";

constexpr std::string_view kFirstAccount = R"(
SELECT MIN(account)
FROM outbox
WHERE state = 'due' AND kind = $1)";

constexpr std::string_view kNextAccount = R"(
SELECT MIN(account)
FROM outbox
WHERE state = 'due' AND kind = $1 AND account > $2)";

constexpr std::string_view kOldest = R"(
SELECT MIN(due_at)
FROM outbox
WHERE state = 'due' AND kind = $1 AND account = $2)";

constexpr std::string_view kCalls = R"(
SELECT COUNT(*)
FROM outbox
WHERE called_as = $1 AND called_at > $2)";

constexpr std::string_view kHold = R"(
INSERT INTO sending_holds (account, kind, errcode, reason, since, probes, probe_at)
VALUES ($1, $2, $3, $4, $5, 0, $6)
ON CONFLICT (account, kind) DO UPDATE
SET errcode = excluded.errcode, reason = excluded.reason, probe_at = excluded.probe_at)";

constexpr std::string_view kProbe = R"(
UPDATE sending_holds
SET probes = probes + 1, probe_at = $3
WHERE account = $1 AND kind = $2)";

constexpr std::string_view kLift = R"(
DELETE FROM sending_holds
WHERE account = $1 AND kind IN ('', $2))";

constexpr std::string_view kProbeNow = R"(
UPDATE sending_holds
SET probes = 0, probe_at = $2
WHERE account = $1)";

constexpr int kMostDoublings = 10;

SendingHold read_hold(Row& row) {
    SendingHold hold;
    hold.account = row.next<std::string>();
    hold.kind = row.next<std::string>();
    hold.errcode = row.next<std::int64_t>();
    hold.reason = row.next<std::string>();
    hold.since = row.next<Instant>();
    hold.probes = row.next<int>();
    hold.probe_at = row.next<Instant>();
    return hold;
}

std::vector<SendingHold> holds_of(ReadTransaction& tx, const std::string& account, const std::string& kind) {
    return tx.list(kHoldsOf, account, kind, read_hold);
}

/// The least text that one statement finds; nothing when there is none.
template <class... Args>
std::optional<std::string> least(ReadTransaction& tx, std::string_view statement, const Args&... args) {
    return tx.value<std::optional<std::string>>(statement, args...).value_or(std::nullopt);
}

}  // namespace

std::string call_class(const std::string& kind, const std::string& account, const SendingRates& rates) {
    const auto rate = rates.find(kind);
    return rate == rates.end() ? std::string() : rate->second.name + "@" + account;
}

std::vector<SendingHold> SendingStore::holds() const {
    return tx_.list(kHolds, read_hold);
}

SendingGate SendingStore::gate(const std::string& kind, const std::string& account, const SendingRates& rates) const {
    const Instant now = tx_.now();
    SendingGate gate{{std::numeric_limits<long long>::max(), SendingWait::none, now}, std::nullopt};
    if (const auto rate = rates.find(kind); rate != rates.end()) {
        const std::string name = call_class(kind, account, rates);
        const auto calls = [&](long long limit, Instant since) {
            return limit <= 0 ? 0 : tx_.value<std::int64_t>(kCalls, name, since).value_or(0);
        };
        const std::chrono::milliseconds before(1);  // the statement excludes its bound
        const CallCounts counts{calls(rate->second.per_minute, now - std::chrono::minutes(1)),
                                calls(rate->second.per_day, day_begin(now) - before),
                                calls(rate->second.per_month, month_begin(now) - before)};
        gate.room = room_of(rate->second, counts, now);
    }
    if (account.empty()) return gate;
    for (SendingHold& hold : holds_of(tx_, account, kind)) {
        const bool is_probe = hold.probe_at <= now;
        gate.room.calls = std::min(gate.room.calls, is_probe ? 1LL : 0LL);
        if (!gate.hold || !is_probe) gate.hold = std::move(hold);
    }
    return gate;
}

std::vector<SendingStore::Queue> SendingStore::queues() const {
    // Each step is one search of an index, however many rows wait.
    std::vector<Queue> found;
    for (auto kind = least(tx_, kFirstKind); kind; kind = least(tx_, kNextKind, *kind)) {
        for (auto account = least(tx_, kFirstAccount, *kind); account;
             account = least(tx_, kNextAccount, *kind, *account)) {
            const auto oldest = tx_.value<Instant>(kOldest, *kind, *account);
            if (oldest && *oldest <= tx_.now()) found.push_back({*kind, *account, *oldest});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Queue& a, const Queue& b) { return a.oldest < b.oldest; });
    return found;
}

bool SendingStore::is_anything_open(const SendingRates& rates) const {
    const std::vector<Queue> all = queues();
    return std::any_of(all.begin(), all.end(),
                       [&](const Queue& queue) { return gate(queue.kind, queue.account, rates).room.calls > 0; });
}

void SendingWriter::hold(const std::string& account, const std::string& kind, const SendingRefusal& refusal) {
    const std::string held = refusal.whole_account ? std::string() : kind;
    int probes = 0;
    for (const SendingHold& before : holds_of(tx_, account, kind)) {
        if (before.kind == held) probes = std::min(before.probes, kMostDoublings);
    }
    const auto pause = std::min(refusal.first_pause * (1 << probes), refusal.longest_pause);
    tx_.run(kHold, account, held, refusal.errcode, refusal.reason, tx_.now(),
            refusal.until.value_or(tx_.now() + pause));
}

void SendingWriter::probe(const SendingHold& hold, Instant until) {
    tx_.run(kProbe, hold.account, hold.kind, until);
}

bool SendingWriter::lift(const std::string& account, const std::string& kind) {
    return tx_.run(kLift, account, kind) > 0;
}

long long SendingWriter::probe_now(const std::string& account) {
    return tx_.run(kProbeNow, account, tx_.now());
}

}  // namespace league
