// Batches in which a township approves and founds organisations together (R2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_project.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// How far the projects of a batch are.
struct BatchCounts {
    long long projects = 0;
    long long approved = 0;  ///< from the first reply on
    long long founded = 0;

    bool operator==(const BatchCounts&) const = default;
};

struct BatchRow {
    Batch batch;
    std::string unit_code;
    std::string unit_name;
    BatchCounts counts;
};

class BatchStore {
public:
    using Counts = BatchCounts;

    explicit BatchStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Batch> find(const BatchId& id) const;
    Counts counts(const BatchId& id) const;
    /// The number after the highest of the unit in that year.
    int next_number(const OrgUnitId& unit, int year) const;
    /// At and below the unit, newest first; 200 at most.
    std::vector<BatchRow> list(const OrgPath& root) const;

private:
    ReadTransaction& tx_;
};

class BatchWriter {
public:
    explicit BatchWriter(Transaction& tx) : tx_(tx) {}

    void insert(const Batch& batch);
    /// Writes the days of approving and founding.
    void update(const Batch& batch);

private:
    Transaction& tx_;
};

}  // namespace league
