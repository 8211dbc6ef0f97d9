#include "tests/support/workbooks.hpp"

#include <xlsxwriter.h>
#include <zip.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/support/temp_folder.hpp"

namespace league::test {
namespace {

constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* kRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr const char* kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    return out;
}

void require(bool good) {
    if (!good) throw std::runtime_error("the test's own archive failed");
}

}  // namespace

std::string workbook(const Table& rows, const std::string& sheet) {
    const TempFolder folder;
    const std::string path = folder.file("book.xlsx");
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_worksheet* page = workbook_add_worksheet(book, sheet.c_str());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const std::string& text = rows[r][c];
            const auto row = static_cast<lxw_row_t>(r);
            const auto column = static_cast<lxw_col_t>(c);
            if (text.starts_with('=')) {
                worksheet_write_formula(page, row, column, text.c_str(), nullptr);
            } else if (text.starts_with('#')) {
                worksheet_write_number(page, row, column, std::stod(text.substr(1)), nullptr);
            } else if (!text.empty()) {
                worksheet_write_string(page, row, column, text.c_str(), nullptr);
            }
        }
    }
    require(workbook_close(book) == LXW_NO_ERROR);
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string zip_of(const Parts& files, const std::string& password) {
    const TempFolder folder;
    const std::string path = folder.file("parts.zip");
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    require(zip != nullptr);
    for (const auto& [name, content] : files) {
        zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
        const auto index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_GUESS);
        require(index >= 0);
        if (password.empty()) continue;
        require(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password.c_str()) == 0);
    }
    require(zip_close(zip) == 0);
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Parts workbook_parts(const std::string& sheet_data) {
    const std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    const std::string relation = std::string("<Relationship Id=\"rId1\" Type=\"") + kOffice;
    return {
        {"[Content_Types].xml", xml + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" +
                                    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
                                    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + kType +
                                    "sheet.main+xml\"/></Types>"},
        {"_rels/.rels", xml + "<Relationships xmlns=\"" + kRelations + "\">" + relation +
                            "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml", xml + "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kOffice +
                                "\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", xml + "<Relationships xmlns=\"" + kRelations + "\">" + relation +
                                           "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
        {"xl/worksheets/sheet1.xml",
         xml + "<worksheet xmlns=\"" + kMain + "\"><sheetData>" + sheet_data + "</sheetData></worksheet>"},
    };
}

Parts with(Parts parts, const std::string& name, const std::string& content) {
    for (auto& part : parts) {
        if (part.first != name) continue;
        part.second = content;
        return parts;
    }
    parts.emplace_back(name, content);
    return parts;
}

std::string row_xml(std::size_t line, const std::vector<std::string>& cells) {
    std::string xml = "<row r=\"" + std::to_string(line) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        xml += "<c r=\"" + std::string(1, static_cast<char>('A' + i)) + std::to_string(line) +
               "\" t=\"inlineStr\"><is><t>" + escaped(cells[i]) + "</t></is></c>";
    }
    return xml + "</row>";
}

std::string identity_number(int index) {
    char text[32];
    std::snprintf(text, sizeof text, "430922%04d%02d%02d%03d", 1998 + index / 336'000 % 10, 1 + index / 28'000 % 12,
                  1 + index / 1000 % 28, index % 1000);
    constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; ++i) sum += (text[i] - '0') * kWeights[i];
    return text + std::string(1, "10X98765432"[sum % 11]);
}

}  // namespace league::test
