#include "lib/storage/import_row_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT number, file, line, list, nms_key, nms_code, name, short_name, parent_name, category, industry,
       secretary_sealed, phone_sealed, secretary_hash, members_stated, members_listed, members_unnamed, place_id,
       unit_id, outcome, reason, candidates, changed_fields, decision, decided_unit, state
FROM import_rows
WHERE batch_id = $1 AND number = $2)";

constexpr std::string_view kList = R"(
SELECT number, file, line, list, nms_key, nms_code, name, short_name, parent_name, category, industry,
       secretary_sealed, phone_sealed, secretary_hash, members_stated, members_listed, members_unnamed, place_id,
       unit_id, outcome, reason, candidates, changed_fields, decision, decided_unit, state, COUNT(*) OVER ()
FROM import_rows
WHERE batch_id = $1 AND (outcome = $2 OR $2 = '') AND (state = $3 OR $3 = '') AND
      ($4 = 0 OR (outcome = 'conflict' AND decision IS NULL))
ORDER BY number
LIMIT $5 OFFSET $6)";

constexpr std::string_view kWaiting = R"(
SELECT number, file, line, list, nms_key, nms_code, name, short_name, parent_name, category, industry,
       secretary_sealed, phone_sealed, secretary_hash, members_stated, members_listed, members_unnamed, place_id,
       unit_id, outcome, reason, candidates, changed_fields, decision, decided_unit, state
FROM import_rows
WHERE batch_id = $1 AND state = 'waiting' AND number > $2
ORDER BY number
LIMIT $3)";

constexpr std::string_view kApplied = R"(
SELECT number, file, line, list, nms_key, nms_code, name, short_name, parent_name, category, industry,
       secretary_sealed, phone_sealed, secretary_hash, members_stated, members_listed, members_unnamed, place_id,
       unit_id, outcome, reason, candidates, changed_fields, decision, decided_unit, state,
       applied_unit, began_counting, span_was_there, span_until_before, ended_from, added_heads, heads_before
FROM import_rows
WHERE batch_id = $1 AND state = 'done' AND number < $2
ORDER BY number DESC
LIMIT $3)";

constexpr std::string_view kCounts = R"(
SELECT outcome, COUNT(*)
FROM import_rows
WHERE batch_id = $1
GROUP BY outcome)";

constexpr std::string_view kStates = R"(
SELECT state, COUNT(*)
FROM import_rows
WHERE batch_id = $1
GROUP BY state)";

constexpr std::string_view kUndecided = R"(
SELECT COUNT(*)
FROM import_rows
WHERE batch_id = $1 AND outcome = 'conflict' AND decision IS NULL)";

constexpr std::string_view kRowOf = R"(
SELECT number
FROM import_rows
WHERE batch_id = $1 AND number <> $3 AND reason <> 'member_twice' AND outcome <> 'missing' AND
      (decided_unit = $2 OR (unit_id = $2 AND decision IS NULL AND outcome <> 'conflict'))
ORDER BY number
LIMIT 1)";

constexpr std::string_view kIsMissing = R"(
SELECT 1
FROM import_rows
WHERE batch_id = $1 AND unit_id = $2 AND outcome = 'missing'
LIMIT 1)";

constexpr std::string_view kLastNumber = "SELECT COALESCE(MAX(number), 0) FROM import_rows WHERE batch_id = $1";

constexpr std::string_view kInsert = R"(
INSERT INTO import_rows (batch_id, number, file, line, list, nms_key, nms_code, name, short_name, parent_name, category,
                         industry, secretary_sealed, phone_sealed, secretary_hash, members_stated, members_listed,
                         members_unnamed, place_id, unit_id, outcome, reason, candidates, changed_fields, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        'waiting'))";

constexpr std::string_view kDecide = R"(
UPDATE import_rows
SET decision = $3, decided_unit = $4, decided_by = $5, decided_at = $6
WHERE batch_id = $1 AND number = $2)";

constexpr std::string_view kFinish = R"(
UPDATE import_rows
SET state = $3, applied_unit = $4, began_counting = $5, span_was_there = $6, span_until_before = $7, ended_from = $8,
    added_heads = $9, heads_before = $10, secretary_sealed = NULL, phone_sealed = NULL, secretary_hash = NULL
WHERE batch_id = $1 AND number = $2)";

constexpr std::string_view kTakeBack = R"(
UPDATE import_rows
SET state = 'undone'
WHERE batch_id = $1 AND number = $2)";

constexpr std::string_view kErasePersonal = R"(
UPDATE import_rows
SET secretary_sealed = NULL, phone_sealed = NULL, secretary_hash = NULL,
    nms_key = CASE WHEN reason = 'member_twice' THEN '' ELSE nms_key END
WHERE batch_id = $1)";

template <class T>
std::string joined(const std::vector<T>& parts) {
    std::string text;
    for (const T& part : parts) {
        if (!text.empty()) text += ',';
        if constexpr (std::is_same_v<T, std::string>) {
            text += part;
        } else {
            text += part.str();
        }
    }
    return text;
}

std::vector<std::string> parted(const std::string& text) {
    return text.empty() ? std::vector<std::string>() : text::split(text, ',');
}

template <class E>
E word(const std::optional<E>& read) {
    ensure(read.has_value());  // the schema's CHECK knows the same words
    return *read;
}

ImportRow next_row(Row& row, const Seals& seals) {
    ImportRow found;
    found.number = row.next<int>();
    found.file = row.next<int>();
    found.line = row.next<long long>();
    found.list = row.next<std::optional<int>>();
    found.org.key = row.next<std::string>();
    found.org.code = row.next<std::string>();
    found.org.name = row.next<std::string>();
    found.org.short_name = row.next<std::string>();
    found.org.parent = row.next<std::string>();
    found.org.category = row.next<std::string>();
    found.org.industry = row.next<std::string>();
    found.org.secretary = seals.open("nms.secretary", row.next<std::optional<std::string>>());
    found.org.phone = seals.open("nms.phone", row.next<std::optional<std::string>>());
    found.org.secretary_hash = row.next<std::optional<std::string>>();
    found.members_stated = row.next<std::optional<int>>();
    found.members_listed = row.next<std::optional<int>>();
    found.members_unnamed = row.next<int>();
    found.place = row.next<OrgUnitId>();
    found.unit = row.next<std::optional<OrgUnitId>>();
    found.outcome = word(row_outcome_from(row.next<std::string>()));
    found.reason = word(row_reason_from(row.next<std::string>()));
    for (std::string& id : parted(row.next<std::string>())) found.candidates.emplace_back(std::move(id));
    found.changed_fields = parted(row.next<std::string>());
    if (const auto decision = row.next<std::optional<std::string>>()) found.decision = row_decision_from(*decision);
    found.decided_unit = row.next<std::optional<OrgUnitId>>();
    found.state = word(row_state_from(row.next<std::string>()));
    return found;
}

RowTrace next_trace(Row& row) {
    RowTrace trace;
    trace.unit = row.next<std::optional<OrgUnitId>>();
    trace.began_counting = row.next<bool>();
    trace.span_was_there = row.next<bool>();
    trace.span_until_before = row.next<std::optional<Instant>>();
    trace.ended_from = row.next<std::optional<Instant>>();
    trace.added_heads = row.next<bool>();
    trace.heads_before = row.next<std::optional<int>>();
    return trace;
}

}  // namespace

std::optional<ImportRow> ImportRowStore::find(const ImportBatchId& batch, int number) const {
    return tx_.find_one(kFind, batch, number, [&](Row& row) { return next_row(row, seals_); });
}

RowPage ImportRowStore::list(const ImportBatchId& batch, const RowFilter& filter) const {
    RowPage page;
    const std::string outcome(filter.outcome ? to_string(*filter.outcome) : "");
    const std::string state(filter.state ? to_string(*filter.state) : "");
    tx_.query(kList, batch, outcome, state, filter.undecided_only, filter.limit, filter.offset, [&](Row& row) {
        page.rows.push_back(next_row(row, seals_));
        page.total = row.next<long long>();
    });
    return page;
}

std::vector<ImportRow> ImportRowStore::waiting(const ImportBatchId& batch, int after, int limit) const {
    return tx_.list(kWaiting, batch, after, limit, [&](Row& row) { return next_row(row, seals_); });
}

std::vector<std::pair<ImportRow, RowTrace>> ImportRowStore::applied(const ImportBatchId& batch, int before,
                                                                    int limit) const {
    return tx_.list(kApplied, batch, before, limit, [&](Row& row) {
        ImportRow found = next_row(row, seals_);
        return std::pair(std::move(found), next_trace(row));
    });
}

std::map<RowOutcome, long long> ImportRowStore::counts(const ImportBatchId& batch) const {
    std::map<RowOutcome, long long> counts;
    tx_.query(kCounts, batch, [&](Row& row) {
        const auto outcome = word(row_outcome_from(row.next<std::string>()));
        counts[outcome] = row.next<long long>();
    });
    return counts;
}

std::map<RowState, long long> ImportRowStore::states(const ImportBatchId& batch) const {
    std::map<RowState, long long> counts;
    tx_.query(kStates, batch, [&](Row& row) {
        const auto state = word(row_state_from(row.next<std::string>()));
        counts[state] = row.next<long long>();
    });
    return counts;
}

long long ImportRowStore::undecided(const ImportBatchId& batch) const {
    return tx_.value<long long>(kUndecided, batch).value_or(0);
}

std::optional<int> ImportRowStore::row_of(const ImportBatchId& batch, const OrgUnitId& unit, int other_than) const {
    return tx_.value<int>(kRowOf, batch, unit, other_than);
}

bool ImportRowStore::is_missing(const ImportBatchId& batch, const OrgUnitId& unit) const {
    return tx_.exists(kIsMissing, batch, unit);
}

int ImportRowStore::last_number(const ImportBatchId& batch) const {
    return tx_.value<int>(kLastNumber, batch).value_or(0);
}

void ImportRowWriter::insert(const ImportBatchId& batch, const ImportRow& row) {
    const NmsOrg& org = row.org;
    tx_.run(kInsert, batch, row.number, row.file, row.line, row.list, org.key, org.code, org.name, org.short_name,
            org.parent, org.category, org.industry, seals_.seal("nms.secretary", org.secretary),
            seals_.seal("nms.phone", org.phone), org.secretary_hash, row.members_stated, row.members_listed,
            row.members_unnamed, row.place, row.unit, row.outcome, row.reason, joined(row.candidates),
            joined(row.changed_fields));
}

void ImportRowWriter::decide(const ImportBatchId& batch, int number, const std::optional<RowDecision>& decision,
                             const std::optional<OrgUnitId>& unit, const std::optional<PersonId>& by) {
    tx_.run(kDecide, batch, number, decision, unit, by, tx_.now());
}

void ImportRowWriter::finish(const ImportBatchId& batch, int number, RowState state, const RowTrace& trace) {
    tx_.run(kFinish, batch, number, state, trace.unit, trace.began_counting, trace.span_was_there,
            trace.span_until_before, trace.ended_from, trace.added_heads, trace.heads_before);
}

void ImportRowWriter::take_back(const ImportBatchId& batch, int number) {
    tx_.run(kTakeBack, batch, number);
}

void ImportRowWriter::erase_personal(const ImportBatchId& batch) {
    tx_.run(kErasePersonal, batch);
}

}  // namespace league
