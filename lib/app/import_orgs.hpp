// The tree of units from a table (CSV, as saved by a spreadsheet). New units are founded, names of known ones changed;
// nothing is closed or moved. Either the whole table is without fault, or nothing is written. A large table is written
// in several commits; should somebody change the tree between them, the rest is left out and named, and running it
// again finishes it.
#pragma once

#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"

namespace league {

struct OrgTable;
struct OrgTableRow;

class ImportOrgs {
public:
    struct Input {
        std::string csv;  ///< columns code, name, short_name, kind, parent, opened or their Chinese names
        bool dry_run = true;
    };
    /// A sentence of templates/problems.toml about one line, which counts from 1 with the header.
    struct LineError {
        std::size_t line = 0;
        std::string field;  ///< English name of the column, "" for the line as a whole
        std::string key;
        Values values;
    };
    struct Output {
        long long created = 0;  ///< or would be
        long long changed = 0;
        long long unchanged = 0;
        std::vector<LineError> errors;  ///< when there are any, nothing was written; the first 100
    };

    ImportOrgs(Database& database, const Digest& digest, Random& random, const Clock& clock);
    /// Throws not_allowed for a line outside the actor's units; units without a parent need the operator.
    Output run(const Actor& actor, const Input& input);

private:
    Output rehearse(const Actor& actor, const OrgTable& table);
    void write_slice(const Actor& actor, const std::vector<OrgTableRow>& rows, Output& total);

    Database& database_;
    const Digest& digest_;
    Random& random_;
    const Clock& clock_;
};

}  // namespace league
