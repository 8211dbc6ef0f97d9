#include "tests/tools/leaguectl/desk_of_test.hpp"

using namespace league::test;

namespace {

struct Founding : TestDesk {
    Founding() {
        ok("init --county QH --name 青禾县");
        write("units.csv", "code,name,kind,parent\nCG,城关镇,township,QH\nCG-01,机关团支部,branch,CG\n");
        ok("import orgs " + file("units.csv"));
    }
    std::string add(const std::string& name) const {
        return ok("--json project add --org CG --name " + name +
                  " --kind joint_branch --mode M4 --members 4 --youth 31 --counted-on 2024-10-01 --category 联合团支部 "
                  "--industry 农业 --partner village:" +
                  name + "甲村:lead --partner village:" + name + "乙村")
            .json()["id"];
    }
    Said step(const std::string& id, const std::string& words) const {
        return ok("--json project step " + id + " " + words);
    }
    void request(const std::string& id) const {
        step(id, "--stage prepared --on 2024-10-08 --candidate 孙一 --candidate 钱二");
        step(id, "--stage requested --on 2024-10-10 --note 青年集中 --consent --signatory 李村长");
    }
    void elect(const std::string& id) const {
        step(id,
             "--stage elected --on 2024-10-20 --consent --entitled 4 --present 4 --ballots-out 4 --ballots-back 4 "
             "--ballots-valid 4 --seats 1 --candidate 孙一:3 --candidate 钱二:1");
        step(id, "--stage result_reported --on 2024-10-22 --signatory 孙一 --post 孙一:secretary");
    }
};

}  // namespace

TEST_CASE("an operator leads a project from its count to its filing") {
    const Founding desk;
    const std::string id = desk.add("河湾联合团支部");
    CHECK(desk.ok("--json project list --org CG").json()["counts"]["surveyed"] == 1);
    CHECK(desk.run("project step " + id + " --stage elected --on 2024-10-20").err.find("下一步是提出候选人") !=
          std::string::npos);
    desk.request(id);
    desk.step(id, "--stage founding_approved --on 2024-10-15 --signatory 王城关 --series 城团发 --number 3");
    CHECK(desk.ok("--json project undo " + id + " --reason 登记有误").json()["stage"] == "requested");
    desk.step(id, "--stage founding_approved --on 2024-10-15 --signatory 王城关");
    desk.elect(id);
    desk.step(id, "--stage result_approved --on 2024-10-26 --signatory 王城关 --term 2");
    CHECK(desk.ok("--json project show " + id).json()["unit"] == "CG-02");
    const Said refused = desk.run("project step " + id + " --stage filed --on 2024-10-30 --signatory 王城关");
    CHECK(refused.status == 1);
    CHECK(refused.err.find("以后不能再改") == std::string::npos);
    CHECK(refused.err.find("录入后不能再改") != std::string::npos);
    desk.step(id,
              "--stage filed --on 2024-10-30 --signatory 王城关 --confirm-name 河湾联合团支部 --confirm-category "
              "联合团支部 --confirm-industry 农业");
    const auto papers = desk.ok("--json paper list --org CG --year 2024").json();
    CHECK(papers["total"] == 6);
    CHECK(desk.ok("paper list --kind founding_reply")
              .out.find("城团发〔2024〕3号  关于同意成立河湾联合团支部的批复  王城关  (void)") != std::string::npos);
    CHECK(desk.ok("--json status").json()["units"] == 4);
    CHECK(desk.ok("verify").status == 0);
}

TEST_CASE("an operator approves and founds a batch, and a project that lags leaves it") {
    const Founding desk;
    const std::string first = desk.add("甲联合团支部");
    const std::string second = desk.add("乙联合团支部");
    desk.request(first);
    const Said unripe = desk.run("batch create --org CG --project " + first + " --project " + second);
    CHECK(unripe.status == 1);
    CHECK(unripe.err.find("“乙联合团支部”还不成熟") != std::string::npos);
    desk.request(second);
    const std::string batch =
        desk.ok("--json batch create --org CG --title 第一批 --project " + first + " --project " + second).json()["id"];
    CHECK(desk.ok("--json batch approve " + batch + " --on 2024-10-15 --signatory 王城关").json()["approved"] == 2);
    desk.elect(first);
    CHECK(desk.run("batch found " + batch + " --on 2024-10-26 --signatory 王城关").err.find("乙联合团支部") !=
          std::string::npos);
    desk.ok("batch leave " + batch + " --project " + second);
    CHECK(desk.ok("--json batch found " + batch + " --on 2024-10-26 --signatory 王城关 --papers each")
              .json()["founded"] == 1);
    CHECK(desk.ok("--json batch list").json()["batches"].size() == 1);
    CHECK(desk.ok("--json project list --stage founding_approved").json()["projects"].size() == 1);
}

TEST_CASE("a county keeps its own list of modes, and wrong words are refused") {
    const Founding desk;
    CHECK(desk.ok("--json project modes").json()["modes"].size() == 8);
    CHECK(desk.ok("--json project mode N1 --label 按行业建团 --need association:1:1 --need firm:0").json()["changed"] ==
          true);
    CHECK(desk.ok("--json project mode N1 --label 按行业建团 --retire").json()["changed"] == true);
    CHECK(desk.ok("project modes").out.find("N1  按行业建团  (not in use)") != std::string::npos);
    CHECK(desk.run("project mode N2 --label 甲 --need town:1").status == 1);
    CHECK(desk.run("project mode N2 --label 甲 --need firm:x").status == 1);
    CHECK(desk.run("project add --org CG --name 甲 --kind king --mode M1 --members 3 --youth 9 --counted-on 2024-10-01")
              .status == 1);
    CHECK(
        desk.run("project add --org CG --name 甲 --kind branch --mode M1 --members 3 --youth 9 --counted-on 2024-02-30")
            .err.find("统计日期") != std::string::npos);
}
