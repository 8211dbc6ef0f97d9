#include "lib/documents/table_files.hpp"

#include "lib/base/text.hpp"
#include "lib/documents/archive.hpp"
#include "lib/documents/encoding.hpp"
#include "lib/documents/workbook.hpp"
#include "lib/domain/csv.hpp"

namespace league {
namespace {

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kEmptyZip = "PK\x05\x06";
constexpr std::string_view kOldOffice = "\xD0\xCF\x11\xE0";  // .xls, and .xlsx with a password

bool is_zip(std::string_view bytes) {
    return bytes.starts_with(kZip) || bytes.starts_with(kEmptyZip);
}

std::string last_part(const std::string& path) {
    const std::size_t slash = path.find_last_of("/\\");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// What programs leave in archives and nobody put there.
bool is_litter(const std::string& path) {
    const std::string name = last_part(path);
    return name.empty() || path.starts_with("__MACOSX/") || name.starts_with("~$") || name.starts_with(".") ||
           name == "Thumbs.db" || name == "desktop.ini";
}

/// The first byte that says something; 0 where there is none near the beginning.
char first_sign(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t at = bytes.substr(0, 4096).find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? '\0' : bytes[at];
}

SheetFault fault_of(const std::string& file, const FileRefused& refused) {
    return {file, "", refused.line(), refused.column(), refused.key(), refused.values()};
}

/// In a CSV file a formula is text that begins with a sign; ="0123" is how programs keep a number's first zeros.
SheetCell cell_of_csv(const std::string& field) {
    using Kind = SheetCell::Kind;
    if (text::trim(field).empty()) return {};
    if (field.starts_with("=\"") && field.ends_with('"') && field.size() >= 3) {
        return {Kind::text, field.substr(2, field.size() - 3)};
    }
    return {field.starts_with('=') ? Kind::formula : Kind::text, field};
}

void read_csv_table(std::string_view bytes, const SheetLimits& limits, TableSink& sink) {
    std::string converted;
    if (!text::is_valid_utf8(bytes)) {
        auto utf8 = utf8_from_gb18030(bytes);
        if (!utf8 || !text::is_valid_utf8(*utf8)) throw FileRefused("sheet.not_text");
        converted = *std::move(utf8);
        bytes = converted;
    }
    sink.begin_sheet("");
    const CsvLimits csv_limits{limits.file_bytes * 2, limits.rows, limits.columns, limits.cell_bytes};
    const auto fault = each_csv_row(bytes, csv_limits, [&](const CsvRow& found) {
        SheetRow row{found.line, {}};
        for (const std::string& field : found.fields) row.cells.push_back(cell_of_csv(field));
        sink.row(row);
    });
    if (fault) throw FileRefused("sheet." + fault->key, {}, fault->line);
    sink.end_sheet();
}

}  // namespace

void TableFiles::read(const std::string& name, std::string_view bytes, TableSink& sink) {
    try {
        if (!is_zip(bytes)) return read_table(name, bytes, sink);
        bool is_book = false;
        {
            std::size_t nothing = 0;
            is_book = is_workbook(Archive(bytes, limits_, nothing));
        }
        if (is_book) return read_table(name, bytes, sink);
        read_archive(bytes, sink);
    } catch (const FileRefused& refused) {
        sink.fault(fault_of(name, refused));
    }
}

void TableFiles::read_archive(std::string_view bytes, TableSink& sink) {
    const Archive archive(bytes, limits_, inflated_);
    bool found_any = false;
    for (const Archive::Entry& entry : archive.entries()) {
        if (is_litter(entry.name)) continue;
        found_any = true;
        try {
            const std::string table = archive.read(entry, limits_.file_bytes);
            if (is_zip(table)) {
                std::size_t nothing = 0;
                if (!is_workbook(Archive(table, limits_, nothing))) throw FileRefused("sheet.zip_in_zip");
            }
            read_table(entry.name, table, sink);
        } catch (const FileRefused& refused) {
            sink.fault(fault_of(entry.name, refused));
            // Nothing further of an archive that swells beyond all measure.
            if (refused.key() == "sheet.bomb" || refused.key() == "sheet.too_many_files") return;
        }
    }
    if (!found_any) throw FileRefused("sheet.zip_empty");
}

void TableFiles::read_table(const std::string& name, std::string_view bytes, TableSink& sink) {
    if (++files_ > limits_.files) {
        throw FileRefused("sheet.too_many_files", {{"limit", std::to_string(limits_.files)}});
    }
    if (bytes.size() > limits_.file_bytes) {
        throw FileRefused("sheet.too_large", {{"limit_mb", std::to_string(limits_.file_bytes >> 20)}});
    }
    if (bytes.size() < 4096 && bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw FileRefused("sheet.empty");
    if (bytes.starts_with(kOldOffice)) throw FileRefused("sheet.old_office");
    sink.begin_file(name, bytes);
    if (is_zip(bytes)) {
        read_workbook(Archive(bytes, limits_, inflated_), limits_, sink);
    } else {
        if (first_sign(bytes) == '<') throw FileRefused("sheet.web_page");
        if (bytes.find('\0') != std::string_view::npos) throw FileRefused("sheet.not_a_table");
        read_csv_table(bytes, limits_, sink);
    }
    sink.end_file();
}

}  // namespace league
