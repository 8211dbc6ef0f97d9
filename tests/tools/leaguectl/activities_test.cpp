#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

/// A county with one township and two branches.
struct SmallCounty : TestDesk {
    SmallCounty() {
        ok("init --county QH --name 青禾县");
        write("units.csv",
              "code,name,kind,parent,opened\nCG,城关镇,township,QH,2020-01-01\nCG-01,机关团支部,branch,CG,2020-01-01\n"
              "CG-02,东街团支部,branch,CG,2020-01-01\n");
        ok("import orgs " + file("units.csv"));
    }
};

}  // namespace

TEST_CASE("an operator adds a kind of activity, and retires it") {
    const SmallCounty desk;
    const auto added =
        desk.ok("--json kind add yard_meeting --label 院坝会 --field 'households*:到会户数:integer:0:1000' "
                "--field 'asked:应到户数:integer:0:1000' --field 'form:形式:choice:现场|线上' "
                "--check 'households at_most asked: 到会户数不能多于应到户数'")
            .json();
    CHECK(added["fields"].size() == 3);
    CHECK(desk.ok("kind list").out.find("yard_meeting  院坝会\n") != std::string::npos);
    desk.ok("kind retire yard_meeting");
    CHECK(desk.ok("kind list").out.find("yard_meeting") == std::string::npos);
    CHECK(desk.ok("kind list --all").out.find("yard_meeting  院坝会  retired") != std::string::npos);
}

TEST_CASE("a kind that does not read is refused with what it should look like") {
    const SmallCounty desk;
    const Said field = desk.run("kind add yard --label 院坝会 --field 'households:integer'");
    CHECK(field.status == 1);
    CHECK(field.err.find("编码:名称:integer:最小:最大") != std::string::npos);
    CHECK(desk.run("kind add yard --label 院坝会 --check 'a unlike b: 说明'").status == 1);
    CHECK(desk.run("kind add yard --label 院坝会 --check 'a at_most b: 说明'").status == 1);
    CHECK(desk.run("kind add Yard --label 院坝会").err.find("小写字母") != std::string::npos);
    CHECK(desk.run("kind retire theme_day").err.find("频次规则") != std::string::npos);
}

TEST_CASE("rules of cadence are listed with their papers, added and ended") {
    const SmallCounty desk;
    CHECK(desk.ok("--json cadence list").json()["rules"].size() == 8);
    const auto rule =
        desk.ok("--json cadence add --kind oath --every year --from 2027-01-01 --source '清团发〔2026〕8号' --unit CG")
            .json();
    CHECK(rule["kind"] == "oath");
    CHECK(desk.run("cadence add --kind oath --every year --from 2027-01-01 --source 另一份 --unit CG").status == 1);
    CHECK(desk.run("cadence add --kind oath --every week --from 2027-01-01 --source 文件").status == 1);
    CHECK(desk.run("cadence add --kind oath --every year --from 2027-02-30 --source 文件").status == 1);
    const std::string id = rule["id"];
    CHECK(desk.ok("--json cadence end " + id + " --last-day 2099-12-31").json()["valid_to"] == "2099-12-31");
    CHECK(desk.run("cadence end " + id + " --last-day 2020-12-31").status == 1);
    CHECK(desk.ok("cadence list --unit CG-01").out.find("清团发〔2026〕8号") != std::string::npos);
}

TEST_CASE("due and alive tell how organisations stand") {
    const SmallCounty desk;
    const auto due = desk.ok("--json due --period 2026-09").json();
    CHECK(due["total"] == 2);
    CHECK(due["rules"][0]["rule"] == "any_activity");
    CHECK(due["rules"][0]["asked"] == 2);
    CHECK(desk.run("due --period 2026-13").status == 1);
    CHECK(desk.run("due --state late").status == 1);
    const auto alive = desk.ok("--json alive").json();
    CHECK(alive["totals"]["hollow"] == 2);
    CHECK(alive["below"][0]["unit"] == "CG");
    CHECK(alive["organisations"][0]["met"] == 0);
    CHECK(desk.ok("alive --unit CG --state alive").out.find("0 alive") != std::string::npos);
    CHECK(desk.ok("--json verify").json()["clean"] == true);
}
