// Reads a CSV table as RFC 4180 has it: what a spreadsheet saves as "CSV UTF-8". It reads outside bytes, so everything
// is bounded. Not for .xlsx, and it knows nothing of columns: org_table.hpp does.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

namespace league {

struct CsvLimits {
    std::size_t bytes = 4 * 1024 * 1024;  ///< of the whole table
    std::size_t rows = 20000;
    std::size_t columns = 64;
    std::size_t field_bytes = 4096;
};

struct CsvRow {
    std::size_t line = 0;  ///< on which the row begins, from 1
    std::vector<std::string> fields;

    bool operator==(const CsvRow&) const = default;
};

struct CsvFault {
    std::size_t line = 0;  ///< 0: the table as a whole
    std::string key;       ///< "csv.not_utf8", ... : sentences under [field] in templates/problems.toml

    bool operator==(const CsvFault&) const = default;
};

/// The rows with at least one field that is not empty, the header being the first of them. A byte order mark is
/// skipped; lines end in LF, CRLF or CR.
Result<std::vector<CsvRow>, CsvFault> read_csv(std::string_view bytes, const CsvLimits& limits = {});

/// The same, row by row, for tables whose rows need not be held: an empty field costs more memory than the comma that
/// made it. What was given out before a fault must not be used.
std::optional<CsvFault> each_csv_row(std::string_view bytes, const CsvLimits& limits,
                                     const std::function<void(CsvRow)>& take);

}  // namespace league
