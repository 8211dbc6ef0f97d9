#include "lib/domain/nms_table.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/nms_words.hpp"

using namespace league;
using Kind = SheetCell::Kind;

namespace {

using Cells = std::vector<std::string>;

SheetRow row(std::size_t line, const Cells& cells) {
    SheetRow made{line, {}};
    for (const std::string& cell : cells) {
        Kind kind = cell.empty() ? Kind::empty : Kind::text;
        std::string text = cell;
        if (cell.starts_with("=")) kind = Kind::formula;
        if (cell.starts_with("#")) kind = Kind::error;
        if (cell.starts_with("n")) {
            kind = Kind::number;
            text = cell.substr(1);
        }
        made.cells.push_back({kind, text});
    }
    return made;
}

/// Lines, faults and notices of one file of one sheet, as text.
struct Heard {
    std::string lines;
    std::string faults;
    std::string notices;
};

Heard read(const std::vector<Cells>& rows, const std::string& file = "导出.xlsx") {
    const NmsWords words = test::nms_words();
    Heard heard;
    const auto place = [](const SheetFault& fault) {
        return (fault.line > 0 ? std::to_string(fault.line) : "-") + fault.column + ":" + fault.key + " ";
    };
    const NmsTableReader::Take take{
        [&](const NmsOrgLine& line) {
            heard.lines += std::to_string(line.line) + " " + line.name + "<" + line.parent + "/" + line.category + "/" +
                           (line.members ? std::to_string(*line.members) : "-") + "/" + line.secretary.value_or("-") +
                           "/" + line.phone.value_or("-") + "\n";
        },
        [&](const NmsMemberLine& line) {
            heard.lines += std::to_string(line.line) + " " + line.branch + " " + line.identity.text + "\n";
        },
        [&](const SheetFault& fault) { heard.faults += place(fault); },
        [&](const SheetFault& fault) { heard.notices += place(fault); }};
    NmsTableReader reader(words, file, take);
    reader.begin_sheet("Sheet1");
    std::size_t line = 0;
    for (const Cells& cells : rows) reader.row(row(++line, cells));
    reader.end_file();
    return heard;
}

}  // namespace

TEST_CASE("an organisations table is known by its headings, wherever it begins and however they are written") {
    const Heard heard =
        read({{"团组织信息导出表"},
              {"序号", "* 组织全称", "上级组织(必填)", "组 织 类 别", "团员数", "书记姓名", "联系电话", "备注"},
              {"n1", " 城关镇机关团支部 ", "城关镇团委", "团支部", "n12", "张三", "n13812345678", "=A1"},
              {"n2", "东街团支部", "", "", "", "", ""},
              {},
              {"合计", "", "", "", "n12"}});
    CHECK(heard.lines == "3 城关镇机关团支部<城关镇团委/团支部/12/张三/13812345678\n4 东街团支部<//-/-/-\n");
    CHECK(heard.faults.empty());
    CHECK(heard.notices.empty());
}

TEST_CASE("a members' list names its branch in a column, a title or the file") {
    const std::string number = "11010519491231002X";
    CHECK(read({{"姓名", "身份证号码", "所在团支部"}, {"张三", number, "机关团支部"}}).lines ==
          "2 机关团支部 " + number + "\n");
    CHECK(read({{"东街团支部团员名册(2026年)"}, {"姓名", "身份证号码"}, {"张三", number}}).lines ==
          "3 东街团支部 " + number + "\n");
    CHECK(read({{"姓名", "性别"}, {"张三", "男"}}, "城关镇/03_河湾村团支部团员名单.xlsx").lines == "2 河湾村团支部 \n");
    CHECK(read({{"姓名", "性别"}, {"张三", "男"}}, "河湾村团支部(1).csv").lines == "2 河湾村团支部 \n");
    CHECK(read({{"姓名", "性别"}, {"张三", "男"}}, "团员名册.xlsx").faults == "-:nms.no_branch ");
    CHECK(read({{"姓名", "所在团支部"}, {"张三", ""}}).faults == "2B:nms.branch_missing ");
}

TEST_CASE("a wrong header or an empty table is a fault of the file") {
    CHECK(read({{"支部", "人数"}, {"东街", "n3"}}).faults == "-:nms.no_header ");
    CHECK(read({{"组织全称"}, {"东街"}}).faults == "-:nms.no_header ");
    CHECK(read({{"组织全称", "团员数"}}).faults == "-:nms.no_lines ");
    CHECK(read({}).faults == "-:nms.no_header ");
}

TEST_CASE("a cell that is needed must be an entry, and each wrong one is named by row and column") {
    const Heard heard = read({{"组织全称", "团员数", "成立时间"},
                              {"东街团支部", "=SUM(B3:B9)", "=TODAY()"},
                              {"西街团支部", "#REF!"},
                              {"", "n3"},
                              {"南街团支部", "三人"},
                              {std::string(330, 'x'), "n3"}});
    CHECK(heard.faults ==
          "2B:nms.formula 3B:nms.error_value 4A:nms.name_missing 5B:nms.not_a_number 6A:nms.too_long "
          "6A:nms.name_missing ");
    CHECK(read({{"姓名", "性别"}, {"张三", "=1"}, {"制表人:李四", ""}, {"", "男"}}, "东街团支部.xlsx").faults ==
          "3A:nms.not_a_person 4A:nms.person_missing ");
}

TEST_CASE("a wrong phone or identity number is told, and the line counts all the same") {
    const Heard heard = read({{"姓名", "身份证号码", "所在团支部"},
                              {"张三", "n4.30922199901011E+17", "机关"},
                              {"李四", "430922199901010000", "机关"},
                              {"王五", "", "机关"}});
    CHECK(heard.lines == "2 机关 \n3 机关 \n4 机关 \n");
    CHECK(heard.notices == "2B:nms.identity_digits_lost 3B:nms.identity_malformed ");
    CHECK(read({{"组织全称", "联系电话"}, {"东街团支部", "12"}}).notices == "2B:nms.phone_malformed ");
}

TEST_CASE("an identity number is sound only when its date and check digit are right") {
    const auto state = [](const std::string& text, Kind kind = Kind::text) {
        return read_identity_number({kind, text}).state;
    };
    using State = IdentityNumber::State;
    CHECK(read_identity_number({Kind::text, " 11010519491231002x "}).text == "11010519491231002X");
    CHECK(read_identity_number({Kind::text, "１１０１０５１９４９１２３１００２Ｘ"}).text == "11010519491231002X");
    // GB 11643 with 15 digits: the same person as with 18.
    CHECK(read_identity_number({Kind::number, "110105491231002"}).text == "11010519491231002X");
    CHECK(read_identity_number({Kind::text, "h12345678"}).text == "H12345678");
    CHECK(state("110105194912310021") == State::malformed);
    CHECK(state("110105194902310020") == State::malformed);
    CHECK(state("11010519491231002") == State::malformed);
    CHECK(state("430922199901010110", Kind::number) == State::digits_lost);
    CHECK(state("4.30922E+17") == State::digits_lost);
    CHECK(state("", Kind::empty) == State::none);
}
