#include "lib/storage/content_check_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/activity_store.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT activity_id, revision, state, text_hash, label, cause, asked_at, changed_at, judged_by, reason
FROM content_checks
WHERE activity_id = $1)";

// The open ones are few and have an index of their own; the states are written out so that it serves.
constexpr std::string_view kListOpen = R"(
SELECT c.activity_id, c.revision, c.state, c.text_hash, c.label, c.cause, c.asked_at, c.changed_at, c.judged_by,
       c.reason, u.code, u.name, u.path
FROM content_checks c
JOIN activities a ON a.id = c.activity_id
JOIN org_units u ON u.id = a.org_id
WHERE c.state IN ('review', 'risky') AND a.state <> 'withdrawn'
ORDER BY c.changed_at, c.activity_id)";

constexpr std::string_view kCountOpen = R"(
SELECT COUNT(*)
FROM content_checks c
JOIN activities a ON a.id = c.activity_id
WHERE c.state IN ('review', 'risky') AND a.state <> 'withdrawn')";

constexpr std::string_view kUnchecked = R"(
SELECT a.id, a.revision, COALESCE(r.replaced_by, a.logged_by), a.changed_at
FROM activities a
JOIN activity_kinds k ON k.code = a.kind
LEFT JOIN content_checks c ON c.activity_id = a.id
LEFT JOIN activity_revisions r ON r.activity_id = a.id AND r.revision = a.revision - 1
WHERE a.changed_at >= $1
  AND a.state <> 'withdrawn'
  AND k.restricted = 0
  AND (c.revision IS NULL OR c.revision < a.revision)
ORDER BY a.changed_at, a.id
LIMIT $2)";

constexpr std::string_view kNewestChange = R"(
SELECT COALESCE(MAX(changed_at), 0)
FROM activities)";

constexpr std::string_view kHasWaiting = R"(
SELECT 1
FROM content_checks
WHERE state = 'waiting' AND asked_at < $1)";

constexpr std::string_view kFaults = R"(
SELECT c.activity_id,
       CASE WHEN c.revision > a.revision
                 OR (c.state = 'refused' AND c.reason = '')
                 OR (c.state = 'not_checked' AND c.cause = '')
                 OR (c.state <> 'not_checked' AND c.cause <> '')
                 OR (c.state NOT IN ('allowed', 'refused') AND c.judged_by IS NOT NULL)
            THEN 1
            ELSE 0
       END
FROM content_checks c
JOIN activities a ON a.id = c.activity_id)";

constexpr std::string_view kPut = R"(
INSERT INTO content_checks (activity_id, revision, state, text_hash, label, cause, asked_at, changed_at, judged_by,
                            reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (activity_id) DO UPDATE
SET revision = excluded.revision, state = excluded.state, text_hash = excluded.text_hash, label = excluded.label,
    cause = excluded.cause, asked_at = excluded.asked_at, changed_at = excluded.changed_at,
    judged_by = excluded.judged_by, reason = excluded.reason)";

constexpr std::string_view kGiveUp = R"(
UPDATE content_checks
SET state = 'not_checked', cause = 'no_answer', changed_at = $2
WHERE activity_id IN (
    SELECT activity_id
    FROM content_checks
    WHERE state = 'waiting' AND asked_at < $1
    ORDER BY asked_at
    LIMIT $3
))";

ContentCheck read(Row& row) {
    ContentCheck check;
    check.activity = row.next<ActivityId>();
    check.revision = row.next<int>();
    const auto state = content_state_from(row.next<std::string>());
    ensure(state.has_value());  // the schema's CHECK knows the same words
    check.state = *state;
    check.text_hash = row.next<std::string>();
    check.label = row.next<long long>();
    check.cause = content_cause_from(row.next<std::string>());
    check.asked_at = row.next<Instant>();
    check.changed_at = row.next<Instant>();
    check.judged_by = row.next<std::optional<PersonId>>();
    check.reason = row.next<std::string>();
    return check;
}

}  // namespace

std::optional<ContentCheck> ContentCheckStore::find(const ActivityId& id) const {
    return tx_.find_one(kFind, id, read);
}

ContentCheckPage ContentCheckStore::list_open(const OrgPath& under, int limit, int offset) const {
    ContentCheckPage page;
    tx_.query(kListOpen, [&](Row& row) {
        ContentCheckRow found;
        found.check = read(row);
        found.unit_code = row.next<std::string>();
        found.unit_name = row.next<std::string>();
        if (!under.contains(row.next<OrgPath>())) return;
        const bool on_page = page.total >= offset && page.total < offset + static_cast<long long>(limit);
        ++page.total;
        if (on_page) page.rows.push_back(std::move(found));
    });
    for (ContentCheckRow& row : page.rows) {
        std::optional<Activity> log = ActivityStore(tx_).find(row.check.activity);
        ensure(log.has_value());  // a foreign key holds it
        row.content = std::move(log->content);
    }
    return page;
}

long long ContentCheckStore::count_open() const {
    return tx_.value<long long>(kCountOpen).value_or(0);
}

std::vector<UncheckedLog> ContentCheckStore::unchecked(Instant since, int most) const {
    return tx_.list(kUnchecked, since, most, [](Row& row) {
        UncheckedLog log;
        log.id = row.next<ActivityId>();
        log.revision = row.next<int>();
        log.author = row.next<std::optional<PersonId>>();
        log.changed_at = row.next<Instant>();
        return log;
    });
}

Instant ContentCheckStore::newest_change() const {
    return tx_.value<Instant>(kNewestChange).value_or(Instant());
}

bool ContentCheckStore::has_waiting_since_before(Instant then) const {
    return tx_.exists(kHasWaiting, then);
}

std::vector<ActivityId> ContentCheckStore::faults(long long& examined) const {
    std::vector<ActivityId> found;
    tx_.query(kFaults, [&](Row& row) {
        ++examined;
        ActivityId id = row.next<ActivityId>();
        if (row.next<int>() != 0) found.push_back(std::move(id));
    });
    return found;
}

void ContentCheckWriter::put(const ContentCheck& check) {
    const std::string cause = check.cause ? std::string(to_string(*check.cause)) : std::string();
    tx_.run(kPut, check.activity, check.revision, check.state, check.text_hash, check.label, cause, check.asked_at,
            check.changed_at, check.judged_by, check.reason);
}

long long ContentCheckWriter::give_up_waiting(Instant before, int most) {
    return tx_.run(kGiveUp, before, tx_.now(), most);
}

}  // namespace league
