// supervision and note as an operator types them.
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

struct County : TestDesk {
    County() {
        ok("init --county QH --name 青禾县");
        write("orgs.csv",
              "code,name,kind,parent,opened\nCG,城关镇,township,QH,2020-01-01\nCG-01,机关支部,branch,CG,2020-01-01\nCG-"
              "02,东街支部,branch,CG,2020-01-01\nCG-03,西街支部,branch,CG,2020-01-01\n");
        ok("import orgs " + file("orgs.csv"));
    }
};

}  // namespace

TEST_CASE("the rules propose on the command line, and a supervision is led to its end") {
    const County desk;
    CHECK(desk.ok("supervision list").out == "none\n");
    const auto proposed = desk.ok("--json supervision propose").json()["supervisions"];
    REQUIRE(proposed.size() == 1);
    CHECK(proposed[0]["cause"] == "hollow");
    CHECK(desk.ok("supervision propose").out == "nothing new\n");
    const std::string id = proposed[0]["id"];
    CHECK(desk.ok("--json supervision show --id " + id).json()["facts"].size() == 3);

    const auto step = [&](const std::string& words) { return "supervision step --id " + id + " --act " + words; };
    CHECK(desk.run(step("close --words 已办")).status == 1);
    desk.ok(step("explain --words 电话说明"));
    CHECK(desk.ok("--json " + step("confirm")).json()["stage"] == "confirmed");
    CHECK(desk.run(step("visit --on 10.11.2026 --person 李团县")).status == 1);
    CHECK(desk.run(step("drop")).status == 1);
    CHECK(desk.ok("--json " + step("drop --words 已经整改")).json()["stage"] == "dropped");
    CHECK(desk.ok("--json supervision list --open").json()["supervisions"].empty());
    CHECK(desk.ok("--json supervision list").json()["supervisions"].size() == 1);
    CHECK(desk.ok("--json supervision open --unit CG --reason 来信反映").json()["stage"] == "proposed");
    CHECK(desk.ok("--json verify").json()["clean"] == true);
}

TEST_CASE("advice and a reply are noted on the command line") {
    const County desk;
    CHECK(desk.ok("note list").out == "none\n");
    CHECK(desk.ok("--json note add --unit CG --kind advice --words 先理顺支部").json()["kind"] == "advice");
    desk.ok("note add --unit CG --kind reply --words 本周办");
    CHECK(desk.run("note add --unit CG --kind visit --words 走访").status == 1);
    CHECK(desk.ok("--json note list").json()["total"] == 2);
}
