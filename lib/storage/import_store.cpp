#include "lib/storage/import_store.hpp"

#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr std::string_view kFind = R"(
SELECT id, unit_id, as_of, state, notices, created_at, created_by, committed_at, undone_at
FROM import_batches
WHERE id = $1)";

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
SELECT b.id, b.unit_id, b.as_of, b.state, b.notices, b.created_at, b.created_by, b.committed_at, b.undone_at
FROM import_batches b
WHERE b.unit_id IN (SELECT id FROM below) AND b.state NOT IN ('reading', 'discarded')
ORDER BY b.created_at DESC, b.id DESC
LIMIT $2)";

constexpr std::string_view kInState = R"(
SELECT b.id, b.unit_id, b.as_of, b.state, b.notices, b.created_at, b.created_by, b.committed_at, b.undone_at, u.path
FROM import_batches b
JOIN org_units u ON u.id = b.unit_id
WHERE b.state = $1
ORDER BY b.as_of DESC, b.created_at DESC)";

constexpr std::string_view kFiles = R"(
SELECT number, name, sha256, lines
FROM import_files
WHERE batch_id = $1
ORDER BY number)";

constexpr std::string_view kNotices = R"(
SELECT file, sheet, line, letters, sentence, details
FROM import_notices
WHERE batch_id = $1
ORDER BY number)";

constexpr std::string_view kCommittedFile = R"(
SELECT b.as_of
FROM import_files f
JOIN import_batches b ON b.id = f.batch_id
WHERE f.sha256 = $1 AND b.state = 'committed'
ORDER BY b.committed_at DESC
LIMIT 1)";

constexpr std::string_view kForgotten = R"(
SELECT id
FROM import_batches
WHERE state IN ('reading', 'staged') AND created_at < $1
ORDER BY created_at
LIMIT $2)";

constexpr std::string_view kListSizes = R"(
SELECT list, COUNT(*)
FROM import_members
WHERE batch_id = $1
GROUP BY list)";

constexpr std::string_view kSharedMembers = R"(
WITH standing (identity_hash, number, file, line) AS (
    SELECT m.identity_hash, r.number, m.file, m.line
    FROM import_members m
    JOIN import_rows r ON r.batch_id = m.batch_id AND r.list = m.list
    WHERE m.batch_id = $1 AND r.outcome IN ('new', 'changed', 'unchanged', 'conflict')
), shared (identity_hash) AS (
    SELECT identity_hash
    FROM standing
    GROUP BY identity_hash
    HAVING COUNT(*) > 1
    ORDER BY identity_hash
    LIMIT $2
)
SELECT s.identity_hash, s.number, s.file, s.line
FROM standing s
JOIN shared ON shared.identity_hash = s.identity_hash
ORDER BY s.identity_hash, s.file, s.line)";

// The same for the people of one list, but those who are a conflict already.
constexpr std::string_view kSharedWithList = R"(
SELECT m.identity_hash, r.number, m.file, m.line
FROM import_members m
JOIN import_rows r ON r.batch_id = m.batch_id AND r.list = m.list
WHERE m.batch_id = $1 AND
      m.identity_hash IN (SELECT identity_hash FROM import_members WHERE batch_id = $1 AND list = $2) AND
      (r.outcome IN ('new', 'changed', 'unchanged', 'conflict') OR r.decision = 'link') AND NOT EXISTS (
          SELECT 1
          FROM import_rows t
          WHERE t.batch_id = m.batch_id AND t.nms_key = m.identity_hash)
ORDER BY m.identity_hash, m.file, m.line)";

constexpr std::string_view kRowsWithMember = R"(
SELECT r.number
FROM import_rows r
WHERE r.batch_id = $1 AND r.list IN (SELECT list FROM import_members WHERE batch_id = $1 AND identity_hash = $2)
ORDER BY r.number)";

constexpr std::string_view kInsert = R"(
INSERT INTO import_batches (id, unit_id, as_of, state, notices, created_at, created_by, committed_at, undone_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))";

constexpr std::string_view kUpdate = R"(
UPDATE import_batches
SET state = $2, notices = $3, committed_at = $4, undone_at = $5
WHERE id = $1)";

constexpr std::string_view kAddFile = R"(
INSERT INTO import_files (batch_id, number, name, sha256, lines)
VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view kAddNotice = R"(
INSERT INTO import_notices (batch_id, number, file, sheet, line, letters, sentence, details)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

constexpr std::string_view kAddMember = R"(
INSERT INTO import_members (batch_id, list, identity_hash, file, line)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (batch_id, list, identity_hash) DO NOTHING)";

constexpr std::string_view kFirstList = "SELECT list FROM import_members WHERE batch_id = $1 ORDER BY list LIMIT 1";

constexpr std::string_view kEraseLists = R"(
DELETE FROM import_members
WHERE batch_id = $1 AND list < $2)";

ImportBatch next_batch(Row& row) {
    ImportBatch batch;
    batch.id = row.next<ImportBatchId>();
    batch.unit = row.next<OrgUnitId>();
    batch.as_of = row.next<Instant>();
    const auto state = batch_state_from(row.next<std::string>());
    ensure(state.has_value());  // the schema's CHECK knows the same words
    batch.state = *state;
    batch.notices = row.next<long long>();
    batch.created_at = row.next<Instant>();
    batch.created_by = row.next<std::optional<PersonId>>();
    batch.committed_at = row.next<std::optional<Instant>>();
    batch.undone_at = row.next<std::optional<Instant>>();
    return batch;
}

SharedMember next_shared(Row& row) {
    SharedMember member;
    member.identity_hash = row.next<std::string>();
    member.row = row.next<int>();
    member.file = row.next<int>();
    member.line = row.next<long long>();
    return member;
}

SheetFault next_notice(Row& row) {
    SheetFault notice;
    notice.file = row.next<std::string>();
    notice.sheet = row.next<std::string>();
    notice.line = row.next<std::size_t>();
    notice.column = row.next<std::string>();
    notice.key = row.next<std::string>();
    notice.values = json::parse(row.next<std::string>()).get<Values>();
    return notice;
}

}  // namespace

std::optional<ImportBatch> ImportStore::find(const ImportBatchId& id) const {
    return tx_.find_one(kFind, id, next_batch);
}

std::vector<ImportBatch> ImportStore::list(const OrgPath& root, int limit) const {
    return tx_.list(kList, root, limit, next_batch);
}

std::vector<ImportFile> ImportStore::files(const ImportBatchId& id) const {
    return tx_.list(kFiles, id, [](Row& row) {
        ImportFile file;
        file.number = row.next<int>();
        file.name = row.next<std::string>();
        file.sha256 = row.next<std::string>();
        file.lines = row.next<long long>();
        return file;
    });
}

std::vector<SheetFault> ImportStore::notices(const ImportBatchId& id) const {
    return tx_.list(kNotices, id, next_notice);
}

std::optional<Instant> ImportStore::committed_file(const std::string& sha256) const {
    return tx_.value<Instant>(kCommittedFile, sha256);
}

std::optional<ImportBatch> ImportStore::in_line(const OrgPath& path, BatchState state, const ImportBatchId& id) const {
    std::optional<ImportBatch> found;
    tx_.query(kInState, state, [&](Row& row) {
        const ImportBatch batch = next_batch(row);
        const OrgPath other = row.next<OrgPath>();
        const bool touches = path.contains(other) || other.contains(path);
        if (!found && touches && batch.id != id) found = batch;
    });
    return found;
}

std::optional<ImportBatch> ImportStore::committed_since(const OrgPath& path, Instant since,
                                                        const ImportBatchId& id) const {
    std::optional<ImportBatch> found;
    tx_.query(kInState, BatchState::committed, [&](Row& row) {
        const ImportBatch other = next_batch(row);
        const OrgPath where = row.next<OrgPath>();
        const bool touches = path.contains(where) || where.contains(path);
        if (other.id != id && touches && other.committed_at > since) found = other;
    });
    return found;
}

bool ImportStore::changed_since(const OrgPath& path, Instant since, const ImportBatchId& id) const {
    if (committed_since(path, since, id)) return true;
    bool found = false;
    tx_.query(kInState, BatchState::undone, [&](Row& row) {
        const ImportBatch other = next_batch(row);
        const OrgPath where = row.next<OrgPath>();
        const bool touches = path.contains(where) || where.contains(path);
        found = found || (other.id != id && touches && other.undone_at > since);
    });
    return found;
}

std::vector<ImportBatchId> ImportStore::forgotten(Instant before, int limit) const {
    return tx_.list(kForgotten, before, limit, [](Row& row) { return row.get<ImportBatchId>(0); });
}

std::map<int, int> ImportStore::list_sizes(const ImportBatchId& id) const {
    std::map<int, int> sizes;
    tx_.query(kListSizes, id, [&](Row& row) {
        const int list = row.next<int>();
        sizes[list] = row.next<int>();
    });
    return sizes;
}

std::vector<SharedMember> ImportStore::shared_members(const ImportBatchId& id, int limit) const {
    return tx_.list(kSharedMembers, id, limit, next_shared);
}

std::vector<SharedMember> ImportStore::shared_with_list(const ImportBatchId& id, int list) const {
    return tx_.list(kSharedWithList, id, list, next_shared);
}

std::vector<int> ImportStore::rows_with_member(const ImportBatchId& id, const std::string& identity_hash) const {
    return tx_.list(kRowsWithMember, id, identity_hash, [](Row& row) { return row.get<int>(0); });
}

void ImportWriter::insert(const ImportBatch& batch) {
    tx_.run(kInsert, batch.id, batch.unit, batch.as_of, batch.state, batch.notices, batch.created_at, batch.created_by,
            batch.committed_at, batch.undone_at);
}

void ImportWriter::update(const ImportBatch& batch) {
    tx_.run(kUpdate, batch.id, batch.state, batch.notices, batch.committed_at, batch.undone_at);
}

void ImportWriter::add_file(const ImportBatchId& id, const ImportFile& file) {
    tx_.run(kAddFile, id, file.number, file.name, file.sha256, file.lines);
}

void ImportWriter::add_notice(const ImportBatchId& id, int number, const SheetFault& notice) {
    tx_.run(kAddNotice, id, number, notice.file, notice.sheet, notice.line, notice.column, notice.key,
            json(notice.values).dump());
}

void ImportWriter::add_members(const ImportBatchId& id, const std::vector<StagedMember>& members) {
    for (const StagedMember& member : members) {
        tx_.run(kAddMember, id, member.list, member.identity_hash, member.file, member.line);
    }
}

bool ImportWriter::erase_lists(const ImportBatchId& id, int lists) {
    const auto first = tx_.value<int>(kFirstList, id);
    if (!first) return false;
    tx_.run(kEraseLists, id, *first + lists);
    return true;
}

}  // namespace league
