// Batches of exports of the national member system: their state, files, notices, and who stands on which list until the
// batch is committed. The rows of a batch are import_row_store.hpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/sheet.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// One person of a list, known by nothing but a keyed hash.
struct StagedMember {
    int list = 0;
    std::string identity_hash;
    int file = 0;
    long long line = 0;
};

/// A person who stands on the lists of several rows of a batch.
struct SharedMember {
    std::string identity_hash;
    int row = 0;
    int file = 0;
    long long line = 0;
};

class ImportStore {
public:
    explicit ImportStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<ImportBatch> find(const ImportBatchId& id) const;
    /// Of units at and below `root`, the newest first; discarded ones are not listed.
    std::vector<ImportBatch> list(const OrgPath& root, int limit) const;
    std::vector<ImportFile> files(const ImportBatchId& id) const;
    std::vector<SheetFault> notices(const ImportBatchId& id) const;
    /// Day of the newest committed batch that held a file of this hash.
    std::optional<Instant> committed_file(const std::string& sha256) const;
    /// A batch in this state whose unit stands in one line with `path`, other than `id`: the newest by as_of.
    std::optional<ImportBatch> in_line(const OrgPath& path, BatchState state, const ImportBatchId& id) const;
    /// Committed after the instant in one line with `path`, other than `id`.
    std::optional<ImportBatch> committed_since(const OrgPath& path, Instant since, const ImportBatchId& id) const;
    /// Whether any was committed or undone after the instant in one line with `path`, other than `id`.
    bool changed_since(const OrgPath& path, Instant since, const ImportBatchId& id) const;
    /// Batches that nobody committed since before the instant.
    std::vector<ImportBatchId> forgotten(Instant before, int limit) const;
    /// People told apart on each list.
    std::map<int, int> list_sizes(const ImportBatchId& id) const;
    /// People who stand on the lists of several rows that are ours or may be, `limit` people at most.
    std::vector<SharedMember> shared_members(const ImportBatchId& id, int limit) const;
    /// The same of the people of one list, but for those who are a row of the batch already. Who stands on that list
    /// alone is among them.
    std::vector<SharedMember> shared_with_list(const ImportBatchId& id, int list) const;
    /// Rows of the batch on whose list the person stands.
    std::vector<int> rows_with_member(const ImportBatchId& id, const std::string& identity_hash) const;

private:
    ReadTransaction& tx_;
};

class ImportWriter {
public:
    explicit ImportWriter(Transaction& tx) : tx_(tx) {}

    void insert(const ImportBatch& batch);
    /// Writes state, notices, committed_at and undone_at.
    void update(const ImportBatch& batch);
    void add_file(const ImportBatchId& id, const ImportFile& file);
    void add_notice(const ImportBatchId& id, int number, const SheetFault& notice);
    /// Whoever stands on the list already is not added again.
    void add_members(const ImportBatchId& id, const std::vector<StagedMember>& members);
    /// Erases some lists, `lists` at most; false when none is left.
    bool erase_lists(const ImportBatchId& id, int lists);

private:
    Transaction& tx_;
};

}  // namespace league
