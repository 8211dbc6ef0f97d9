// A table of units as an office keeps it in a spreadsheet: one line a unit, the parent named by its code. This checks
// what a line can be checked for alone and against the other lines; what needs the records is import_orgs.hpp.
// The .cpp knows the Chinese names of columns and kinds, since they are what stands in such tables.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

struct OrgTableRow {
    std::size_t line = 0;
    std::string code;
    std::string name;
    std::string short_name;  ///< the name when the table has none
    OrgKind kind = OrgKind::branch;
    std::string parent;             ///< code; empty for a root
    std::optional<Instant> opened;  ///< beginning of that day in Beijing
    int sort = 0;                   ///< place in the table

    bool operator==(const OrgTableRow&) const = default;
};

/// What is wrong with one line: the key of a sentence under [field] in templates/problems.toml.
struct OrgTableError {
    std::size_t line = 0;  ///< from 1 with the header; 0: the table as a whole
    std::string field;     ///< English name of the column, "" for the whole line
    std::string key;
    Values values;

    bool operator==(const OrgTableError&) const = default;
};

struct OrgTable {
    std::vector<OrgTableRow> rows;  ///< every parent in the table before its children, else in the table's order
    std::vector<OrgTableError> errors;
    std::set<std::string> refused;  ///< codes of lines with errors, so that lines below them need no error of their own
};

/// Reads the table; rows with errors are left out of `rows`.
OrgTable read_org_table(std::string_view csv);

/// Whether a unit of the kind can stand directly below the other: never above, and below a branch nothing.
bool may_stand_below(OrgKind child, OrgKind parent);
/// "branch", and the words offices use for it.
std::optional<OrgKind> org_kind_from_words(std::string_view text);

}  // namespace league
