// The register of papers of each township: numbers of outgoing ones are given once (domain 5.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/domain/paper.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ReadTransaction;
class Transaction;
class Row;

struct PaperFilter {
    std::optional<PaperKind> kind;
    std::optional<int> year;  ///< of the day of issue
    int limit = 50;
    int offset = 0;
};

struct PaperRow {
    Paper paper;
    std::string unit_code;
    std::string unit_name;
    int projects = 0;     ///< whose steps it belongs to
    std::string project;  ///< name of one of them; empty when there is none
};

class PaperStore {
public:
    PaperStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<Paper> find(const PaperId& id) const;
    /// The paper that has the number, void or not.
    std::optional<Paper> find_number(const OrgUnitId& unit, const std::string& series, int year, int number) const;
    /// The series that the unit used last; empty when it has no outgoing paper.
    std::string last_series(const OrgUnitId& unit) const;
    /// The number after the highest of that series and year.
    int next_number(const OrgUnitId& unit, const std::string& series, int year) const;

    struct Page {
        std::vector<PaperRow> rows;  ///< newest day first
        long long total = 0;
    };
    /// Of the unit and those below it.
    Page list(const OrgPath& root, const PaperFilter& filter) const;

private:
    ReadTransaction& tx_;
    const Seals& seals_;
};

class PaperWriter {
public:
    PaperWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    /// Throws ConstraintFailure when the number is taken.
    void insert(const Paper& paper);
    /// Its number stays taken. No effect when it is void already.
    void make_void(const PaperId& id);

private:
    Transaction& tx_;
    const Seals& seals_;
};

/// Reads id, unit_id, kind, series, year, number, mark, title, issued_on, signatory_sealed, recorded_at, recorded_by,
/// void_at as the next thirteen columns. Inside lib/storage only.
Paper next_paper(Row& row, const Seals& seals);

}  // namespace league
