#include "lib/domain/csv.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

/// Rows as "1[a|b] 3[c]", or the fault as "2 csv.not_utf8".
std::string read(std::string_view bytes, const CsvLimits& limits = {}) {
    const auto rows = read_csv(bytes, limits);
    if (!rows) return std::to_string(rows.error().line) + " " + rows.error().key;
    std::string all;
    for (const CsvRow& row : *rows) {
        if (!all.empty()) all += ' ';
        all += std::to_string(row.line) + "[";
        for (std::size_t i = 0; i < row.fields.size(); ++i) all += (i == 0 ? "" : "|") + row.fields[i];
        all += "]";
    }
    return all;
}

}  // namespace

TEST_CASE("rows end in any of the three ways, the last with or without") {
    CHECK(read("a,b\nc,d\n") == "1[a|b] 2[c|d]");
    CHECK(read("a,b\r\nc,d") == "1[a|b] 2[c|d]");
    CHECK(read("a,b\rc,d\r") == "1[a|b] 2[c|d]");
    CHECK(read("\xEF\xBB\xBF"
               "a") == "1[a]");
    CHECK(read("").empty());
}

TEST_CASE("empty fields stay, empty rows do not, and lines are still counted") {
    CHECK(read("a,,\n\n , \nb,c") == "1[a||] 4[b|c]");
    CHECK(read(",a") == "1[|a]");
}

TEST_CASE("quotes hold commas, line ends and themselves") {
    CHECK(read("\"a,b\",\"c\"\"d\"\n") == "1[a,b|c\"d]");
    CHECK(read("\"a\r\nb\",c\nd") == "1[a\nb|c] 3[d]");
    CHECK(read("\"\",x") == "1[|x]");
}

TEST_CASE("a quote out of place is refused with its line") {
    CHECK(read("a\nb\"c,d") == "2 csv.stray_quote");
    CHECK(read("a\n\"b\"c,d") == "2 csv.stray_quote");
    CHECK(read("a\nb,\"c\nd\ne") == "2 csv.quote_not_closed");
}

TEST_CASE("bytes that are not UTF-8 are refused with their line") {
    CHECK(read("a\nb\n\xC7\xE5,c") == "3 csv.not_utf8");
    CHECK(read(std::string_view("a\0b", 3)) == "1 csv.not_utf8");
    CHECK(read("\xFF\xFE"
               "a") == "1 csv.not_utf8");
}

TEST_CASE("every limit is kept to the byte") {
    const CsvLimits limits{20, 2, 3, 4};
    CHECK(read("a,b,c\nabcd", limits) == "1[a|b|c] 2[abcd]");
    CHECK(read("a,b,c,d", limits) == "1 csv.too_many_columns");
    CHECK(read("a\nb\nc", limits) == "3 csv.too_many_rows");
    CHECK(read("a\nabcde", limits) == "2 csv.field_too_long");
    CHECK(read("a\n\"abcde\"", limits) == "2 csv.field_too_long");
    CHECK(read(std::string(21, ','), limits) == "0 csv.too_large");
}
