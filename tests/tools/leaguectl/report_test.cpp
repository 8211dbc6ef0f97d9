// report as an operator types it. The half month under way is whichever it is today.
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

struct County : TestDesk {
    County() {
        ok("init --county QH --name 青禾县");
        write("orgs.csv",
              "code,name,kind,parent,opened\nCG,城关镇,township,QH,2020-01-01\nLS,柳树镇,township,QH,2020-01-01\nCG-01,"
              "机关支部,branch,CG,2020-01-01\n");
        ok("import orgs " + file("orgs.csv"));
    }
};

}  // namespace

TEST_CASE("a half-month report is shown, sent, corrected and listed on the command line") {
    const County desk;
    const auto beforehand = desk.ok("--json report show --unit CG").json();
    CHECK(beforehand["state"] == "expected");
    CHECK(beforehand["revision"] == 0);
    CHECK(beforehand["figures"]["founded_old"] == 1);
    CHECK(beforehand["without_log"] == nlohmann::json::array({"机关支部"}));

    CHECK(desk.ok("--json report confirm --unit CG --nothing-new").json()["created"] == true);
    CHECK(desk.run("report confirm --unit CG --correct founded_old=2 --reason 漏登").status == 1);
    const auto corrected =
        desk.ok("--json report confirm --unit CG --correct founded_old=2 --reason 漏登 --why 来电更正").json();
    CHECK(corrected["revision"] == 2);
    CHECK(corrected["corrections"]["founded_old"]["value"] == 2);
    CHECK(corrected["figures"]["founded_old"] == 1);
    CHECK(desk.run("report confirm --unit CG --correct founded_old=two --reason 漏登").status == 1);
    CHECK(desk.ok("--json report show --unit CG --history").json()["revisions"].size() == 2);

    const auto list = desk.ok("--json report list").json();
    CHECK(list["expected"] == 2);
    CHECK(list["received"] == 1);
    CHECK(list["on_time"] == 1);
    CHECK(list["lines"][1]["receipt"].is_null());
    CHECK(desk.ok("report list").out.find("1 of 2 received") != std::string::npos);
    CHECK(desk.ok("--json verify").json()["clean"] == true);
}

TEST_CASE("a closed half month is opened again for one township on the command line") {
    const County desk;
    CHECK(desk.run("report confirm --unit CG --period 2024-02-H2").status == 1);
    CHECK(desk.run("report open --unit CG --period 2024-02-H2 --until 2024-03-31 --reason 补报").status == 1);
    CHECK(desk.run("report show --unit CG --period 2024-02").status == 1);
    CHECK(desk.ok("--json report list --period 2024-02-H2").json()["due"] == "2024-02-29");
}
