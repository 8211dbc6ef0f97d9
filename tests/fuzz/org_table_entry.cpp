#include <set>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/csv.hpp"
#include "lib/domain/org_table.hpp"
#include "tests/fuzz/entries.hpp"

namespace league::fuzz {
namespace {

std::string written(const std::vector<CsvRow>& rows) {
    std::string csv;
    for (const CsvRow& row : rows) {
        std::string line;
        for (const std::string& field : row.fields) {
            line += line.empty() ? "\"" : ",\"";
            for (const char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
            line += '"';
        }
        csv += line + "\n";
    }
    return csv;
}

}  // namespace

void org_table(std::string_view bytes) {
    // Small limits, so that short inputs meet them; the copy may need more bytes for its quotes.
    const CsvLimits limits{1000, 20, 8, 100};
    const auto rows = read_csv(bytes, limits);
    if (rows) {
        ensure(bytes.size() <= limits.bytes && rows->size() <= limits.rows);
        for (const CsvRow& row : *rows) {
            ensure(row.line >= 1 && row.fields.size() <= limits.columns);
            for (const std::string& field : row.fields) {
                ensure(field.size() <= limits.field_bytes && text::is_valid_utf8(field));
            }
        }
        const auto again = read_csv(written(*rows));
        ensure(again.has_value() && again->size() == rows->size());
        for (std::size_t i = 0; i < rows->size(); ++i) ensure((*again)[i].fields == (*rows)[i].fields);
    }

    const OrgTable table = read_org_table(bytes);
    std::set<std::string> before;
    std::set<std::string> all;
    for (const OrgTableRow& row : table.rows) all.insert(row.code);
    for (const OrgTableRow& row : table.rows) {
        ensure(is_unit_code(row.code) && (row.parent.empty() || is_unit_code(row.parent)));
        ensure(!all.contains(row.parent) || before.contains(row.parent));
        ensure(before.insert(row.code).second);
    }
}

}  // namespace league::fuzz
