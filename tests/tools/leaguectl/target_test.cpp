// campaign, target and standing as an operator types them.
#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

/// A county with two townships. The campaign lies around today, whatever day that is.
struct County : TestDesk {
    County() {
        ok("init --county QH --name 青禾县");
        write("orgs.csv",
              "code,name,kind,parent,opened\nCG,城关镇,township,QH,2020-01-01\nLS,柳树镇,township,QH,2020-01-01\nCG-01,"
              "机关支部,branch,CG,2020-01-01\n");
        ok("import orgs " + file("orgs.csv"));
    }
    void open_campaign() const {
        ok("campaign open --code 2020 --name 集中行动 --from 2020-01-01 --deadline 2024-12-31 --paper 通知");
    }
};

}  // namespace

TEST_CASE("a campaign is opened, extended and closed on the command line") {
    const County desk;
    CHECK(desk.ok("campaign list").out == "no campaign yet\n");
    desk.open_campaign();
    CHECK(
        desk.run("campaign open --code B --name 又一次 --from 2020-01-01 --deadline 2024-12-31 --paper 通知").status ==
        1);
    CHECK(desk.ok("--json campaign extend --deadline 2024-12-30 --reason 更正").json()["deadline"] == "2024-12-30");
    CHECK(desk.run("campaign extend --deadline 30.12.2024 --reason 更正").status == 1);
    CHECK(desk.ok("--json campaign close").json()["open"] == false);
    CHECK(desk.run("campaign close").status == 1);
    CHECK(desk.ok("--json campaign list").json()["campaigns"].size() == 1);
}

TEST_CASE("targets are set, listed and checked on the command line") {
    const County desk;
    const std::string owner = " --owner-title 团委书记 --owner-name 王城关";
    CHECK(desk.run("target set --unit CG --members 11" + owner).status == 1);  // no campaign yet
    desk.open_campaign();
    CHECK(desk.ok("--json target set --unit CG --members 11" + owner).json()["amount"] == 22);
    CHECK(desk.ok("--json target set --unit CG --members 11" + owner).json()["created"] == false);

    const Said missing = desk.run("--json target check");
    CHECK(missing.status == 1);
    CHECK(missing.json()["without_target"] == nlohmann::json::array({"LS"}));
    CHECK(desk.run("target set --unit LS --formula override --amount 8" + owner).status == 1);
    desk.ok("target set --unit LS --formula override --amount 8 --reason 山区 --paper 会议纪要" + owner);
    CHECK(desk.ok("--json target check").json()["sum"] == 30);

    CHECK(desk.ok("--json target set --unit CG --formula fixed --amount 25" + owner).json()["revision"] == 2);
    CHECK(desk.ok("--json target list --unit CG --history").json()["targets"].size() == 2);
    CHECK(desk.ok("target list").out.find("25  fixed") != std::string::npos);
}

TEST_CASE("the standing of today is shown on the command line") {
    const County desk;
    desk.open_campaign();
    desk.ok("target set --unit CG --members 9 --owner-title 团委书记 --owner-name 王城关");
    const auto standing = desk.ok("--json standing show").json();
    CHECK(standing["basis"] == "live");
    CHECK(standing["target"] == 20);
    CHECK(standing["founded_old"] == 1);
    REQUIRE(standing["rows"].size() == 2);
    CHECK(standing["rows"][0]["unit"] == "CG");
    CHECK(standing["rows"][0]["rank"] == 1);
    CHECK(standing["rows"][0]["rate"] == "0.0");
    CHECK(standing["rows"][1]["rank"].is_null());
    CHECK(desk.ok("--json standing show --unit CG --date 2024-02-29").json()["basis"] == "recomputed");
    CHECK(desk.run("standing show --date 2023-02-29").status == 1);
    CHECK(desk.ok("--json standing claims").json()["not_claimed"].size() == 1);
}
