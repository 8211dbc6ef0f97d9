// Reads the tables that people hand in: .xlsx, .csv, or a zip of many of them, told apart by what they hold and not by
// their name. Rows are given out one by one, so that the size of a table costs no memory; every file is hostile until
// read (sheet_limits.hpp). It knows nothing of what a table means: lib/domain/nms_table.hpp does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lib/documents/sheet_limits.hpp"
#include "lib/domain/sheet.hpp"

namespace league {

/// Who takes what is read. Whatever it throws ends the reading.
class TableSink {
public:
    virtual ~TableSink() = default;
    /// A table's file, with its name inside the archive and its bytes.
    virtual void begin_file(const std::string& name, std::string_view bytes) = 0;
    virtual void begin_sheet(const std::string& sheet) = 0;
    virtual void row(const SheetRow& row) = 0;
    virtual void end_sheet() = 0;
    /// All sheets were read. Not called after a fault of the file.
    virtual void end_file() = 0;
    /// The rest of that file is not read; what it gave before must not be used.
    virtual void fault(SheetFault fault) = 0;
};

class TableFiles {
public:
    explicit TableFiles(SheetLimits limits = {}) : limits_(limits) {}

    /// `name` is what people call the file. May be called for many files, whose limits add up.
    void read(const std::string& name, std::string_view bytes, TableSink& sink);
    /// Tables met so far.
    std::size_t files() const { return files_; }

private:
    void read_archive(std::string_view bytes, TableSink& sink);
    void read_table(const std::string& name, std::string_view bytes, TableSink& sink);

    SheetLimits limits_;
    std::size_t files_ = 0;
    std::size_t inflated_ = 0;
};

}  // namespace league
