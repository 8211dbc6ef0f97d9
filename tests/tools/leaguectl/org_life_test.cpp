// The life of organisations at the command line, on the real clock: days are those of today or long ago.
#include "lib/domain/period.hpp"
#include "lib/platform/clock_system.hpp"
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league;
using namespace league::test;

namespace {

void found_county(const TestDesk& desk) {
    desk.ok("init --county QH --name 青禾县");
    desk.write("units.csv",
               "code,name,kind,parent,opened\nCG,城关镇,township,QH,2020-01-01\nLS,柳树镇,township,QH,2020-01-01\n"
               "CG-01,机关团支部,branch,CG,2020-01-01\nCG-02,东街团支部,branch,CG,2020-01-01\n"
               "LS-01,河湾村团支部,branch,LS,2020-01-01\n");
    desk.ok("import orgs " + desk.file("units.csv"));
}

Month this_month() {
    return Month::of(SystemClock().now());
}

std::string today() {
    return to_iso(beijing_date(SystemClock().now()));
}

}  // namespace

TEST_CASE("a unit moves at the command line, and a move that waits is taken back") {
    const TestDesk desk;
    found_county(desk);
    const std::string month = this_month().str();
    const std::string next = this_month().next().str();
    CHECK(desk.ok("--json unit move CG-01 --to LS --from " + month + " --reason 区划调整").json()["holds"] == true);
    CHECK(desk.ok("--json unit move CG-02 --to LS --from " + next + " --reason 区划调整").json()["holds"] == false);
    CHECK(desk.ok("--json unit show CG-01").json()["places"][1]["below"] == "LS");
    desk.ok("unit move CG-02 --from " + next + " --cancel");
    const auto shown = desk.ok("--json unit show CG-02").json();
    CHECK(shown["places"].size() == 1);
    CHECK(shown["events"][0]["cancelled"] == true);
    desk.ok("verify");
}

TEST_CASE("a unit is merged, dissolved or closed at the command line, and a wrong order is explained in Chinese") {
    const TestDesk desk;
    found_county(desk);
    const std::string on = " --on " + today() + " --reason 人数太少";
    CHECK(desk.ok("--json unit merge CG-01 --into CG-02 --paper 乡团发9号" + on).json()["changed"] == true);
    CHECK(desk.ok("--json unit merge CG-01 --into CG-02 --paper 乡团发9号" + on).json()["changed"] == false);
    const Said no_paper = desk.run("unit dissolve CG-02" + on);
    CHECK(no_paper.status == 1);
    CHECK(no_paper.err.find("公文还没有填") != std::string::npos);
    desk.ok("unit dissolve CG-02 --paper 乡团发10号" + on);
    CHECK(desk.run("unit close LS" + on).status == 1);
    desk.ok("unit close CG" + on);
    CHECK(desk.run("unit close CG --on 2026-02-30 --reason x").status == 1);
    desk.ok("verify");
}

TEST_CASE("heads, terms, tags and claims are written down at the command line") {
    const TestDesk desk;
    found_county(desk);
    desk.ok("headcount set CG-01 --members 12 --youth 40 --on 2024-05-04");
    const Said wrong = desk.run("headcount set CG-01 --members 12 --youth 4 --on 2024-05-04");
    CHECK(wrong.status == 1);
    CHECK(wrong.err.find("团员数 12 比青年数 4 还多") != std::string::npos);
    CHECK(desk.ok("--json term set CG-01 --began 2020-02-29 --years 3").json()["ends_on"] == "2023-02-28");
    desk.ok("term set CG --began 2020-02-29 --years 5 --appointed");
    const auto terms = desk.ok("--json term list --org QH").json()["terms"];
    REQUIRE(terms.size() == 2);
    CHECK(terms[0]["org"] == "CG-01");
    CHECK(terms[0]["notice"] == "over");
    desk.ok("term set CG --began 2021-03-01 --years 5");
    desk.ok("term remove CG --began 2021-03-01");
    CHECK(desk.run("term remove CG --began 2021-03-01").status == 1);
    CHECK(desk.ok("--json term list --org CG").json()["terms"][1]["ends_on"] == "2025-02-28");
    const auto older = desk.ok("--json headcount set CG-01 --members 3 --on 2023-05-04").json();
    CHECK(older["members"] == 3);
    CHECK(older["newest"]["members"] == 12);
    desk.ok("unit tag CG-01 两新 茶业");
    desk.ok("unit claim CG-01 --on 2024-06-01");
    const auto shown = desk.ok("--json unit show CG-01").json();
    CHECK(shown["members"] == 12);
    CHECK(shown["tags"].size() == 2);
    CHECK(shown["claimed_on"] == "2024-06-01");
    CHECK(shown["counted_since"].is_null());
    desk.ok("unit claim CG-01 --cancel");
    CHECK(desk.ok("--json unit show CG-01").json()["claimed_on"].is_null());
}

TEST_CASE("leading groups, contacts and instructors are kept at the command line") {
    const TestDesk desk;
    found_county(desk);
    desk.ok("group set CG --from 2024-03-01 --person head:刘书记:镇党委书记:13800001111 --person member:王城关");
    CHECK(desk.run("group set LS --from 2024-03-01 --person king:刘书记").status == 1);
    const auto groups = desk.ok("--json group list --org QH").json()["groups"];
    REQUIRE(groups.size() == 3);
    CHECK(groups[0]["from"].is_null());
    CHECK(groups[1]["people"].size() == 2);
    const auto contact =
        desk.ok("--json contact add LS --name 周联系 --from 2024-03-01").json()["id"].get<std::string>();
    desk.ok("instructor add LS --name 冯指导 --from 2024-04-01");
    CHECK(desk.ok("--json contact list --org QH").json()["contacts"].size() == 1);
    desk.ok("contact end " + contact + " --on 2024-05-01");
    CHECK(desk.ok("--json contact list --org QH").json()["contacts"][0]["until"] == "2024-05-01");
    CHECK(desk.ok("--json instructor list --org LS").json()["contacts"][0]["name"] == "冯指导");
}
