#include "lib/app/import_orgs.hpp"

#include <catch2/catch.hpp>

#include "lib/app/verify.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Desk {
    World world;
    ImportOrgs import{world.database(), world.digest(), world.random(), world.clock()};

    ImportOrgs::Output rehearse(const std::string& csv) { return import.run(Actor::system(), {csv, true}); }
    ImportOrgs::Output write(const std::string& csv) { return import.run(Actor::system(), {csv, false}); }
    static std::string faults(const ImportOrgs::Output& output) {
        std::string all;
        for (const auto& error : output.errors) {
            if (!all.empty()) all += ' ';
            all += std::to_string(error.line) + ":" + error.field + ":" + error.key;
        }
        return all;
    }
};

const std::string kTable =
    "\xEF\xBB\xBF编码,名称,简称,类型,上级,成立日期\r\n"
    "QH-SQ-01,石桥镇机关团支部,机关支部,团支部,QH-SQ,2024-03-15\r\n"
    "QH-SQ,石桥镇,石桥,乡镇,QH,2020年1月1日\r\n"
    "QH-SQ-02,\"石桥镇\"\"青创\"\"联合团支部\",,联合团支部,QH-SQ,2024/5/4\r\n"
    "QH-CG-01,城关镇机关团支部,城关镇机关团支部,团支部,QH-CG,\r\n"
    "QH-CG-02,城关镇东街社区团支部,东街支部,支部,QH-CG,\r\n";

}  // namespace

TEST_CASE("a dry run counts and changes nothing") {
    Desk desk;
    const auto rehearsed = desk.rehearse(kTable);
    CHECK(Desk::faults(rehearsed).empty());
    CHECK(rehearsed.created == 3);
    CHECK(rehearsed.changed == 1);
    CHECK(rehearsed.unchanged == 1);
    CHECK(problem_of([&] { desk.world.unit("QH-SQ"); }) == "unit_not_found");
}

TEST_CASE("an import founds units in any order of lines, and a second one changes nothing") {
    Desk desk;
    const auto written = desk.write(kTable);
    CHECK(written.created == 3);
    CHECK(written.changed == 1);
    const OrgUnit joint = desk.world.unit("QH-SQ-02");
    CHECK(joint.kind == OrgKind::joint_branch);
    CHECK(joint.name == "石桥镇\"青创\"联合团支部");
    CHECK(joint.short_name == joint.name);
    CHECK(joint.path.str() == "QH/QH-SQ/QH-SQ-02");
    CHECK(desk.world.unit("QH-CG-02").name == "城关镇东街社区团支部");
    CHECK(desk.world.unit("QH-CG-02").opened_at == desk.world.cg02.opened_at);
    CHECK(desk.world.database().read(
              [&](ReadTransaction& tx) { return OrgStore(tx).branches_at(desk.world.county.id); }) == 6);
    CHECK(verify_unit_branches(desk.world.database()).ok);

    const auto again = desk.write(kTable);
    CHECK(again.created == 0);
    CHECK(again.changed == 0);
    CHECK(again.unchanged == 5);
}

TEST_CASE("a table with any fault is not written, and each fault names its line") {
    Desk desk;
    const std::string csv =
        "code,name,kind,parent,opened\n"
        "QH-A,甲镇,乡镇,QH,2024-02-30\n"
        "QH-A-1,甲镇支部,支部,QH-A,\n"
        "QH-B,,乡镇,QH,\n"
        "\n"
        "QH-C,丙镇,大队,QH,\n"
        "QH-D,丁镇,乡镇,XX,\n"
        "QH-E,戊镇,乡镇,QH-CG-01,\n"
        "QH-CG,城关镇,县,QH,\n"
        "QH-LS,柳树镇,乡镇,,\n"
        "QH LS,错码,乡镇,QH,\n"
        "QH-F,己镇,乡镇,QH,\n"
        "QH-F,又己镇,乡镇,QH,\n"
        "R1,环一,支部,R2,\n"
        "R2,环二,总支,R1,\n"
        "QH-G,庚镇,乡镇,QH,2031-01-01\n";
    const auto output = desk.write(csv);
    CHECK(Desk::faults(output) ==
          "2:opened:orgs.date_malformed 4:name:orgs.name_malformed 4:short_name:orgs.name_malformed "
          "6:kind:orgs.kind_unknown 7:parent:orgs.parent_unknown 8:parent:orgs.kind_above_parent "
          "9:kind:orgs.kind_changed 10:parent:orgs.parent_changed 11:code:orgs.code_malformed 13:code:orgs.code_twice "
          "14:parent:orgs.parents_in_a_ring 15:parent:orgs.parents_in_a_ring 16:opened:orgs.date_in_future");
    CHECK(problem_of([&] { desk.world.unit("QH-F"); }) == "unit_not_found");
}

TEST_CASE("a file that is no table is refused with its line") {
    Desk desk;
    CHECK(Desk::faults(desk.rehearse("")) == "0::csv.empty");
    CHECK(Desk::faults(desk.rehearse("code,name\nQH,x\n")) ==
          "1:kind:orgs.column_missing 1:parent:orgs.column_missing");
    CHECK(Desk::faults(desk.rehearse("code,编码,name,kind,parent\n")) == "1:code:orgs.column_twice");
    CHECK(Desk::faults(desk.rehearse("code,name,kind,parent\nQH,\xC7\xE5\xBA\xD3,县,\n")) == "2::csv.not_utf8");
    CHECK(Desk::faults(desk.rehearse("code,name,kind,parent\n\n\"QH,x\n")) == "3::csv.quote_not_closed");
}

TEST_CASE("an officer imports below the own county only, others not at all") {
    Desk desk;
    World& world = desk.world;
    world.found("ZZ", "邻县", OrgKind::county, "");
    const auto try_as = [&](const Actor& actor, const std::string& line) {
        return problem_of([&] { desk.import.run(actor, {"code,name,kind,parent\n" + line + "\n", true}); });
    };
    CHECK(try_as(world.actor(world.officer), "QH-SQ,石桥镇,乡镇,QH").empty());
    CHECK(try_as(world.actor(world.officer), "QH-SQ,石桥镇,乡镇,QH\nQH-SQ-1,机关,支部,QH-SQ").empty());
    CHECK(try_as(world.actor(world.officer), "ZZ-SQ,石桥镇,乡镇,ZZ") == "not_allowed");
    CHECK(try_as(world.actor(world.officer), "ZZ,改名县,县,") == "not_allowed");
    CHECK(try_as(world.actor(world.officer), "YY,新县,县,") == "root_needs_operator");
    CHECK(try_as(Actor::system(), "YY,新县,县,").empty());
    CHECK(try_as(world.actor(world.cg_secretary), "QH-CG-09,新支部,支部,QH-CG") == "not_allowed");
    CHECK(try_as(world.actor(world.stranger), "QH-CG-09,新支部,支部,QH-CG") == "not_allowed");
}

TEST_CASE("a large table is written in slices, every unit with its audit row") {
    Desk desk;
    std::string csv = "code,name,kind,parent\n";
    for (int i = 0; i < 450; ++i) csv += "QH-CG-X" + std::to_string(i) + ",支部" + std::to_string(i) + ",支部,QH-CG\n";
    const auto commits = desk.world.database().writer_stats().commits;
    CHECK(desk.write(csv).created == 450);
    CHECK(desk.world.database().writer_stats().commits - commits == 5);
    CHECK(desk.world.database().read(
              [&](ReadTransaction& tx) { return OrgStore(tx).branches_at(desk.world.county.id); }) == 454);
    const auto chain = verify_audit_chain(desk.world.database(), desk.world.digest());
    CHECK(chain.ok);
    CHECK(chain.examined == 450);
}
