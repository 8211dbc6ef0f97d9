// How much of a spreadsheet file is read before it is refused. Files come from outside: a few kilobytes can claim to be
// gigabytes, so every quantity that costs time or memory has a bound of its own.
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <utility>

#include "lib/base/problem.hpp"

namespace league {

struct SheetLimits {
    std::size_t file_bytes = std::size_t{16} << 20;    ///< one workbook or CSV table, inflated from an archive
    std::size_t files = 2000;                          ///< tables of one import
    std::size_t entries = 4096;                        ///< in the directory of one archive
    std::size_t part_bytes = std::size_t{64} << 20;    ///< one part of a workbook, inflated
    std::size_t total_bytes = std::size_t{512} << 20;  ///< inflated of all files of one import
    std::size_t ratio = 200;                           ///< inflated to deflated, beyond the first megabyte
    std::size_t rows = 100'000;                        ///< of one sheet, empty ones too
    std::size_t columns = 256;                         ///< that hold something
    std::size_t cell_bytes = 4096;                     ///< of one cell
    std::size_t shared_strings = 200'000;              ///< of one workbook
    std::size_t shared_bytes = std::size_t{16} << 20;  ///< of all its shared strings
    std::size_t record_bytes = std::size_t{1} << 20;   ///< XML of one row or one other element that is kept
    std::size_t xml_depth = 32;
    std::size_t sheets = 64;  ///< of one workbook
};

/// Ends the reading of one file. Thrown inside lib/documents and turned into a SheetFault by table_files.cpp, so that
/// the other files of an import are looked at too.
class FileRefused : public std::exception {
public:
    explicit FileRefused(std::string key, Values values = {}, std::size_t line = 0, std::string column = {})
        : key_(std::move(key)), values_(std::move(values)), line_(line), column_(std::move(column)) {}

    const std::string& key() const { return key_; }
    const Values& values() const { return values_; }
    std::size_t line() const { return line_; }
    const std::string& column() const { return column_; }
    const char* what() const noexcept override { return key_.c_str(); }

private:
    std::string key_;
    Values values_;
    std::size_t line_;
    std::string column_;
};

}  // namespace league
