#include "lib/storage/bulletin_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/bulletin_json.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot, words, revision,
       draft_revision, edited_by, approved_by, approved_revision, approved_at, about_id, title, digest, pictures,
       cover_media, draft_media, publish_id, mass_id, mass_at, article_id, article_url, note, withdrawal, composed_at,
       changed_at, published_at
FROM bulletins
WHERE id = $1)";

constexpr std::string_view kFindNewest = R"(
SELECT id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot, words, revision,
       draft_revision, edited_by, approved_by, approved_revision, approved_at, about_id, title, digest, pictures,
       cover_media, draft_media, publish_id, mass_id, mass_at, article_id, article_url, note, withdrawal, composed_at,
       changed_at, published_at
FROM bulletins
WHERE unit_id = $1 AND kind = $2 AND period = $3
ORDER BY edition DESC
LIMIT 1)";

constexpr std::string_view kFindByIssue = R"(
SELECT id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot, words, revision,
       draft_revision, edited_by, approved_by, approved_revision, approved_at, about_id, title, digest, pictures,
       cover_media, draft_media, publish_id, mass_id, mass_at, article_id, article_url, note, withdrawal, composed_at,
       changed_at, published_at
FROM bulletins
WHERE unit_id = $1 AND kind = $2 AND issue = $3)";

constexpr std::string_view kFindByPublishId = R"(
SELECT id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot, words, revision,
       draft_revision, edited_by, approved_by, approved_revision, approved_at, about_id, title, digest, pictures,
       cover_media, draft_media, publish_id, mass_id, mass_at, article_id, article_url, note, withdrawal, composed_at,
       changed_at, published_at
FROM bulletins
WHERE account = $1 AND publish_id = $2
ORDER BY composed_at DESC
LIMIT 1)";

constexpr std::string_view kFindByMassId = R"(
SELECT id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot, words, revision,
       draft_revision, edited_by, approved_by, approved_revision, approved_at, about_id, title, digest, pictures,
       cover_media, draft_media, publish_id, mass_id, mass_at, article_id, article_url, note, withdrawal, composed_at,
       changed_at, published_at
FROM bulletins
WHERE account = $1 AND mass_id = $2
ORDER BY composed_at DESC
LIMIT 1)";

constexpr std::string_view kList = R"(
SELECT id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot, words, revision,
       draft_revision, edited_by, approved_by, approved_revision, approved_at, about_id, title, digest, pictures,
       cover_media, draft_media, publish_id, mass_id, mass_at, article_id, article_url, note, withdrawal, composed_at,
       changed_at, published_at
FROM bulletins
WHERE (CAST($1 AS TEXT) IS NULL OR unit_id = $1)
  AND (CAST($2 AS TEXT) IS NULL OR kind = $2)
  AND (CAST($3 AS TEXT) IS NULL OR period = $3)
  AND (CAST($4 AS TEXT) IS NULL OR state = $4)
  AND ($5 = 0 OR state IN ('published', 'sent'))
ORDER BY composed_at DESC, issue DESC
LIMIT $6 OFFSET $7)";

constexpr std::string_view kColumnsBefore = R"(
SELECT b.id, b.unit_id, b.account, b.kind, b.period, b.issue, b.edition, b.state, b.release, b.goes_at,
       b.wanted_at, b.snapshot, b.words, b.revision, b.draft_revision, b.edited_by, b.approved_by,
       b.approved_revision, b.approved_at, b.about_id, b.title, b.digest, b.pictures, b.cover_media, b.draft_media,
       b.publish_id, b.mass_id, b.mass_at, b.article_id, b.article_url, b.note, b.withdrawal, b.composed_at,
       b.changed_at, b.published_at
FROM bulletins b
WHERE b.unit_id = $1 AND b.kind = 'progress_column' AND b.period < $2
  AND b.edition = (SELECT MAX(newest.edition) FROM bulletins newest
                   WHERE newest.unit_id = b.unit_id AND newest.kind = b.kind AND newest.period = b.period)
ORDER BY b.period DESC
LIMIT $3)";

constexpr std::string_view kLastIssue = R"(
SELECT COALESCE(MAX(issue), 0)
FROM bulletins
WHERE unit_id = $1 AND kind = $2)";

constexpr std::string_view kFindMassResult = R"(
SELECT account, mass_id, succeeded, error, article_url
FROM mass_results
WHERE account = $1 AND mass_id = $2)";

constexpr std::string_view kKeepMassResult = R"(
INSERT INTO mass_results (account, mass_id, succeeded, error, article_url, told_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account, mass_id) DO NOTHING)";

constexpr std::string_view kInsert = R"(
INSERT INTO bulletins (id, unit_id, account, kind, period, issue, edition, state, release, goes_at, wanted_at, snapshot,
                       words, revision, draft_revision, edited_by, approved_revision, about_id, title, digest, pictures,
                       composed_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, 0, $16, $17, $18, '{}', $19, $19))";

constexpr std::string_view kUpdate = R"(
UPDATE bulletins
SET state = $2, release = $3, goes_at = $4, wanted_at = $5, words = $6, revision = $7, draft_revision = $8,
    edited_by = $9, approved_by = $10, approved_revision = $11, approved_at = $12, title = $13, digest = $14,
    pictures = $15, cover_media = $16, draft_media = $17, publish_id = $18, mass_id = $19, mass_at = $20,
    article_id = $21, article_url = $22, note = $23, withdrawal = $24, changed_at = $25, published_at = $26
WHERE id = $1)";

Bulletin read(Row& row) {
    Bulletin bulletin;
    bulletin.id = row.next<BulletinId>();
    bulletin.unit = row.next<OrgUnitId>();
    bulletin.account = row.next<std::string>();
    const std::optional<BulletinKind> kind = bulletin_kind_from(row.next<std::string>());
    bulletin.period = row.next<std::string>();
    bulletin.issue = row.next<int>();
    bulletin.edition = row.next<int>();
    const std::optional<BulletinState> state = bulletin_state_from(row.next<std::string>());
    const std::optional<Release> release = release_from(row.next<std::string>());
    ensure(kind && state && release);
    bulletin.kind = *kind;
    bulletin.state = *state;
    bulletin.release = *release;
    bulletin.goes_at = row.next<std::optional<Instant>>();
    bulletin.wanted_at = row.next<std::optional<Instant>>();
    bulletin.snapshot = snapshot_from(row.next<std::string>());
    bulletin.words = words_from(row.next<std::string>());
    bulletin.revision = row.next<int>();
    bulletin.draft_revision = row.next<int>();
    bulletin.edited_by = row.next<std::optional<PersonId>>();
    bulletin.approved_by = row.next<std::optional<PersonId>>();
    bulletin.approved_revision = row.next<int>();
    bulletin.approved_at = row.next<std::optional<Instant>>();
    bulletin.about = row.next<std::optional<BulletinId>>();
    bulletin.title = row.next<std::string>();
    bulletin.digest = row.next<std::string>();
    bulletin.pictures = pictures_from(row.next<std::string>());
    bulletin.cover_media = row.next<std::string>();
    bulletin.draft_media = row.next<std::string>();
    bulletin.publish_id = row.next<std::string>();
    bulletin.mass_id = row.next<std::string>();
    bulletin.mass_at = row.next<std::optional<Instant>>();
    bulletin.article_id = row.next<std::string>();
    bulletin.article_url = row.next<std::string>();
    bulletin.note = row.next<std::string>();
    bulletin.withdrawal = row.next<std::string>();
    bulletin.composed_at = row.next<Instant>();
    bulletin.changed_at = row.next<Instant>();
    bulletin.published_at = row.next<std::optional<Instant>>();
    return bulletin;
}

}  // namespace

std::optional<Bulletin> BulletinStore::find(const BulletinId& id) const {
    return tx_.find_one(kFind, id, read);
}

std::optional<Bulletin> BulletinStore::find(const OrgUnitId& unit, BulletinKind kind, const std::string& period) const {
    return tx_.find_one(kFindNewest, unit, kind, period, read);
}

std::optional<Bulletin> BulletinStore::find_by_issue(const OrgUnitId& unit, BulletinKind kind, int issue) const {
    return tx_.find_one(kFindByIssue, unit, kind, issue, read);
}

std::optional<Bulletin> BulletinStore::find_by_publish_id(const std::string& account,
                                                          const std::string& publish_id) const {
    if (publish_id.empty()) return std::nullopt;
    return tx_.find_one(kFindByPublishId, account, publish_id, read);
}

std::optional<Bulletin> BulletinStore::find_by_mass_id(const std::string& account, const std::string& mass_id) const {
    if (mass_id.empty()) return std::nullopt;
    return tx_.find_one(kFindByMassId, account, mass_id, read);
}

std::optional<MassResult> BulletinStore::mass_result(const std::string& account, const std::string& mass_id) const {
    return tx_.find_one(kFindMassResult, account, mass_id, [](Row& row) {
        MassResult result;
        result.account = row.next<std::string>();
        result.mass_id = row.next<std::string>();
        result.succeeded = row.next<bool>();
        result.error = row.next<std::optional<std::int64_t>>();
        result.article_url = row.next<std::string>();
        return result;
    });
}

std::vector<Bulletin> BulletinStore::list(const BulletinFilter& filter) const {
    return tx_.list(kList, filter.unit, filter.kind, filter.period, filter.state, filter.is_public, filter.limit,
                    filter.offset, read);
}

std::vector<Bulletin> BulletinStore::columns_before(const OrgUnitId& unit, const std::string& period, int limit) const {
    return tx_.list(kColumnsBefore, unit, period, limit, read);
}

int BulletinStore::last_issue(const OrgUnitId& unit, BulletinKind kind) const {
    return tx_.value<int>(kLastIssue, unit, kind).value_or(0);
}

void BulletinWriter::insert(const Bulletin& bulletin) {
    tx_.run(kInsert, bulletin.id, bulletin.unit, bulletin.account, bulletin.kind, bulletin.period, bulletin.issue,
            bulletin.edition, bulletin.state, bulletin.release, bulletin.goes_at, bulletin.wanted_at,
            snapshot_text(bulletin.snapshot), words_text(bulletin.words), bulletin.revision, bulletin.edited_by,
            bulletin.about, bulletin.title, bulletin.digest, tx_.now());
}

void BulletinWriter::update(const Bulletin& bulletin) {
    tx_.run(kUpdate, bulletin.id, bulletin.state, bulletin.release, bulletin.goes_at, bulletin.wanted_at,
            words_text(bulletin.words), bulletin.revision, bulletin.draft_revision, bulletin.edited_by,
            bulletin.approved_by, bulletin.approved_revision, bulletin.approved_at, bulletin.title, bulletin.digest,
            pictures_text(bulletin.pictures), bulletin.cover_media, bulletin.draft_media, bulletin.publish_id,
            bulletin.mass_id, bulletin.mass_at, bulletin.article_id, bulletin.article_url, bulletin.note,
            bulletin.withdrawal, tx_.now(), bulletin.published_at);
}

void BulletinWriter::keep_mass_result(const MassResult& result) {
    tx_.run(kKeepMassResult, result.account, result.mass_id, result.succeeded,
            result.error ? std::optional<std::int64_t>(*result.error) : std::nullopt, result.article_url, tx_.now());
}

}  // namespace league
