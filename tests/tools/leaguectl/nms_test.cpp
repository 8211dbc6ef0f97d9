#include "tests/support/workbooks.hpp"
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

const char* const kTree =
    "code,name,kind,parent\nCG,城关镇,township,QH\nCG-01,城关镇机关团支部,branch,CG\nCG-02,城关镇东街团支部,branch,CG\n"
    "LS,柳树镇,township,QH\nLS-01,柳树镇机关团支部,branch,LS\n";

void found_county(const TestDesk& desk) {
    desk.ok("init --county QH --name 青禾县");
    desk.write("tree.csv", kTree);
    desk.ok("import orgs " + desk.file("tree.csv"));
}

}  // namespace

TEST_CASE("a folder of lists is read, shown, committed and taken back by the operator") {
    const TestDesk desk;
    found_county(desk);
    std::filesystem::create_directory(desk.file("lists"));
    desk.write("lists/城关镇机关团支部.xlsx",
               workbook({{"姓名", "身份证号码"}, {"甲", identity_number(1)}, {"乙", ""}}));
    desk.write("lists/机关团支部.csv", "姓名,性别\n丙,男\n");

    const auto staged = desk.ok("--json import nms " + desk.file("lists")).json();
    CHECK(staged["rows"]["new"] == 1);
    CHECK(staged["undecided"] == 1);
    const std::string id = staged["id"];
    CHECK(desk.run("import commit " + id).status == 1);
    const auto shown = desk.ok("--json import show --outcome conflict " + id).json();
    REQUIRE(shown["total"] == 1);
    const std::string row = std::to_string(shown["list"][0]["number"].get<int>());
    desk.ok("import decide " + id + " " + row + " --link LS-01");
    CHECK(desk.ok("--json import commit " + id).json()["began"] == 2);
    CHECK(desk.ok("--json import differences").json()["counted"] == 2);
    CHECK(desk.ok("import batches").out.find("committed") != std::string::npos);
    CHECK(desk.ok("--json import undo " + id).json()["began"] == 2);
    CHECK(desk.ok("--json import differences").json()["counted"] == 0);
    CHECK(desk.ok("verify").status == 0);
}

TEST_CASE("one command reads and commits, and missing organisations are ended on order") {
    const TestDesk desk;
    found_county(desk);
    desk.write("a.csv", "组织全称,上级组织\n机关团支部,城关镇\n东街团支部,城关镇\n");
    desk.write("b.csv", "组织全称,上级组织\n机关团支部,城关镇\n");
    CHECK(desk.ok("--json import nms --commit " + desk.file("a.csv")).json()["result"]["began"] == 2);
    const std::string id = desk.ok("--json import nms " + desk.file("b.csv")).json()["id"];
    CHECK(desk.ok("--json import decide " + id + " --all missing --end").json()["decided"] == 1);
    CHECK(desk.run("import decide " + id + " 1 --end --keep").status == 1);
    CHECK(desk.ok("--json import commit " + id).json()["ended"] == 1);
    const std::string open = desk.ok("--json import nms " + desk.file("a.csv")).json()["id"];
    desk.ok("import discard " + open);
    CHECK(desk.run("import commit " + open).status == 1);
}

TEST_CASE("a file that cannot be imported is named with row and column, and nothing is written") {
    const TestDesk desk;
    found_county(desk);
    desk.write("bad.xlsx", workbook({{"组织全称", "团员数"}, {"东街团支部", "=1"}}));
    const Said refused = desk.run("import nms " + desk.file("bad.xlsx"));
    CHECK(refused.status == 1);
    CHECK(refused.err.find("《bad.xlsx》“Sheet1”第 2 行 B 列") != std::string::npos);
    CHECK(desk.ok("--json import batches").json()["imports"].empty());
    CHECK(desk.run("import nms --date 2026-02-30 " + desk.file("tree.csv")).status == 1);
}
