#include "lib/storage/batch_store.hpp"

#include "lib/storage/days.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, unit_id, year, number, title, approved_on, founded_on, first_content_hash, created_by, created_at
FROM batches
WHERE id = $1)";

constexpr std::string_view kNextNumber = R"(
SELECT COALESCE(MAX(number), 0) + 1
FROM batches
WHERE unit_id = $1 AND year = $2)";

constexpr std::string_view kCounts = R"(
SELECT COUNT(*),
       COALESCE(SUM(CASE WHEN stage IN ('founding_approved', 'elected', 'appointed', 'result_reported',
                                        'result_approved', 'filed') THEN 1 ELSE 0 END), 0),
       COALESCE(SUM(CASE WHEN stage IN ('result_approved', 'filed') THEN 1 ELSE 0 END), 0)
FROM org_projects
WHERE batch_id = $1)";

constexpr std::string_view kList = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
), sums (batch_id, projects, approved, founded) AS (
    SELECT batch_id, COUNT(*),
           SUM(CASE WHEN stage IN ('founding_approved', 'elected', 'appointed', 'result_reported', 'result_approved',
                                   'filed') THEN 1 ELSE 0 END),
           SUM(CASE WHEN stage IN ('result_approved', 'filed') THEN 1 ELSE 0 END)
    FROM org_projects
    WHERE batch_id IS NOT NULL
    GROUP BY batch_id
)
SELECT b.id, b.unit_id, b.year, b.number, b.title, b.approved_on, b.founded_on, b.first_content_hash, b.created_by,
       b.created_at, u.code, u.name, COALESCE(s.projects, 0), COALESCE(s.approved, 0), COALESCE(s.founded, 0)
FROM below
JOIN batches b ON b.unit_id = below.id
JOIN org_units u ON u.id = b.unit_id
LEFT JOIN sums s ON s.batch_id = b.id
ORDER BY b.created_at DESC, b.id DESC
LIMIT 200)";

constexpr std::string_view kInsert = R"(
INSERT INTO batches (id, unit_id, year, number, title, approved_on, founded_on, first_content_hash, created_by,
                     created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))";

constexpr std::string_view kUpdate = R"(
UPDATE batches
SET approved_on = $2, founded_on = $3
WHERE id = $1)";

Batch next_batch(Row& row) {
    Batch batch;
    batch.id = row.next<BatchId>();
    batch.unit = row.next<OrgUnitId>();
    batch.year = row.next<int>();
    batch.number = row.next<int>();
    batch.title = row.next<std::string>();
    batch.approved_on = next_optional_day(row);
    batch.founded_on = next_optional_day(row);
    batch.first_content_hash = row.next<std::string>();
    batch.created_by = row.next<std::optional<PersonId>>();
    batch.created_at = row.next<Instant>();
    return batch;
}

}  // namespace

std::optional<Batch> BatchStore::find(const BatchId& id) const {
    return tx_.find_one(kFind, id, next_batch);
}

BatchStore::Counts BatchStore::counts(const BatchId& id) const {
    const auto counts = tx_.find_one(kCounts, id, [](Row& row) {
        return Counts{row.get<long long>(0), row.get<long long>(1), row.get<long long>(2)};
    });
    return counts.value_or(Counts());
}

int BatchStore::next_number(const OrgUnitId& unit, int year) const {
    return tx_.value<int>(kNextNumber, unit, year).value_or(1);
}

std::vector<BatchRow> BatchStore::list(const OrgPath& root) const {
    return tx_.list(kList, root, [](Row& row) {
        BatchRow found;
        found.batch = next_batch(row);
        found.unit_code = row.next<std::string>();
        found.unit_name = row.next<std::string>();
        found.counts.projects = row.next<long long>();
        found.counts.approved = row.next<long long>();
        found.counts.founded = row.next<long long>();
        return found;
    });
}

void BatchWriter::insert(const Batch& batch) {
    tx_.run(kInsert, batch.id, batch.unit, batch.year, batch.number, batch.title, day_value(batch.approved_on),
            day_value(batch.founded_on), batch.first_content_hash, batch.created_by, batch.created_at);
}

void BatchWriter::update(const Batch& batch) {
    tx_.run(kUpdate, batch.id, day_value(batch.approved_on), day_value(batch.founded_on));
}

}  // namespace league
