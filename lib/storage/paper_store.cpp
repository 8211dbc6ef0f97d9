#include "lib/storage/paper_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/days.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kSealContext = "papers.signatory";

constexpr std::string_view kFind = R"(
SELECT id, unit_id, kind, series, year, number, mark, title, issued_on, signatory_sealed, recorded_at, recorded_by,
       void_at
FROM papers
WHERE id = $1)";

constexpr std::string_view kFindNumber = R"(
SELECT id, unit_id, kind, series, year, number, mark, title, issued_on, signatory_sealed, recorded_at, recorded_by,
       void_at
FROM papers
WHERE unit_id = $1 AND series = $2 AND year = $3 AND number = $4)";

constexpr std::string_view kLastSeries = R"(
SELECT series
FROM papers
WHERE unit_id = $1 AND number IS NOT NULL
ORDER BY recorded_at DESC, id DESC
LIMIT 1)";

constexpr std::string_view kNextNumber = R"(
SELECT COALESCE(MAX(number), 0) + 1
FROM papers
WHERE unit_id = $1 AND series = $2 AND year = $3)";

// Walks down by parent_id, which stays cheap at any number of units beside the subtree; closed ones keep their papers.
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
SELECT p.id, p.unit_id, p.kind, p.series, p.year, p.number, p.mark, p.title, p.issued_on, p.signatory_sealed,
       p.recorded_at, p.recorded_by, p.void_at, u.code, u.name,
       (SELECT COUNT(*) FROM org_project_steps s WHERE s.paper_id = p.id),
       (SELECT MIN(j.name)
        FROM org_project_steps s
        JOIN org_projects j ON j.id = s.project_id
        WHERE s.paper_id = p.id),
       COUNT(*) OVER ()
FROM below
JOIN papers p ON p.unit_id = below.id
JOIN org_units u ON u.id = p.unit_id
WHERE (CAST($2 AS TEXT) IS NULL OR p.kind = $2)
  AND (CAST($3 AS BIGINT) IS NULL OR p.issued_on >= $3)
  AND (CAST($4 AS BIGINT) IS NULL OR p.issued_on < $4)
ORDER BY p.issued_on DESC, p.series DESC, COALESCE(p.number, 0) DESC, p.recorded_at DESC, p.id DESC
LIMIT $5 OFFSET $6)";

constexpr std::string_view kInsert = R"(
INSERT INTO papers (id, unit_id, kind, series, year, number, mark, title, issued_on, signatory_sealed, recorded_at,
                    recorded_by, void_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))";

constexpr std::string_view kMakeVoid = R"(
UPDATE papers
SET void_at = $2
WHERE id = $1 AND void_at IS NULL)";

std::optional<Instant> year_begin(const std::optional<int>& year, int later) {
    if (!year) return std::nullopt;
    return at_beijing(Date(std::chrono::year(*year + later), std::chrono::January, std::chrono::day(1)));
}

}  // namespace

Paper next_paper(Row& row, const Seals& seals) {
    Paper paper;
    paper.id = row.next<PaperId>();
    paper.unit = row.next<OrgUnitId>();
    const std::optional<PaperKind> kind = paper_kind_from(row.next<std::string>());
    ensure(kind.has_value());  // the schema's CHECK knows the same words
    paper.kind = *kind;
    paper.series = row.next<std::string>();
    paper.year = row.next<std::optional<int>>();
    paper.number = row.next<std::optional<int>>();
    paper.mark = row.next<std::string>();
    paper.title = row.next<std::string>();
    paper.issued_on = next_day(row);
    paper.signatory = seals.cipher.open(kSealContext, row.next<std::string>());
    paper.recorded_at = row.next<Instant>();
    paper.recorded_by = row.next<std::optional<PersonId>>();
    paper.void_at = row.next<std::optional<Instant>>();
    return paper;
}

std::optional<Paper> PaperStore::find(const PaperId& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return next_paper(row, seals_); });
}

std::optional<Paper> PaperStore::find_number(const OrgUnitId& unit, const std::string& series, int year,
                                             int number) const {
    return tx_.find_one(kFindNumber, unit, series, year, number, [&](Row& row) { return next_paper(row, seals_); });
}

std::string PaperStore::last_series(const OrgUnitId& unit) const {
    return tx_.value<std::string>(kLastSeries, unit).value_or("");
}

int PaperStore::next_number(const OrgUnitId& unit, const std::string& series, int year) const {
    return tx_.value<int>(kNextNumber, unit, series, year).value_or(1);
}

PaperStore::Page PaperStore::list(const OrgPath& root, const PaperFilter& filter) const {
    Page page;
    page.rows = tx_.list(kList, root, filter.kind, year_begin(filter.year, 0), year_begin(filter.year, 1), filter.limit,
                         filter.offset, [&](Row& row) {
                             PaperRow found;
                             found.paper = next_paper(row, seals_);
                             found.unit_code = row.next<std::string>();
                             found.unit_name = row.next<std::string>();
                             found.projects = row.next<int>();
                             found.project = row.next<std::optional<std::string>>().value_or("");
                             page.total = row.next<long long>();
                             return found;
                         });
    return page;
}

void PaperWriter::insert(const Paper& paper) {
    tx_.run(kInsert, paper.id, paper.unit, paper.kind, paper.series, paper.year, paper.number, paper.mark, paper.title,
            day_value(paper.issued_on), seals_.cipher.seal(kSealContext, paper.signatory), paper.recorded_at,
            paper.recorded_by, paper.void_at);
}

void PaperWriter::make_void(const PaperId& id) {
    tx_.run(kMakeVoid, id, tx_.now());
}

}  // namespace league
