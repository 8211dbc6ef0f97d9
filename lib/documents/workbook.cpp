#include "lib/documents/workbook.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <pugixml.hpp>

#include "lib/base/text.hpp"
#include "lib/documents/shared_strings.hpp"
#include "lib/documents/xml_records.hpp"

namespace league {
namespace {

constexpr std::string_view kSpreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
constexpr double kExactDigits = 1e15;  // a spreadsheet keeps 15 digits of a number

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& found : node.attributes()) {
        if (local_name(found.name()) == name) return found.value();
    }
    return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node& found : node.children()) {
        if (local_name(found.name()) == name) return found;
    }
    return {};
}

std::optional<std::size_t> whole(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// "AB12" is column 27; nothing when it does not begin with one to three capital letters.
std::optional<std::size_t> column_in(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters) {
        if (letters == 3) return std::nullopt;
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A' + 1);
    }
    return letters == 0 ? std::nullopt : std::optional(column - 1);
}

/// A telephone number may be stored as 1.3812345678E10: whole numbers that are exact lose their exponent.
std::string plain_number(std::string_view written) {
    double value = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    const bool is_whole = error == std::errc() && end == written.data() + written.size() && std::isfinite(value) &&
                          std::abs(value) < kExactDigits && value == std::floor(value);
    return is_whole ? std::to_string(static_cast<long long>(value)) : std::string(written);
}

/// "xl/workbook.xml" for a target seen from the folder "xl/" or from the root.
std::string resolved(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string path(folder);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const std::size_t above = path.find_last_of('/', path.empty() ? 0 : path.size() - 2);
        path.resize(above == std::string::npos ? 0 : above + 1);
    }
    return path.append(target);
}

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash + 1));
}

class Workbook {
public:
    Workbook(const Archive& archive, const SheetLimits& limits, TableSink& sink)
        : archive_(archive), limits_(limits), sink_(sink), strings_(limits) {}

    void read() {
        read_types();
        const std::string book = find_book();
        require_plain(book);
        const std::string folder = folder_of(book);
        read_relations(folder + "_rels/" + book.substr(folder.size()) + ".rels", folder);
        if (!strings_part_.empty()) read_strings();
        std::vector<std::pair<std::string, std::string>> sheets;  // name and part, in the workbook's order
        records(book, {"sheet"}, [&](const pugi::xml_node& sheet) {
            if (sheets.size() == limits_.sheets) throw FileRefused("sheet.too_many_sheets");
            const auto part = sheet_parts_.find(std::string(attribute(sheet, "id")));
            if (part != sheet_parts_.end()) sheets.emplace_back(attribute(sheet, "name"), part->second);
        });
        if (sheets.empty()) throw FileRefused("sheet.not_xlsx");
        for (const auto& [name, part] : sheets) read_sheet(name, part);
    }

private:
    void records(const std::string& part, std::vector<std::string> names, XmlRecords::Take take) const {
        const Archive::Entry* entry = archive_.find(part);
        if (entry == nullptr) throw FileRefused("sheet.not_xlsx");
        XmlRecords reader(std::move(names), limits_, std::move(take));
        archive_.stream(*entry, limits_.part_bytes, [&](std::string_view piece) { reader.push(piece); });
        reader.finish();
    }

    void read_types() {
        records("[Content_Types].xml", {"Override", "Default"}, [&](const pugi::xml_node& type) {
            std::string_view part = attribute(type, "PartName");
            if (part.starts_with('/')) part.remove_prefix(1);
            if (part.empty()) part = attribute(type, "Extension");
            types_[std::string(part)] = attribute(type, "ContentType");
        });
    }

    std::string find_book() const {
        std::string book;
        records("_rels/.rels", {"Relationship"}, [&](const pugi::xml_node& relation) {
            if (attribute(relation, "Type").ends_with("/officeDocument")) {
                book = resolved("", attribute(relation, "Target"));
            }
        });
        if (book.empty()) throw FileRefused("sheet.not_xlsx");
        return book;
    }

    void require_plain(const std::string& book) const {
        const auto own = types_.find(book);
        const auto fallback = types_.find("xml");
        const std::string type = own != types_.end() ? own->second : fallback != types_.end() ? fallback->second : "";
        if (type.find("macroEnabled") != std::string::npos) throw FileRefused("sheet.macros");
        if (type != std::string(kSpreadsheet) + "sheet.main+xml") throw FileRefused("sheet.not_xlsx");
    }

    void read_relations(const std::string& part, const std::string& folder) {
        records(part, {"Relationship"}, [&](const pugi::xml_node& relation) {
            const std::string_view type = attribute(relation, "Type");
            if (type.ends_with("/externalLink") || attribute(relation, "TargetMode") == "External") {
                throw FileRefused("sheet.external");
            }
            const std::string target = resolved(folder, attribute(relation, "Target"));
            if (type.ends_with("/worksheet")) sheet_parts_[std::string(attribute(relation, "Id"))] = target;
            if (type.ends_with("/sharedStrings")) strings_part_ = target;
        });
    }

    void read_strings() {
        records(strings_part_, {"si"}, [&](const pugi::xml_node& item) { strings_.add(text_of_runs(item)); });
    }

    void read_sheet(const std::string& name, const std::string& part) {
        sink_.begin_sheet(name);
        std::size_t rows = 0;
        std::size_t line = 0;
        records(part, {"row"}, [&](const pugi::xml_node& element) {
            if (++rows > limits_.rows) {
                throw FileRefused("sheet.too_many_rows", {{"limit", std::to_string(limits_.rows)}});
            }
            line = whole(attribute(element, "r")).value_or(line + 1);
            const SheetRow row = read_row(element, line);
            if (!row.cells.empty()) sink_.row(row);
        });
        sink_.end_sheet();
    }

    SheetRow read_row(const pugi::xml_node& element, std::size_t line) const {
        SheetRow row{line, {}};
        std::size_t next = 0;
        for (const pugi::xml_node& node : element.children()) {
            if (local_name(node.name()) != "c") continue;
            const std::size_t column = column_in(attribute(node, "r")).value_or(next);
            next = column + 1;
            SheetCell cell = read_cell(node);
            if (cell.kind == SheetCell::Kind::empty) continue;
            if (column >= limits_.columns) {
                throw FileRefused("sheet.too_many_columns", {{"limit", std::to_string(limits_.columns)}}, line);
            }
            if (cell.text.size() > limits_.cell_bytes) {
                throw FileRefused("sheet.cell_too_long", {}, line, column_letters(column));
            }
            if (row.cells.size() <= column) row.cells.resize(column + 1);
            row.cells[column] = std::move(cell);
        }
        return row;
    }

    SheetCell read_cell(const pugi::xml_node& node) const {
        using Kind = SheetCell::Kind;
        const std::string_view type = attribute(node, "t");
        const std::string value = child(node, "v").child_value();
        SheetCell cell;
        if (type == "inlineStr") {
            cell.text = text_of_runs(child(node, "is"));
            cell.kind = Kind::text;
        } else if (type == "s") {
            const auto index = whole(value);
            const auto text = index ? strings_.at(*index) : std::nullopt;
            if (!text && !value.empty()) throw FileRefused("sheet.xml_broken");
            cell.text = text.value_or("");
            cell.kind = Kind::text;
        } else {
            const bool is_number = type.empty() || type == "n";
            cell.text = is_number ? plain_number(value) : value;
            cell.kind = is_number ? Kind::number : type == "e" ? Kind::error : Kind::text;
        }
        if (!text::is_valid_utf8(cell.text)) throw FileRefused("sheet.not_text");
        if (!child(node, "f").empty()) {
            cell.kind = Kind::formula;
        } else if (text::trim(cell.text).empty()) {
            cell = {};
        }
        return cell;
    }

    const Archive& archive_;
    const SheetLimits& limits_;
    TableSink& sink_;
    SharedStrings strings_;
    std::map<std::string, std::string> types_;
    std::map<std::string, std::string> sheet_parts_;
    std::string strings_part_;
};

}  // namespace

bool is_workbook(const Archive& archive) {
    return archive.find("[Content_Types].xml") != nullptr;
}

void read_workbook(const Archive& archive, const SheetLimits& limits, TableSink& sink) {
    Workbook(archive, limits, sink).read();
}

}  // namespace league
