#include "lib/documents/table_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/workbooks.hpp"

using namespace league;
using namespace league::test;

namespace {

/// What was read, as lines of text: "file", "[sheet]", "3: A|n5|f7".
struct Listener final : TableSink {
    std::string seen;
    std::string faults;
    int ended = 0;

    void begin_file(const std::string& name, std::string_view bytes) override {
        seen += name + "\n";
        CHECK_FALSE(bytes.empty());
    }
    void begin_sheet(const std::string& sheet) override { seen += "[" + sheet + "]\n"; }
    void row(const SheetRow& row) override {
        seen += std::to_string(row.line) + ": ";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const char* marks[] = {"", "", "n", "f", "e"};
            seen += (i == 0 ? "" : "|") + std::string(marks[static_cast<int>(row.cells[i].kind)]) + row.cells[i].text;
        }
        seen += "\n";
    }
    void end_sheet() override {}
    void end_file() override { ++ended; }
    void fault(SheetFault fault) override {
        faults += (faults.empty() ? "" : " ") + fault.file + ":" + fault.key;
        if (fault.line > 0) faults += "@" + std::to_string(fault.line) + fault.column;
    }
};

Listener read(const std::string& bytes, const SheetLimits& limits = {}, const std::string& name = "x") {
    Listener listener;
    TableFiles(limits).read(name, bytes, listener);
    return listener;
}

std::string faults_of(const std::string& bytes, const SheetLimits& limits = {}) {
    const Listener listener = read(bytes, limits);
    CHECK(listener.ended == 0);
    return listener.faults;
}

std::string sheet(const std::string& data) {
    return zip_of(workbook_parts(data));
}

}  // namespace

TEST_CASE("a workbook gives its rows with the numbers that the spreadsheet shows") {
    const Listener heard = read(workbook({{"姓名", "电话"}, {}, {"张三", "#13812345678"}, {"李 四", "=1+1"}}, "名册"));
    CHECK(heard.seen == "x\n[名册]\n1: 姓名|电话\n3: 张三|n13812345678\n4: 李 四|f0\n");
    CHECK(heard.faults.empty());
    CHECK(heard.ended == 1);
}

TEST_CASE("a cell is what it says, however its maker wrote it") {
    const std::string data =
        "<x:row><x:c><x:v>1.3812345678E10</x:v></x:c><x:c t=\"str\"><x:v>甲</x:v></x:c></x:row>"
        "<!-- <row> --><row r=\"7\" spans=\"1:9\"><c r=\"B7\" "
        "t=\"inlineStr\"><is><r><t>二</t></r><r><t><![CDATA[<村>]]></t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>er</t></rPh></is></c><c r=\"D7\" t=\"e\"><v>#REF!</v></c><c r=\"E7\" s=\"3\"/></row>"
        "<row r=\"8\"><c r=\"A8\"><v>430922199901010110</v></c><c t=\"b\"><v>1</v></c><c><f>A1</f><v>2</v></c></row>";
    CHECK(read(sheet(data)).seen == "x\n[一]\n1: n13812345678|甲\n7: |二<村>||e#REF!\n8: n430922199901010110|1|f2\n");
}

TEST_CASE("a table saved as text is read in UTF-8 and in the encoding of Chinese Windows") {
    CHECK(read("\xEF\xBB\xBF姓名,号\r\n\"张,三\",\"=\"\"0123\"\"\"\n,\n李四,=A1\n").seen ==
          "x\n[]\n1: 姓名|号\n2: 张,三|0123\n4: 李四|f=A1\n");
    CHECK(read("\xD0\xD5\xC3\xFB\n\xD5\xC5\xC8\xFD\n").seen == "x\n[]\n1: 姓名\n2: 张三\n");
    CHECK(faults_of("name\n\xFF\xFF\n") == "x:sheet.not_text");
    CHECK(faults_of("a,b\n\"open\n") == "x:sheet.csv.quote_not_closed@2");
}

TEST_CASE("an archive gives every table in it and passes over what programs leave there") {
    const std::string book = workbook({{"一"}});
    const Listener heard = read(zip_of({{"甲/\xB4\xE5.csv", "a\n"},
                                        {"二.xlsx", book},
                                        {"__MACOSX/._二.xlsx", "litter"},
                                        {"~$二.xlsx", "lock"},
                                        {"空/", ""}}));
    CHECK(heard.faults.empty());
    CHECK(heard.seen.find("二.xlsx\n[Sheet1]\n1: 一\n") != std::string::npos);
    CHECK(heard.ended == 2);
    CHECK(read(zip_of({{"\xB4\xE5.csv", "a\n"}})).seen == "村.csv\n[]\n1: a\n");
}

TEST_CASE("a file of an archive that cannot be read is named and the others are still looked at") {
    const Listener heard = read(zip_of({{"a.csv", "a\n"}, {"b.pdf", std::string("%PDF\0x", 6)}, {"c.csv", "c\n"}}));
    CHECK(heard.faults == "b.pdf:sheet.not_a_table");
    CHECK(heard.ended == 2);
    CHECK(faults_of(zip_of({{"inner.zip", zip_of({{"a.csv", "a\n"}})}})) == "inner.zip:sheet.zip_in_zip");
    CHECK(faults_of(zip_of({{"__MACOSX/x", "x"}})) == "x:sheet.zip_empty");
}

TEST_CASE("what is no table is refused by what it is") {
    CHECK(faults_of("") == "x:sheet.empty");
    CHECK(faults_of(" \n\t") == "x:sheet.empty");
    CHECK(faults_of("\xD0\xCF\x11\xE0 an old or locked workbook") == "x:sheet.old_office");
    CHECK(faults_of("<html><table><tr><td>") == "x:sheet.web_page");
    CHECK(faults_of(std::string("\x89PNG\0", 5)) == "x:sheet.not_a_table");
    CHECK(faults_of("PK\x03\x04 and no more") == "x:sheet.zip_broken");
    CHECK(faults_of(zip_of({{"a.csv", "a\n"}}, "secret")) == "a.csv:sheet.encrypted");
    const std::string whole = sheet(row_xml(1, {"a"}));
    for (std::size_t cut = 5; cut < whole.size(); cut += 40)
        CHECK(faults_of(whole.substr(0, cut)) == "x:sheet.zip_broken");
}

TEST_CASE("a workbook is taken only for what its content types say, and without ties to other files") {
    const Parts good = workbook_parts(row_xml(1, {"a"}));
    const auto type = [&](const std::string& word) {
        std::string types = good[0].second;
        types.replace(types.find("sheet.main"), 10, word);
        return zip_of(with(good, "[Content_Types].xml", types));
    };
    CHECK(faults_of(type("template.main")) == "x:sheet.not_xlsx");
    CHECK(faults_of(type("sheet.macroEnabled.main")) == "x:sheet.macros");
    CHECK(faults_of(zip_of(with(good, "_rels/.rels", "<Relationships/>"))) == "x:sheet.not_xlsx");

    std::string relations = good[3].second;
    relations.insert(relations.find("</Relationships>"),
                     "<Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                     "relationships/externalLink\" Target=\"externalLinks/externalLink1.xml\"/>");
    CHECK(faults_of(zip_of(with(good, "xl/_rels/workbook.xml.rels", relations))) == "x:sheet.external");
    relations = good[3].second;
    relations.insert(relations.find(" Target"), " TargetMode=\"External\"");
    CHECK(faults_of(zip_of(with(good, "xl/_rels/workbook.xml.rels", relations))) == "x:sheet.external");
}

TEST_CASE("a bomb is refused long before it unfolds") {
    SECTION("spaces that deflate a thousandfold") {
        CHECK(faults_of(zip_of({{"a.csv", std::string(8 << 20, ' ')}})) == "a.csv:sheet.bomb");
        CHECK(faults_of(sheet(std::string(40 << 20, ' '))) == "x:sheet.bomb");
    }
    SECTION("entities of a document type") {
        const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
        CHECK(faults_of(zip_of(with(workbook_parts(""), "xl/worksheets/sheet1.xml", bomb))) == "x:sheet.xml_type");
    }
    SECTION("depth") {
        std::string deep;
        for (int i = 0; i < 5000; ++i) deep += "<a>";
        CHECK(faults_of(sheet(deep)) == "x:sheet.xml_too_deep");
        CHECK(faults_of(sheet("<row>" + deep)) == "x:sheet.xml_too_deep");
    }
    SECTION("rows, columns, cells, strings") {
        std::string rows;
        for (int i = 0; i < 2000; ++i) rows += "<row/>";
        SheetLimits limits;
        limits.rows = 1000;
        CHECK(faults_of(sheet(rows), limits) == "x:sheet.too_many_rows");
        CHECK(faults_of(sheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")) == "x:sheet.too_many_columns@1");
        CHECK(read(sheet("<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row>")).faults.empty());
        CHECK(faults_of(sheet(row_xml(1, {std::string(5000, 'x')}))) == "x:sheet.cell_too_long@1A");
        limits = {};
        limits.record_bytes = 1000;
        CHECK(faults_of(sheet("<row a=\"" + std::string(2000, 'x')), limits) == "x:sheet.record_too_large");
        CHECK(faults_of(sheet(row_xml(1, {std::string(2000, 'x')})), limits) == "x:sheet.record_too_large");
        limits = {};
        limits.shared_strings = 10;
        Table many;
        for (int i = 0; i < 20; ++i) many.push_back({"text " + std::to_string(i)});
        CHECK(faults_of(workbook(many), limits) == "x:sheet.too_many_strings");
    }
    SECTION("files and entries") {
        SheetLimits limits;
        limits.entries = 3;
        const Parts files{{"a.csv", "a\n"}, {"b.csv", "b\n"}, {"c.csv", "c\n"}, {"d.csv", "d\n"}};
        CHECK(faults_of(zip_of(files), limits) == "x:sheet.too_many_entries");
        limits = {};
        limits.files = 2;
        const Listener heard = read(zip_of(files), limits);
        CHECK(heard.faults == "c.csv:sheet.too_many_files");
        limits = {};
        limits.total_bytes = 3;
        CHECK(read(zip_of(files), limits).faults == "b.csv:sheet.bomb");
    }
}

TEST_CASE("broken XML inside a whole archive is refused") {
    CHECK(faults_of(sheet("<row>")) == "x:sheet.xml_broken");
    CHECK(faults_of(sheet("</sheetData></worksheet></worksheet>")) == "x:sheet.xml_broken");
    CHECK(faults_of(sheet("<row><c></row></c>")) == "x:sheet.xml_broken");
    CHECK(faults_of(sheet("<row><c t=\"s\"><v>7</v></c></row>")) == "x:sheet.xml_broken");
    CHECK(faults_of(sheet(std::string("<row>\0</row>", 12))) == "x:sheet.xml_broken");
    CHECK(faults_of(sheet("<row><c t=\"str\"><v>\xFF</v></c></row>")) == "x:sheet.not_text");
}
