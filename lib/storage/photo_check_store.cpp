#include "lib/storage/photo_check_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT sha256, state, account, ticket_hash, trace_id, label, cause, asked_at, changed_at, judged_by, reason
FROM photo_checks
WHERE sha256 = $1)";

constexpr std::string_view kFindByTrace = R"(
SELECT sha256, state, account, ticket_hash, trace_id, label, cause, asked_at, changed_at, judged_by, reason
FROM photo_checks
WHERE account = $1 AND trace_id = $2)";

constexpr std::string_view kFindByTicket = R"(
SELECT sha256, state, account, ticket_hash, trace_id, label, cause, asked_at, changed_at, judged_by, reason
FROM photo_checks
WHERE ticket_hash = $1)";

constexpr std::string_view kUnchecked = R"(
SELECT p.sha256, p.uploaded_by
FROM photo_uploads p
LEFT JOIN photo_checks c ON c.sha256 = p.sha256
WHERE p.uploaded_at >= $1
  AND c.sha256 IS NULL
  AND EXISTS (
      SELECT 1
      FROM activity_photos n
      JOIN activities a ON a.id = n.activity_id
      WHERE n.sha256 = p.sha256 AND a.state <> 'withdrawn')
  AND NOT EXISTS (
      SELECT 1
      FROM activity_photos n
      JOIN activities a ON a.id = n.activity_id
      JOIN activity_kinds k ON k.code = a.kind
      WHERE n.sha256 = p.sha256 AND k.restricted = 1)
ORDER BY p.uploaded_at, p.sha256
LIMIT $2)";

// The open ones are few and have an index of their own; the states are written out so that it serves.
constexpr std::string_view kListOpen = R"(
SELECT c.sha256, c.state, c.account, c.ticket_hash, c.trace_id, c.label, c.cause, c.asked_at, c.changed_at, c.judged_by,
       c.reason, u.code, u.name, u.path
FROM photo_checks c
JOIN activity_photos n ON n.sha256 = c.sha256
JOIN activities a ON a.id = n.activity_id
JOIN org_units u ON u.id = a.org_id
WHERE c.state IN ('review', 'risky') AND a.state <> 'withdrawn'
ORDER BY c.changed_at, c.sha256, a.submitted_at)";

constexpr std::string_view kCountOpen = R"(
SELECT COUNT(*)
FROM photo_checks
WHERE state IN ('review', 'risky'))";

constexpr std::string_view kOverdue = R"(
SELECT sha256, state, account, ticket_hash, trace_id, label, cause, asked_at, changed_at, judged_by, reason
FROM photo_checks
WHERE state = 'waiting' AND asked_at < $1
ORDER BY asked_at
LIMIT $2)";

constexpr std::string_view kPut = R"(
INSERT INTO photo_checks (sha256, state, account, ticket_hash, trace_id, label, cause, asked_at, changed_at, judged_by,
                          reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (sha256) DO UPDATE
SET state = excluded.state, account = excluded.account, ticket_hash = excluded.ticket_hash,
    trace_id = excluded.trace_id, label = excluded.label, cause = excluded.cause, asked_at = excluded.asked_at,
    changed_at = excluded.changed_at, judged_by = excluded.judged_by, reason = excluded.reason)";

constexpr std::string_view kFindAnswer = R"(
SELECT account, trace_id, state, label, was_seen
FROM photo_answers
WHERE account = $1 AND trace_id = $2)";

constexpr std::string_view kKeepAnswer = R"(
INSERT INTO photo_answers (account, trace_id, state, label, was_seen, told_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account, trace_id) DO NOTHING)";

constexpr std::string_view kEraseAnswersBefore = R"(
DELETE FROM photo_answers
WHERE told_at < $1)";

ContentState state_of(Row& row) {
    const auto state = content_state_from(row.next<std::string>());
    ensure(state.has_value());  // the schema's CHECK knows the same words
    return *state;
}

PhotoCheck read(Row& row) {
    PhotoCheck check;
    check.photo = row.next<PhotoHash>();
    check.state = state_of(row);
    check.account = row.next<std::string>();
    check.ticket_hash = row.next<std::string>();
    check.trace_id = row.next<std::string>();
    check.label = row.next<long long>();
    check.cause = content_cause_from(row.next<std::string>());
    check.asked_at = row.next<Instant>();
    check.changed_at = row.next<Instant>();
    check.judged_by = row.next<std::optional<PersonId>>();
    check.reason = row.next<std::string>();
    return check;
}

}  // namespace

std::optional<PhotoCheck> PhotoCheckStore::find(const PhotoHash& photo) const {
    return tx_.find_one(kFind, photo, read);
}

std::optional<PhotoCheck> PhotoCheckStore::find_by_trace(const std::string& account,
                                                         const std::string& trace_id) const {
    if (trace_id.empty()) return std::nullopt;
    return tx_.find_one(kFindByTrace, account, trace_id, read);
}

std::optional<PhotoCheck> PhotoCheckStore::find_by_ticket(const std::string& ticket_hash) const {
    return tx_.find_one(kFindByTicket, ticket_hash, read);
}

std::optional<PhotoAnswer> PhotoCheckStore::find_answer(const std::string& account, const std::string& trace_id) const {
    return tx_.find_one(kFindAnswer, account, trace_id, [](Row& row) {
        PhotoAnswer answer;
        answer.account = row.next<std::string>();
        answer.trace_id = row.next<std::string>();
        answer.state = state_of(row);
        answer.label = row.next<long long>();
        answer.was_seen = row.next<bool>();
        return answer;
    });
}

std::vector<UncheckedPhoto> PhotoCheckStore::unchecked(Instant since, int most) const {
    return tx_.list(kUnchecked, since, most, [](Row& row) {
        UncheckedPhoto found;
        found.photo = row.next<PhotoHash>();
        found.uploader = row.next<std::optional<PersonId>>();
        return found;
    });
}

PhotoCheckPage PhotoCheckStore::list_open(const OrgPath& under, int limit, int offset) const {
    PhotoCheckPage page;
    PhotoHash last;
    tx_.query(kListOpen, [&](Row& row) {
        PhotoCheckRow found;
        found.check = read(row);
        found.unit_code = row.next<std::string>();
        found.unit_name = row.next<std::string>();
        // One line for a picture, however many logs name it.
        if (!under.contains(row.next<OrgPath>()) || found.check.photo == last) return;
        last = found.check.photo;
        const bool on_page = page.total >= offset && page.total < offset + static_cast<long long>(limit);
        ++page.total;
        if (on_page) page.rows.push_back(std::move(found));
    });
    return page;
}

long long PhotoCheckStore::count_open() const {
    return tx_.value<long long>(kCountOpen).value_or(0);
}

std::vector<PhotoCheck> PhotoCheckStore::overdue(Instant before, int most) const {
    return tx_.list(kOverdue, before, most, read);
}

void PhotoCheckWriter::put(const PhotoCheck& check) {
    const std::string cause = check.cause ? std::string(to_string(*check.cause)) : std::string();
    tx_.run(kPut, check.photo, check.state, check.account, check.ticket_hash, check.trace_id, check.label, cause,
            check.asked_at, check.changed_at, check.judged_by, check.reason);
}

void PhotoCheckWriter::keep_answer(const PhotoAnswer& answer) {
    tx_.run(kKeepAnswer, answer.account, answer.trace_id, answer.state, answer.label, answer.was_seen, tx_.now());
}

long long PhotoCheckWriter::erase_answers_before(Instant limit_instant) {
    return tx_.run(kEraseAnswersBefore, limit_instant);
}

}  // namespace league
