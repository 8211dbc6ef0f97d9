#include "lib/domain/org_table.hpp"

#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"

using namespace league;

namespace {

OrgTable read(const std::string& lines) {
    return read_org_table("编码,名称,简称,类型,上级,成立日期,备注\n" + lines);
}

std::string faults(const OrgTable& table) {
    std::string all;
    for (const auto& error : table.errors) {
        if (!all.empty()) all += ' ';
        all += std::to_string(error.line) + ":" + error.field + ":" + error.key;
    }
    return all;
}

}  // namespace

TEST_CASE("a line of a table becomes a unit") {
    const OrgTable table = read(" QH-CG ,城关镇,城关,乡镇,QH,2024-03-15,随便\n");
    REQUIRE(table.rows.size() == 1);
    const OrgTableRow& row = table.rows[0];
    CHECK(row.line == 2);
    CHECK(row.code == "QH-CG");
    CHECK(row.name == "城关镇");
    CHECK(row.short_name == "城关");
    CHECK(row.kind == OrgKind::township);
    CHECK(row.parent == "QH");
    REQUIRE(row.opened);
    CHECK(to_rfc3339(*row.opened) == "2024-03-15T00:00:00+08:00");
}

TEST_CASE("dates are read as offices write them, and days that do not exist are not") {
    for (const std::string good : {"2024-03-15", "2024/3/15", "2024.3.15", "2024年3月15日", "２０２４-３-１５"}) {
        INFO(good);
        const OrgTable table = read("A,甲,,支部,QH," + good + "\n");
        REQUIRE(table.rows.size() == 1);
        CHECK(to_rfc3339(*table.rows[0].opened) == "2024-03-15T00:00:00+08:00");
    }
    for (const std::string bad :
         {"2024-02-30", "2024-13-01", "15.3.2024", "2024-03", "昨天", "2024-03-15-01", "45366"}) {
        INFO(bad);
        CHECK(faults(read("A,甲,,支部,QH," + bad + "\n")) == "2:opened:orgs.date_malformed");
    }
}

TEST_CASE("kinds are known by the words of offices and by our own") {
    CHECK(org_kind_from_words("乡镇") == OrgKind::township);
    CHECK(org_kind_from_words(" 联合团支部 ") == OrgKind::joint_branch);
    CHECK(org_kind_from_words("Joint_Branch") == OrgKind::joint_branch);
    CHECK(org_kind_from_words("团总支") == OrgKind::general_branch);
    CHECK_FALSE(org_kind_from_words("大队"));
    CHECK_FALSE(org_kind_from_words(""));
}

TEST_CASE("nothing stands below a branch, and no unit below its like") {
    CHECK(may_stand_below(OrgKind::branch, OrgKind::township));
    CHECK(may_stand_below(OrgKind::branch, OrgKind::general_branch));
    CHECK(may_stand_below(OrgKind::branch, OrgKind::county));
    CHECK_FALSE(may_stand_below(OrgKind::branch, OrgKind::joint_branch));
    CHECK_FALSE(may_stand_below(OrgKind::township, OrgKind::township));
    CHECK_FALSE(may_stand_below(OrgKind::county, OrgKind::township));
}

TEST_CASE("parents come before their children whatever the order of lines") {
    const OrgTable table = read("C,丙,,支部,B,\nB,乙,,总支,A,\nD,丁,,支部,B,\nA,甲,,乡镇,QH,\n");
    CHECK(table.errors.empty());
    std::string order;
    for (const auto& row : table.rows) order += row.code;
    CHECK(order == "ABCD");
}

TEST_CASE("a ring of parents is an error of each line in or below it") {
    const OrgTable table = read("A,甲,,总支,B,\nB,乙,,总支,A,\nC,丙,,支部,B,\nD,丁,,支部,QH,\n");
    CHECK(faults(table) ==
          "2:parent:orgs.parents_in_a_ring 3:parent:orgs.parents_in_a_ring 4:parent:orgs.parents_in_a_ring");
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].code == "D");
}

TEST_CASE("a name too long, with a line break or missing is an error") {
    std::string long_name;
    for (int i = 0; i < 61; ++i) long_name += "长";
    CHECK(faults(read("A," + long_name + ",短,支部,QH,\n")) == "2:name:orgs.name_malformed");
    CHECK(faults(read("A,\"甲\n乙\",短,支部,QH,\n")) == "2:name:orgs.name_malformed");
    const OrgTable shortened = read("A," + long_name.substr(0, 40 * 3) + ",,支部,QH,\n");
    CHECK(shortened.errors.empty());
    CHECK(shortened.rows.at(0).short_name.ends_with("…"));
}
