#include "lib/storage/activity_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/activity_payload.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT a.id, a.org_id, a.kind, a.title, a.started_at, a.ended_at, a.place, a.expected, a.present, a.content, a.details,
       a.photos, COALESCE(a.told_how, a.source), a.state, a.revision, a.first_content_hash, a.return_reason, a.logged_by, a.made_at,
       a.submitted_at, a.changed_at
FROM activities a
WHERE a.id = $1)";

constexpr std::string_view kFindRow = R"(
SELECT a.id, a.org_id, a.kind, a.title, a.started_at, a.ended_at, a.place, a.expected, a.present, a.content, a.details,
       a.photos, COALESCE(a.told_how, a.source), a.state, a.revision, a.first_content_hash, a.return_reason, a.logged_by, a.made_at,
       a.submitted_at, a.changed_at, u.code, u.name, u.short_name, u.path, k.label
FROM activities a
JOIN org_units u ON u.id = a.org_id
JOIN activity_kinds k ON k.code = a.kind
WHERE a.id = $1)";

// Units below by parent_id, then each unit's logs by (org_id, started_at): nothing else is touched.
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
SELECT a.id, a.org_id, a.kind, a.title, a.started_at, a.ended_at, a.place, a.expected, a.present, a.content, a.details,
       a.photos, COALESCE(a.told_how, a.source), a.state, a.revision, a.first_content_hash, a.return_reason, a.logged_by, a.made_at,
       a.submitted_at, a.changed_at, u.code, u.name, u.short_name, u.path, k.label, COUNT(*) OVER ()
FROM below
JOIN activities a ON a.org_id = below.id
JOIN org_units u ON u.id = a.org_id
JOIN activity_kinds k ON k.code = a.kind
WHERE a.started_at >= $2
  AND a.started_at < $3
  AND a.state = COALESCE(CAST($4 AS TEXT), a.state)
  AND a.kind = COALESCE(CAST($5 AS TEXT), a.kind)
  AND (CAST($6 AS TEXT) IS NULL OR a.logged_by = $6)
  AND k.restricted <= $9
ORDER BY a.started_at DESC, a.id DESC
LIMIT $7
OFFSET $8)";

constexpr std::string_view kLastByPerson = R"(
SELECT a.id, a.org_id, a.kind, a.title, a.started_at, a.ended_at, a.place, a.expected, a.present, a.content, a.details,
       a.photos, COALESCE(a.told_how, a.source), a.state, a.revision, a.first_content_hash, a.return_reason, a.logged_by, a.made_at,
       a.submitted_at, a.changed_at
FROM activities a
WHERE a.logged_by IN (SELECT p.id FROM people p WHERE p.id = $1 OR p.merged_into = $1)
  AND a.source = COALESCE(CAST($2 AS TEXT), a.source)
ORDER BY a.submitted_at DESC, a.id DESC
LIMIT 1)";

constexpr std::string_view kLastCounted = R"(
SELECT a.id, a.org_id, a.kind, a.title, a.started_at, a.ended_at, a.place, a.expected, a.present, a.content, a.details,
       a.photos, COALESCE(a.told_how, a.source), a.state, a.revision, a.first_content_hash, a.return_reason, a.logged_by, a.made_at,
       a.submitted_at, a.changed_at
FROM activities a
WHERE a.org_id = $1 AND a.state IN ('submitted', 'accepted')
ORDER BY a.started_at DESC, a.id DESC
LIMIT 1)";

// The state is written out, so that the partial index of submitted logs serves.
constexpr std::string_view kCountToReview = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT COUNT(*)
FROM below
JOIN activities a ON a.org_id = below.id
WHERE a.state = 'submitted')";

constexpr std::string_view kCountReturned = R"(
SELECT COUNT(*)
FROM activities
WHERE org_id = $1 AND state = 'returned' AND started_at >= $2)";

constexpr std::string_view kHasTwin = R"(
SELECT 1
FROM activities
WHERE org_id = $1 AND started_at >= $2 AND started_at < $3 AND kind = $4 AND title = $5 AND id <> $6
  AND state IN ('submitted', 'accepted')
LIMIT 1)";

constexpr std::string_view kRevisions = R"(
SELECT revision, body, replaced_at, replaced_by
FROM activity_revisions
WHERE activity_id = $1
ORDER BY revision DESC)";

constexpr std::string_view kInsert = R"(
INSERT INTO activities (id, org_id, kind, title, started_at, ended_at, place, expected, present, content, details, photos,
                        source, state, revision, first_content_hash, return_reason, logged_by, made_at, submitted_at,
                        changed_at, told_how, told_by_sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
ON CONFLICT (id) DO NOTHING)";

constexpr std::string_view kToldBy = R"(
SELECT told_by_sealed
FROM activities
WHERE id = $1)";

constexpr std::string_view kForgetTellers = R"(
UPDATE activities
SET told_by_sealed = NULL
WHERE id IN (
    SELECT id
    FROM activities
    WHERE told_by_sealed IS NOT NULL AND submitted_at < $1
    LIMIT $2
))";

constexpr std::string_view kUpdate = R"(
UPDATE activities
SET kind = $4, title = $5, started_at = $6, ended_at = $7, place = $8, expected = $9, present = $10, content = $11,
    details = $12, photos = $13, state = $14, revision = $15, return_reason = $16, changed_at = $17
WHERE id = $1 AND revision = $2 AND state = $3)";

constexpr std::string_view kKeepWording = R"(
INSERT INTO activity_revisions (activity_id, revision, body, replaced_at, replaced_by)
VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view kForgetPhotos = R"(
DELETE FROM activity_photos
WHERE activity_id = $1)";

constexpr std::string_view kNamePhoto = R"(
INSERT INTO activity_photos (activity_id, sha256, sort)
VALUES ($1, $2, $3))";

constexpr std::string_view kTellerContext = "activities.told_by";

template <class T, class From>
T known(From from, const std::string& word) {
    const std::optional<T> value = from(word);
    ensure(value.has_value());  // the schema's CHECK knows the same words
    return *value;
}

Activity read(Row& row) {
    Activity found;
    found.id = row.next<ActivityId>();
    ActivityContent& content = found.content;
    content.org = row.next<OrgUnitId>();
    content.kind = row.next<std::string>();
    content.title = row.next<std::string>();
    content.started_at = row.next<Instant>();
    content.ended_at = row.next<std::optional<Instant>>();
    content.place = row.next<std::string>();
    content.expected = row.next<int>();
    content.present = row.next<int>();
    content.content = row.next<std::string>();
    content.details = details_from_text(row.next<std::string>());
    content.photos = photos_from_text(row.next<std::string>());
    found.source = known<ActivitySource>(activity_source_from, row.next<std::string>());
    found.state = known<ActivityState>(activity_state_from, row.next<std::string>());
    found.revision = row.next<int>();
    found.first_content_hash = row.next<std::string>();
    found.return_reason = row.next<std::string>();
    found.logged_by = row.next<std::optional<PersonId>>();
    found.made_at = row.next<std::optional<Instant>>();
    found.submitted_at = row.next<Instant>();
    found.changed_at = row.next<Instant>();
    return found;
}

ActivityRow read_row(Row& row) {
    ActivityRow found;
    found.activity = read(row);
    found.unit_code = row.next<std::string>();
    found.unit_name = row.next<std::string>();
    found.unit_short_name = row.next<std::string>();
    found.unit_path = row.next<OrgPath>();
    found.kind_label = row.next<std::string>();
    return found;
}

void name_photos(Transaction& tx, const ActivityId& id, const std::vector<PhotoHash>& photos) {
    int sort = 0;
    for (const PhotoHash& photo : photos) tx.run(kNamePhoto, id, photo, sort++);
}

/// Everything when no span is given: instants of four-digit years.
Span span_or_all(const std::optional<Span>& span) {
    return span.value_or(Span{from_millis(-62135596800000), from_millis(253402300800000)});
}

}  // namespace

std::optional<Activity> ActivityStore::find(const ActivityId& id) {
    return tx_.find_one(kFind, id, read);
}

std::optional<ActivityRow> ActivityStore::find_row(const ActivityId& id) {
    return tx_.find_one(kFindRow, id, read_row);
}

ActivityPage ActivityStore::list(const ActivityFilter& filter) {
    const Span span = span_or_all(filter.started);
    ActivityPage page;
    const auto read_page = [&](int limit, int offset, auto use) {
        tx_.query(kList, filter.under, span.begin, span.end, filter.state, filter.kind, filter.logged_by, limit, offset,
                  filter.with_restricted, [&](Row& row) { use(row); });
    };
    read_page(filter.limit, filter.offset, [&](Row& row) {
        page.rows.push_back(read_row(row));
        page.total = row.next<long long>();
    });
    // Past the last row no row brings the total along.
    if (page.rows.empty() && filter.offset > 0) {
        read_page(1, 0, [&](Row& row) {
            read_row(row);
            page.total = row.next<long long>();
        });
    }
    return page;
}

std::optional<Activity> ActivityStore::last_by_person(const PersonId& person, std::optional<ActivitySource> source) {
    return tx_.find_one(kLastByPerson, person, source, read);
}

std::optional<Activity> ActivityStore::last_counted_of_unit(const OrgUnitId& unit) {
    return tx_.find_one(kLastCounted, unit, read);
}

long long ActivityStore::count_to_review(const OrgPath& under) {
    return tx_.value<long long>(kCountToReview, under).value_or(0);
}

long long ActivityStore::count_returned(const OrgUnitId& unit, Instant started_since) {
    return tx_.value<long long>(kCountReturned, unit, started_since).value_or(0);
}

bool ActivityStore::has_twin(const Activity& log, const Span& span) {
    const ActivityContent& content = log.content;
    return tx_.value<long long>(kHasTwin, content.org, span.begin, span.end, content.kind, content.title, log.id)
        .has_value();
}

std::optional<std::string> ActivityStore::told_by(const ActivityId& id, const Cipher& cipher) {
    const auto sealed = tx_.value<std::optional<std::string>>(kToldBy, id).value_or(std::nullopt);
    return sealed ? std::optional(cipher.open(kTellerContext, *sealed)) : std::nullopt;
}

std::vector<ActivityRevision> ActivityStore::revisions(const ActivityId& id) {
    return tx_.list(kRevisions, id, [](Row& row) {
        ActivityRevision found;
        found.revision = row.next<int>();
        StoredWording wording = wording_from_text(row.next<std::string>());
        found.content = std::move(wording.content);
        found.state = wording.state;
        found.replaced_at = row.next<Instant>();
        found.replaced_by = row.next<std::optional<PersonId>>();
        return found;
    });
}

bool ActivityWriter::insert(const Activity& activity, const std::optional<std::string>& told_by_sealed) {
    const ActivityContent& content = activity.content;
    const bool told = is_told(activity.source);
    const ActivitySource written = told ? ActivitySource::desk : activity.source;
    const std::optional<ActivitySource> told_how = told ? std::optional(activity.source) : std::nullopt;
    const std::int64_t changed =
        tx_.run(kInsert, activity.id, content.org, content.kind, content.title, content.started_at, content.ended_at,
                content.place, content.expected, content.present, content.content, details_to_text(content.details),
                photos_to_text(content.photos), written, activity.state, activity.revision, activity.first_content_hash,
                activity.return_reason, activity.logged_by, activity.made_at, activity.submitted_at,
                activity.changed_at, told_how, told_by_sealed);
    if (changed == 0) return false;
    name_photos(tx_, activity.id, content.photos);
    return true;
}

bool ActivityWriter::update(const Activity& previous, const Activity& next, const std::optional<PersonId>& by) {
    ensure(previous.id == next.id && previous.content.org == next.content.org);
    const ActivityContent& content = next.content;
    const std::int64_t changed =
        tx_.run(kUpdate, previous.id, previous.revision, previous.state, content.kind, content.title,
                content.started_at, content.ended_at, content.place, content.expected, content.present, content.content,
                details_to_text(content.details), photos_to_text(content.photos), next.state, next.revision,
                next.return_reason, next.changed_at);
    if (changed == 0) return false;
    if (next.revision != previous.revision) {
        tx_.run(kKeepWording, previous.id, previous.revision, wording_to_text({previous.content, previous.state}),
                tx_.now(), by);
    }
    if (content.photos != previous.content.photos) {
        tx_.run(kForgetPhotos, previous.id);
        name_photos(tx_, previous.id, content.photos);
    }
    return true;
}

std::string ActivityWriter::seal_teller(const Cipher& cipher, const std::string& name) {
    return cipher.seal(kTellerContext, name);
}

long long ActivityWriter::forget_tellers(Instant before, int most) {
    return tx_.run(kForgetTellers, before, most);
}

}  // namespace league
