// Workbooks and archives for tests: real ones by libxlsxwriter, and zips made by hand whose parts may say anything.
//
//     const std::string bytes = workbook({{"姓名", "身份证号码"}, {"张三", "..."}});
//     const std::string zip = zip_of({{"城关镇机关团支部.xlsx", bytes}});
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace league::test {

using Table = std::vector<std::vector<std::string>>;
using Parts = std::vector<std::pair<std::string, std::string>>;

/// One sheet of text cells. A cell that begins with '=' becomes a formula, one that begins with '#' a number.
std::string workbook(const Table& rows, const std::string& sheet = "Sheet1");

/// Names are bytes, not checked. With a password every entry is encrypted.
std::string zip_of(const Parts& files, const std::string& password = "");

/// The parts of a small right workbook whose sheet has this XML inside <sheetData>; change them and zip them.
Parts workbook_parts(const std::string& sheet_data);
/// Puts other content under a part's name, or adds it.
Parts with(Parts parts, const std::string& name, const std::string& content);

/// <row r="1"><c r="A1" t="inlineStr">..., text cells only.
std::string row_xml(std::size_t line, const std::vector<std::string>& cells);

/// A number that passes the check, different for every index.
std::string identity_number(int index);

}  // namespace league::test
