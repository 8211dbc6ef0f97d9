#include "lib/storage/feedback_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, identity_id, person_id, from_unit_id, unit_id, category, content_sealed, contact_sealed, content_hash,
       created_at, answer_sealed, answered_by, answered_at
FROM feedback
WHERE id = $1)";

constexpr std::string_view kListOf = R"(
SELECT f.id, f.identity_id, f.person_id, f.from_unit_id, f.unit_id, f.category, f.content_sealed, f.contact_sealed,
       f.content_hash, f.created_at, f.answer_sealed, f.answered_by, f.answered_at
FROM feedback f
JOIN identities i ON i.id = f.identity_id
LEFT JOIN people p ON p.id = i.person_id
WHERE i.id = $1 OR COALESCE(p.merged_into, p.id) = $2
ORDER BY f.created_at DESC, f.id DESC
LIMIT $3)";

constexpr std::string_view kList = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT f.id, f.identity_id, f.person_id, f.from_unit_id, f.unit_id, f.category, f.content_sealed, f.contact_sealed,
       f.content_hash, f.created_at, f.answer_sealed, f.answered_by, f.answered_at,
       COALESCE(k.name_sealed, p.name_sealed), u.name, COUNT(*) OVER ()
FROM below
JOIN feedback f ON f.unit_id = below.id
LEFT JOIN people p ON p.id = f.person_id
LEFT JOIN people k ON k.id = p.merged_into
LEFT JOIN org_units u ON u.id = f.from_unit_id
WHERE $2 = 0 OR f.answered_at IS NULL
ORDER BY f.created_at DESC, f.id DESC
LIMIT $3 OFFSET $4)";

constexpr std::string_view kCountSince = R"(
SELECT COUNT(*)
FROM feedback
WHERE identity_id = $1 AND created_at > $2)";

constexpr std::string_view kInsert = R"(
INSERT INTO feedback (id, identity_id, person_id, from_unit_id, unit_id, category, content_sealed, contact_sealed,
                      content_hash, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO NOTHING)";

constexpr std::string_view kAnswer = R"(
UPDATE feedback
SET answer_sealed = $2, answered_by = $3, answered_at = $4
WHERE id = $1 AND answered_at IS NULL)";

constexpr std::string_view kEraseUnanswered = R"(
DELETE FROM feedback
WHERE id IN (
    SELECT id
    FROM feedback
    WHERE answered_at IS NULL AND created_at < $1
    ORDER BY created_at
    LIMIT $2
))";

constexpr std::string_view kEraseAnswered = R"(
DELETE FROM feedback
WHERE id IN (
    SELECT id
    FROM feedback
    WHERE answered_at < $1
    ORDER BY answered_at
    LIMIT $2
))";

}  // namespace

Feedback FeedbackStore::read(Row& row) const {
    Feedback feedback;
    feedback.id = row.next<FeedbackId>();
    feedback.identity = row.next<IdentityId>();
    feedback.person = row.next<std::optional<PersonId>>();
    feedback.from_unit = row.next<std::optional<OrgUnitId>>();
    feedback.unit = row.next<OrgUnitId>();
    const auto category = feedback_category_from(row.next<std::string>());
    ensure(category.has_value());  // the schema's CHECK knows the same words
    feedback.said.category = *category;
    feedback.said.content = seals_.cipher.open("feedback.content", row.next<std::string>());
    feedback.said.contact = seals_.open("feedback.contact", row.next<std::optional<std::string>>());
    feedback.content_hash = row.next<std::string>();
    feedback.created_at = row.next<Instant>();
    auto answer = seals_.open("feedback.answer", row.next<std::optional<std::string>>());
    auto by = row.next<std::optional<PersonId>>();
    const auto at = row.next<std::optional<Instant>>();
    if (answer && at) feedback.answer = FeedbackAnswer{*std::move(answer), std::move(by), *at};
    return feedback;
}

std::optional<Feedback> FeedbackStore::find(const FeedbackId& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row); });
}

std::vector<Feedback> FeedbackStore::list_of(const IdentityId& identity, const std::optional<PersonId>& person,
                                             int limit) const {
    return tx_.list(kListOf, identity, person, limit, [&](Row& row) { return read(row); });
}

FeedbackPage FeedbackStore::list(const FeedbackFilter& filter) const {
    FeedbackPage page;
    const auto read_page = [&](int limit, int offset, bool keep) {
        tx_.query(kList, filter.under, filter.only_open, limit, offset, [&](Row& row) {
            FeedbackRow found;
            found.feedback = read(row);
            found.from_name = seals_.open("people.name", row.next<std::optional<std::string>>());
            found.from_unit_name = row.next<std::optional<std::string>>();
            page.total = row.next<long long>();
            if (keep) page.rows.push_back(std::move(found));
        });
    };
    read_page(filter.limit, filter.offset, /*keep=*/true);
    // Past the last row no row brings the total along.
    if (page.rows.empty() && filter.offset > 0) read_page(1, 0, /*keep=*/false);
    return page;
}

long long FeedbackStore::count_since(const IdentityId& identity, Instant since) const {
    return tx_.value<long long>(kCountSince, identity, since).value_or(0);
}

bool FeedbackWriter::insert(const Feedback& feedback) {
    return tx_.run(kInsert, feedback.id, feedback.identity, feedback.person, feedback.from_unit, feedback.unit,
                   feedback.said.category, seals_.cipher.seal("feedback.content", feedback.said.content),
                   seals_.seal("feedback.contact", feedback.said.contact), feedback.content_hash,
                   feedback.created_at) == 1;
}

bool FeedbackWriter::answer(const FeedbackId& id, const FeedbackAnswer& answer) {
    return tx_.run(kAnswer, id, seals_.cipher.seal("feedback.answer", answer.text), answer.by, answer.at) == 1;
}

long long FeedbackWriter::erase_answered_before(Instant limit_instant, int limit) {
    return tx_.run(kEraseAnswered, limit_instant, limit);
}

long long FeedbackWriter::erase_unanswered_before(Instant limit_instant, int limit) {
    return tx_.run(kEraseUnanswered, limit_instant, limit);
}

}  // namespace league
