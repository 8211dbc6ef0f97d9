// A table as a spreadsheet holds it, row by row: what a reader of files gives and a rule about tables takes. It says
// what a cell was, since a number may have lost its last digits and a formula is nobody's entry.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

struct SheetCell {
    enum class Kind { empty, text, number, formula, error };

    Kind kind = Kind::empty;
    std::string text;  ///< UTF-8; a number as written, whole ones up to 15 digits without exponent

    bool operator==(const SheetCell&) const = default;
};

struct SheetRow {
    std::size_t line = 0;  ///< as the spreadsheet numbers it, from 1
    std::vector<SheetCell> cells;

    bool operator==(const SheetRow&) const = default;
};

/// What is wrong at one place of a file, for a person: the key of a sentence under [field] in templates/problems.toml.
struct SheetFault {
    std::string file;
    std::string sheet;     ///< "" where the file has none or all of it is meant
    std::size_t line = 0;  ///< 0: the sheet or file as a whole
    std::string column;    ///< its letters ("C"), "" for the whole line
    std::string key;
    Values values;

    bool operator==(const SheetFault&) const = default;
};

/// "A" for 0, "Z" for 25, "AA" for 26.
std::string column_letters(std::size_t column);

}  // namespace league
