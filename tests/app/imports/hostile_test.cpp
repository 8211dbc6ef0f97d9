// Files that mean harm or went wrong, as far as what the person reads and what is left behind.
#include <catch2/catch.hpp>

#include "tests/app/imports/import_desk.hpp"

using namespace league;
using namespace league::test;

namespace {

/// The sentences with which files are refused, in the order of the files.
std::string refusal(ImportDesk& desk, const Parts& files) {
    std::string sentences;
    try {
        desk.stage(files);
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::invalid_input);
        for (const FieldError& error : problem.errors()) sentences += desk.phrases.explain(error) + "\n";
    }
    return sentences;
}

bool says(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a hostile file among good ones is named, told apart, and nothing of the import is kept") {
    ImportDesk desk;
    const std::string good = workbook(organisations({{"城关镇机关团支部", "城关镇", "#9"}}));
    std::string empty_rows;
    for (int i = 0; i < 100'001; ++i) empty_rows += "<row/>";
    const Parts sheet = workbook_parts("");
    const std::string entities = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>";
    const std::string said = refusal(desk, {{"好.xlsx", good},
                                            {"炸弹.zip", zip_of({{"里面.csv", std::string(8 << 20, ' ')}})},
                                            {"实体.xlsx", zip_of(with(sheet, "xl/worksheets/sheet1.xml", entities))},
                                            {"空行.xlsx", zip_of(workbook_parts(empty_rows))},
                                            {"表头.csv", "支部,人数\n东街团支部,3\n"},
                                            {"公式.csv", "组织全称,上级组织\n=1+1,城关镇\n"},
                                            {"名册.xlsx", workbook({{"姓名", "身份证号码"}, {"甲", "=A1"}})}});
    for (const char* file : {"《里面.csv》", "《实体.xlsx》", "《空行.xlsx》", "《表头.csv》"}) CHECK(says(said, file));
    CHECK(says(said, "《公式.csv》第 2 行 A 列"));
    CHECK(says(said, "《名册.xlsx》“Sheet1”第 2 行 B 列"));
    CHECK_FALSE(says(said, "《好.xlsx》"));
    CHECK(desk.read.list(Actor::system(), "", 10).empty());
    CHECK(desk.count("import_rows") == 0);
    CHECK(desk.count("import_members") == 0);
    CHECK(desk.count("import_files") == 0);
}

TEST_CASE("a table that names a new branch in every line is refused before it fills the memory") {
    ImportDesk desk;
    std::string lists = "姓名,所在团支部\n";
    for (int i = 0; i <= 20'000; ++i) lists += "甲,第" + std::to_string(i) + "团支部\n";
    CHECK(says(refusal(desk, {{"名册.csv", lists}}), "《名册.csv》第 20002 行：一次最多导入 20000 个组织"));
}

TEST_CASE("lists that were handed in twice under two names are refused, since nobody can decide a thousand people") {
    ImportDesk desk;
    std::vector<int> people;
    for (int i = 0; i <= 1000; ++i) people.push_back(i);
    const std::vector<int> turned(people.rbegin(), people.rend());
    const std::string said = refusal(desk, {{"城关镇机关团支部.xlsx", workbook(members_list(people))},
                                            {"柳树镇机关团支部.xlsx", workbook(members_list(turned))}});
    CHECK(says(said, "有 1000 以上的人同时在两份名册上"));
    CHECK(desk.count("import_members") == 0);
}
