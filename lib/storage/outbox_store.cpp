#include "lib/storage/outbox_store.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kSealContext = "outbox.payload";

constexpr std::string_view kFind = R"(
SELECT id, kind, account, dedupe_key, person_id, subject_id, period, payload_sealed, state, attempts, due_at, claimed_by,
       claim_until, errcode, outcome, created_at, sent_at
FROM outbox
WHERE id = $1)";

constexpr std::string_view kFindByKey = R"(
SELECT id, kind, account, dedupe_key, person_id, subject_id, period, payload_sealed, state, attempts, due_at, claimed_by,
       claim_until, errcode, outcome, created_at, sent_at
FROM outbox
WHERE dedupe_key = $1)";

constexpr std::string_view kList = R"(
SELECT id, kind, account, dedupe_key, person_id, subject_id, period, payload_sealed, state, attempts, due_at, claimed_by,
       claim_until, errcode, outcome, created_at, sent_at
FROM outbox
WHERE (CAST($1 AS TEXT) IS NULL OR state = $1)
  AND (CAST($2 AS TEXT) IS NULL OR kind = $2)
  AND (CAST($3 AS TEXT) IS NULL OR subject_id = $3)
  AND (CAST($4 AS TEXT) IS NULL OR period = $4)
  AND (CAST($5 AS TEXT) IS NULL OR account = $5)
ORDER BY created_at DESC, id DESC
LIMIT $6 OFFSET $7)";

constexpr std::string_view kCountByState = R"(
SELECT state, COUNT(*)
FROM outbox
GROUP BY state)";

constexpr std::string_view kCountOfSubject = R"(
SELECT COUNT(*)
FROM outbox
WHERE subject_id = $1 AND kind = $2 AND state NOT IN ('refused', 'cancelled'))";

constexpr std::string_view kCountTo = R"(
SELECT COUNT(*)
FROM outbox
WHERE recipient_hash = $1 AND kind = $2
  AND (state = 'sending' OR (state IN ('sent', 'unknown') AND COALESCE(sent_at, created_at) >= $3)))";

constexpr std::string_view kCountSent = R"(
SELECT COUNT(*)
FROM outbox
WHERE account = $1 AND kind = $2 AND state IN ('sent', 'unknown') AND COALESCE(sent_at, created_at) >= $3)";

constexpr std::string_view kCountToPerson = R"(
SELECT COUNT(*)
FROM outbox
WHERE person_id IN (SELECT id FROM people WHERE id = $1 UNION ALL SELECT id FROM people WHERE merged_into = $1)
  AND dedupe_key LIKE $2 AND kind IN ('tell_notice', 'tell_text')
  AND state IN ('sent', 'unknown') AND COALESCE(sent_at, created_at) >= $3 AND id <> $4)";

// Of two that are sent at once the one claimed later steps back; claims of one length end in the order they were made.
constexpr std::string_view kIsBeingSentTo = R"(
SELECT 1
FROM outbox
WHERE person_id IN (SELECT id FROM people WHERE id = $1 UNION ALL SELECT id FROM people WHERE merged_into = $1)
  AND dedupe_key LIKE $2 AND kind IN ('tell_notice', 'tell_text') AND state = 'sending' AND id <> $3
  AND (claim_until < $4 OR (claim_until = $4 AND id < $3)))";

constexpr std::string_view kOldestDue = R"(
SELECT due_at
FROM outbox
WHERE state = 'due'
ORDER BY due_at
LIMIT 1)";

constexpr std::string_view kEnqueue = R"(
INSERT INTO outbox (id, kind, account, dedupe_key, recipient_hash, person_id, subject_id, period, payload_sealed, state,
                    due_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'due', $10, $11)
ON CONFLICT (dedupe_key) DO NOTHING)";

// One openid is never sent to by two at once (wechat-api 9.7): none that is being sent to, and of several due ones only
// the first.
constexpr std::string_view kClaim = R"(
UPDATE outbox
SET state = 'sending', claimed_by = $1, claim_until = $2, attempts = attempts + 1,
    called_as = CASE WHEN $7 = '' THEN called_as ELSE $7 END, called_at = CASE WHEN $7 = '' THEN called_at ELSE $3 END
WHERE id IN (
    SELECT o.id
    FROM outbox o
    WHERE o.state = 'due' AND o.kind = $5 AND o.account = $6 AND o.due_at <= $3
      AND (o.recipient_hash = '' OR NOT EXISTS (
          SELECT 1
          FROM outbox other
          WHERE other.recipient_hash = o.recipient_hash
            AND (other.state = 'sending'
                 OR (other.state = 'due' AND other.due_at <= $3
                     AND (other.due_at < o.due_at OR (other.due_at = o.due_at AND other.id < o.id))))))
    ORDER BY o.due_at, o.id
    LIMIT $4
)
RETURNING id, kind, account, dedupe_key, person_id, subject_id, period, payload_sealed, state, attempts, due_at,
          claimed_by, claim_until, errcode, outcome, created_at, sent_at)";

constexpr std::string_view kProlong = R"(
UPDATE outbox
SET claim_until = $4
WHERE id = $1 AND state = 'sending' AND claimed_by = $2 AND claim_until > $3)";

constexpr std::string_view kSettle = R"(
UPDATE outbox
SET state = $4, errcode = $5, outcome = $6, sent_at = $7, due_at = COALESCE($8, due_at), attempts = attempts - $9,
    claimed_by = '', claim_until = 0
WHERE id = $1 AND state = 'sending' AND claimed_by = $2 AND claim_until > $3)";

constexpr std::string_view kRoute = R"(
UPDATE outbox
SET kind = $2, account = $3, recipient_hash = $4, payload_sealed = $5
WHERE id = $1)";

constexpr std::string_view kListSentTo = R"(
SELECT id, kind, account, dedupe_key, person_id, subject_id, period, payload_sealed, state, attempts, due_at, claimed_by,
       claim_until, errcode, outcome, created_at, sent_at
FROM outbox
WHERE recipient_hash = $1 AND kind = $2 AND sent_at >= $3 AND state = 'sent'
ORDER BY sent_at DESC)";

constexpr std::string_view kGoOn = R"(
UPDATE outbox
SET state = 'due', due_at = $2, attempts = 0, sent_at = NULL, errcode = $3, outcome = $4
WHERE id = $1 AND state = 'sent')";

constexpr std::string_view kExpire = R"(
UPDATE outbox
SET state = 'unknown', outcome = 'claim_expired', sent_at = claim_until, claimed_by = '', claim_until = 0
WHERE state = 'sending' AND claim_until <= $1)";

constexpr std::string_view kEndClaims = R"(
UPDATE outbox
SET state = 'unknown', outcome = 'claim_expired', sent_at = $1, claimed_by = '', claim_until = 0
WHERE state = 'sending')";

constexpr std::string_view kTakeUpUnknown = R"(
UPDATE outbox
SET state = 'due', due_at = $3, sent_at = NULL
WHERE state = 'unknown' AND kind = $1 AND (attempts < $2 OR sent_at <= $4))";

constexpr std::string_view kCancel = R"(
UPDATE outbox
SET state = 'cancelled', outcome = $2
WHERE id = $1 AND state IN ('due', 'refused', 'unknown'))";

constexpr std::string_view kRetry = R"(
UPDATE outbox
SET state = 'due', due_at = $2, attempts = 0, sent_at = NULL
WHERE id = $1 AND state IN ('refused', 'unknown', 'cancelled'))";

std::string sealed_payload(const Seals& seals, const std::optional<OpenId>& recipient, const Values& values) {
    Json payload = Json::object();
    payload["values"] = values;
    if (recipient) payload["to"] = recipient->str();
    return seals.cipher.seal(kSealContext, payload.dump());
}

std::string recipient_hash(const Seals& seals, const std::string& account, const std::optional<OpenId>& recipient) {
    return recipient ? seals.openid_hash(account, recipient->str()) : std::string();
}

}  // namespace

std::string_view to_string(OutboxState state) {
    switch (state) {
        case OutboxState::due: return "due";
        case OutboxState::sending: return "sending";
        case OutboxState::sent: return "sent";
        case OutboxState::refused: return "refused";
        case OutboxState::unknown: return "unknown";
        case OutboxState::cancelled: return "cancelled";
    }
    stop("unknown OutboxState");
}

std::optional<OutboxState> outbox_state_from(std::string_view text) {
    for (const OutboxState state : {OutboxState::due, OutboxState::sending, OutboxState::sent, OutboxState::refused,
                                    OutboxState::unknown, OutboxState::cancelled}) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

OutboxRow OutboxStore::read(Row& row) const {
    OutboxRow found;
    found.id = row.next<OutboxId>();
    found.kind = row.next<std::string>();
    found.account = row.next<std::string>();
    found.dedupe_key = row.next<std::string>();
    found.person = row.next<std::optional<PersonId>>();
    found.subject = row.next<std::string>();
    found.period = row.next<std::string>();
    const Json payload = Json::parse(seals_.cipher.open(kSealContext, row.next<std::string>()));
    found.payload = payload.at("values").get<Values>();
    if (payload.contains("to")) found.recipient = OpenId(payload.at("to").get<std::string>());
    const std::optional<OutboxState> state = outbox_state_from(row.next<std::string>());
    ensure(state.has_value());
    found.state = *state;
    found.attempts = row.next<int>();
    found.due_at = row.next<Instant>();
    found.claimed_by = row.next<std::string>();
    found.claim_until = row.next<Instant>();
    found.errcode = row.next<std::int64_t>();
    found.outcome = row.next<std::string>();
    found.created_at = row.next<Instant>();
    found.sent_at = row.next<std::optional<Instant>>();
    return found;
}

std::optional<OutboxRow> OutboxStore::find(const OutboxId& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row); });
}

std::optional<OutboxRow> OutboxStore::find_by_key(const std::string& dedupe_key) const {
    return tx_.find_one(kFindByKey, dedupe_key, [&](Row& row) { return read(row); });
}

std::vector<OutboxRow> OutboxStore::list(const OutboxFilter& filter) const {
    return tx_.list(kList, filter.state, filter.kind, filter.subject, filter.period, filter.account, filter.limit,
                    filter.offset, [&](Row& row) { return read(row); });
}

std::map<OutboxState, long long> OutboxStore::count_by_state() const {
    std::map<OutboxState, long long> counts;
    tx_.query(kCountByState, [&](Row& row) {
        const std::optional<OutboxState> state = outbox_state_from(row.text(0));
        ensure(state.has_value());
        counts[*state] = row.integer(1);
    });
    return counts;
}

long long OutboxStore::count_of_subject(std::string_view kind, const std::string& subject) const {
    return tx_.value<std::int64_t>(kCountOfSubject, subject, kind).value_or(0);
}

long long OutboxStore::count_to(std::string_view kind, const std::string& account, const OpenId& recipient,
                                Instant since) const {
    return tx_.value<std::int64_t>(kCountTo, seals_.openid_hash(account, recipient.str()), kind, since).value_or(0);
}

long long OutboxStore::count_sent(std::string_view kind, const std::string& account, Instant since) const {
    return tx_.value<std::int64_t>(kCountSent, account, kind, since).value_or(0);
}

long long OutboxStore::count_to_person(const PersonId& person, std::string_view prefix, Instant since,
                                       const OutboxId& row) const {
    return tx_.value<std::int64_t>(kCountToPerson, person, std::string(prefix) + "%", since, row).value_or(0);
}

bool OutboxStore::is_being_sent_to(const PersonId& person, std::string_view prefix, const OutboxRow& row) const {
    return tx_.exists(kIsBeingSentTo, person, std::string(prefix) + "%", row.id, row.claim_until);
}

std::vector<OutboxRow> OutboxStore::list_sent_to(std::string_view kind, const std::string& account,
                                                 const OpenId& recipient, Instant since) const {
    return tx_.list(kListSentTo, seals_.openid_hash(account, recipient.str()), kind, since,
                    [&](Row& row) { return read(row); });
}

std::optional<Instant> OutboxStore::oldest_due() const {
    return tx_.value<Instant>(kOldestDue);
}

bool OutboxWriter::enqueue(const OutboxDraft& draft) {
    return tx_.run(kEnqueue, draft.id, draft.kind, draft.account, draft.dedupe_key,
                   recipient_hash(seals_, draft.account, draft.recipient), draft.person, draft.subject, draft.period,
                   sealed_payload(seals_, draft.recipient, draft.payload), draft.due_at.value_or(tx_.now()),
                   tx_.now()) == 1;
}

std::vector<OutboxRow> OutboxWriter::claim(const std::string& claimed_by, int batch, Instant claim_until,
                                           const SendingRates& rates) {
    const OutboxStore store(tx_, seals_);
    const SendingStore sending(tx_);
    std::vector<OutboxRow> rows;
    for (const SendingStore::Queue& queue : sending.queues()) {
        const auto left = static_cast<long long>(batch) - static_cast<long long>(rows.size());
        if (left <= 0) break;
        const SendingGate gate = sending.gate(queue.kind, queue.account, rates);
        if (gate.room.calls == 0) continue;
        std::vector<OutboxRow> claimed = tx_.list(
            kClaim, claimed_by, claim_until, tx_.now(), std::min(left, gate.room.calls), queue.kind, queue.account,
            call_class(queue.kind, queue.account, rates), [&](Row& row) { return store.read(row); });
        if (gate.hold && !claimed.empty()) SendingWriter(tx_).probe(*gate.hold, claim_until);
        std::move(claimed.begin(), claimed.end(), std::back_inserter(rows));
    }
    std::sort(rows.begin(), rows.end(), [](const OutboxRow& a, const OutboxRow& b) {
        return a.due_at != b.due_at ? a.due_at < b.due_at : a.id < b.id;
    });
    return rows;
}

bool OutboxWriter::prolong(const OutboxId& id, const std::string& claimed_by, Instant claim_until) {
    return tx_.run(kProlong, id, claimed_by, tx_.now(), claim_until) == 1;
}

bool OutboxWriter::settle(const OutboxId& id, const std::string& claimed_by, const OutboxSettlement& settlement) {
    const bool may_have_gone = settlement.state == OutboxState::sent || settlement.state == OutboxState::unknown;
    const std::optional<Instant> sent_at = may_have_gone ? std::optional(tx_.now()) : std::nullopt;
    const bool again = settlement.state == OutboxState::due;
    const std::optional<Instant> due_at = again ? std::optional(settlement.again_at.value_or(tx_.now())) : std::nullopt;
    const int given_back = again && !settlement.counts ? 1 : 0;
    if (tx_.run(kSettle, id, claimed_by, tx_.now(), settlement.state, settlement.errcode, settlement.outcome, sent_at,
                due_at, given_back) != 1) {
        return false;
    }
    if (settlement.route) set_route(id, *settlement.route);
    return true;
}

void OutboxWriter::set_route(const OutboxId& id, const OutboxRoute& route) {
    tx_.run(kRoute, id, route.kind, route.account, recipient_hash(seals_, route.account, route.recipient),
            sealed_payload(seals_, route.recipient, route.payload));
}

long long OutboxWriter::expire_claims() {
    return tx_.run(kExpire, tx_.now());
}

long long OutboxWriter::end_claims() {
    return tx_.run(kEndClaims, tx_.now());
}

long long OutboxWriter::take_up_unknown(std::string_view kind, int max_attempts, std::chrono::seconds rest) {
    return tx_.run(kTakeUpUnknown, kind, max_attempts, tx_.now(), tx_.now() - rest);
}

bool OutboxWriter::cancel(const OutboxId& id, const std::string& outcome) {
    return tx_.run(kCancel, id, outcome) == 1;
}

bool OutboxWriter::retry(const OutboxId& id) {
    return tx_.run(kRetry, id, tx_.now()) == 1;
}

bool OutboxWriter::go_on(const OutboxId& id, const OutboxRoute& route, long long errcode, const std::string& outcome) {
    if (tx_.run(kGoOn, id, tx_.now(), errcode, outcome) != 1) return false;
    set_route(id, route);
    return true;
}

}  // namespace league
