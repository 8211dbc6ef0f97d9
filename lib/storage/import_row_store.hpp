// Rows of a batch: what was found, what a person decided, and what applying it changed, so that it can be taken back.
// Secretary and phone are sealed, and erased once the row is applied or given up, as are the hashes of people.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "lib/domain/nms_import.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// What applying a row changed.
struct RowTrace {
    std::optional<OrgUnitId> unit;
    bool began_counting = false;
    bool span_was_there = false;               ///< a span that began on the same day was opened again
    std::optional<Instant> span_until_before;  ///< its end until then
    std::optional<Instant> ended_from;         ///< the span that was ended began then
    bool added_heads = false;
    std::optional<int> heads_before;  ///< what an earlier import of the same day had counted
};

struct RowFilter {
    std::optional<RowOutcome> outcome;
    std::optional<RowState> state;
    bool undecided_only = false;
    int limit = 100;
    int offset = 0;
};

struct RowPage {
    std::vector<ImportRow> rows;
    long long total = 0;
};

class ImportRowStore {
public:
    ImportRowStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<ImportRow> find(const ImportBatchId& batch, int number) const;
    RowPage list(const ImportBatchId& batch, const RowFilter& filter) const;
    /// In the order of numbers, behind `after`.
    std::vector<ImportRow> waiting(const ImportBatchId& batch, int after, int limit) const;
    /// Applied rows with what they changed, the last first, before `before`.
    std::vector<std::pair<ImportRow, RowTrace>> applied(const ImportBatchId& batch, int before, int limit) const;
    std::map<RowOutcome, long long> counts(const ImportBatchId& batch) const;
    std::map<RowState, long long> states(const ImportBatchId& batch) const;
    /// Conflicts without a decision.
    long long undecided(const ImportBatchId& batch) const;
    /// Another row that stands for the unit as decided now.
    std::optional<int> row_of(const ImportBatchId& batch, const OrgUnitId& unit, int other_than) const;
    /// Whether a row says that the unit is missing.
    bool is_missing(const ImportBatchId& batch, const OrgUnitId& unit) const;
    /// 0 when there is none.
    int last_number(const ImportBatchId& batch) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class ImportRowWriter {
public:
    ImportRowWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const ImportBatchId& batch, const ImportRow& row);
    void decide(const ImportBatchId& batch, int number, const std::optional<RowDecision>& decision,
                const std::optional<OrgUnitId>& unit, const std::optional<PersonId>& by);
    /// Also erases the secretary from the row; the mirror has him or her.
    void finish(const ImportBatchId& batch, int number, RowState state, const RowTrace& trace);
    void take_back(const ImportBatchId& batch, int number);
    /// Erases secretaries, and hashes of people on two lists, from all rows of a batch that is over.
    void erase_personal(const ImportBatchId& batch);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
