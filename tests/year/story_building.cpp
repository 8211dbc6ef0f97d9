// The campaign with its targets, the organisations that come up in batches, and what becomes of them.
#include <catch2/catch.hpp>

#include "tests/year/story.hpp"

namespace league::test::year {

using Catch::Matchers::Contains;

void Story::plan_campaign() {
    on("2028-01-10", [this] {
        const json campaign = year_.post("/api/v1/campaigns", {{"unit", "QH"},
                                                               {"code", "2028"},
                                                               {"campaign_name", "直属团组织建设行动"},
                                                               {"from", "2028-01-10"},
                                                               {"deadline", "2028-11-30"},
                                                               {"minimum", 3},
                                                               {"per_member", 1},
                                                               {"paper_title", "关于推进乡镇实体化大团委建设的通知"}});
        CHECK(campaign.at("deadline") == "2028-11-30");
        const auto by_committee = [this](const char* unit, int members) {
            year_.set_target(unit, {{"formula", "committee"}, {"committee_members", members}});
        };
        by_committee("QH-CG", 5);
        by_committee("QH-LS", 4);
        by_committee("QH-FL", 3);
        by_committee("QH-JS", 2);  // the minimum holds: 3
        const json less = {{"formula", "override"}, {"amount", 2}, {"reason", "青年少"}};
        json order = {{"unit", "QH-BS"}, {"owner_title", "团委书记"}, {"owner_name", "白书记"}, {"base_revision", 0}};
        order.update(less);
        const Served refused = year_.refused(year_.world.officer, "POST", "/api/v1/targets", order, 422);
        CHECK_THAT(refused.message("paper_title"), Contains("还没有填"));
        json with_paper = less;
        with_paper["paper_title"] = "关于白石镇目标的批复";
        year_.set_target("QH-BS", with_paper);
        year_.set_target("QH", {{"formula", "fixed"}, {"amount", 18}});
        const json check = year_.get("/api/v1/targets/check?unit=QH");
        CHECK(check.at("sum") == 17);
        CHECK(check.at("covers") == false);
    });
    on("2028-06-01", [this] {
        year_.set_target("QH-LS",
                         {{"formula", "override"},
                          {"amount", 5},
                          {"reason", "新划入一个园区"},
                          {"paper_title", "关于调整柳树镇目标的通知"}},
                         1);
        CHECK(year_.get("/api/v1/targets/check?unit=QH").at("covers") == true);
    });
    on("2028-10-30", [this] {
        const std::string id = year_.get("/api/v1/campaigns?unit=QH").at("campaigns").at(0).at("id");
        year_.post("/api/v1/campaigns/" + id + "/deadline",
                   {{"deadline", "2028-12-31"}, {"instead_of", "2028-11-30"}, {"reason", "上级统一延期"}});
    });
}

void Story::plan_founding() {
    on("2028-02-10", [this] {
        const Project unripe = year_.request("QH-CG", "城关镇养殖联合团支部", /*members=*/2);
        const Project ripe = year_.request("QH-CG", "城关镇茶叶联合团支部");
        const std::string batch = "/api/v1/batches/" + year_.new_id();
        const json both = {{"org_id", "QH-CG"}, {"batch_title", "第一批"}, {"projects", {ripe.id, unripe.id}}};
        const Served refused = year_.refused(year_.world.cg_secretary, "PUT", batch, both, 422);
        CHECK_THAT(refused.message("projects.1"), Contains("第 2 个筹建项目“城关镇养殖联合团支部”还不成熟"));
        CHECK(refused.message("projects.0").empty());
        CHECK(year_.get("/api/v1/batches?unit=QH").at("batches").empty());
        const std::string drop = "/api/v1/org-projects/" + ripe.id + "/steps/" + year_.new_id();
        year_.done(year_.world.cg_secretary, "PUT", drop,
                   {{"stage", "dropped"}, {"on", iso(year_.today())}, {"note", "与另一批一起办"}});
    });
    const auto batch = [this](const char* day, const char* township, std::vector<std::string> names,
                              bool is_filed = true) {
        on(day, [=, this] {
            const auto codes = year_.found(township, names, is_filed);
            CHECK(codes.size() == names.size());
        });
    };
    batch("2028-02-15", "QH-CG", {"城关镇红茶联合团支部", "城关镇电商联合团支部", "城关镇快递联合团支部"});
    batch("2028-02-29", "QH-CG", {"城关镇篮球联合团支部"});
    batch("2028-03-20", "QH-LS", {"柳树镇果园联合团支部", "柳树镇花木联合团支部"});
    batch("2028-04-15", "QH-FL", {"枫林乡竹编联合团支部", "枫林乡民宿联合团支部"});
    batch("2028-05-08", "QH-JS", {"金沙镇渔业联合团支部", "金沙镇沙画联合团支部"});
    batch("2028-06-10", "QH-LS", {"柳树镇蔬菜联合团支部"});
    batch("2028-07-31", "QH-BS", {"白石镇石雕联合团支部"}, /*is_filed=*/false);
    batch("2028-08-16", "QH-JS", {"金沙镇运输联合团支部"});
    batch("2028-09-01", "QH-FL", {"枫林乡菌菇联合团支部"}, /*is_filed=*/false);
    batch("2028-10-12", "QH-LS", {"柳树镇养蜂联合团支部"});
}

void Story::plan_changes() {
    on("2028-06-18", [this] {
        const json moved = year_.put("/api/v1/organisations/QH-CG-06/moves/2028-07",
                                     {{"to", "QH-LS"}, {"reason", "场地迁到柳树镇"}, {"paper", "县团发〔2028〕8号"}});
        CHECK(moved.at("on") == "2028-07-01");
        const Served late = year_.refused(year_.world.officer, "PUT", "/api/v1/organisations/QH-CG-05/moves/2028-05",
                                          {{"to", "QH-LS"}, {"reason", "场地迁走"}}, 422);
        CHECK_THAT(late.message("from_month"), Contains("已经过去"));
    });
    on("2028-07-01", [this] {
        const json orgs = year_.get("/api/v1/organisations/QH-CG-06");
        CHECK(orgs.at("places").size() == 2);
    });
    on("2028-08-20", [this] {
        const json end = year_.put("/api/v1/organisations/QH-LS-02/end", {{"how", "merged"},
                                                                          {"into", "QH-LS-01"},
                                                                          {"on", "2028-08-20"},
                                                                          {"reason", "团员不足三人"},
                                                                          {"paper", "柳团发〔2028〕9号"}});
        CHECK(end.at("closed_at") == "2028-08-20T00:00:00+08:00");
        const json merged = year_.get("/api/v1/organisations/QH-LS-02").at("events").at(0);
        CHECK(merged.at("how") == "merged");
        CHECK(merged.at("other").at("code") == "QH-LS-01");
        const CastMember former = year_.secretaries.at("QH-LS-02");
        year_.secretaries.erase("QH-LS-02");
        const auto words = Year::log_words("QH-LS-02", "theme_day", "2028-08-20T08:00", 9, 12);
        const std::string log = "/api/v1/activities/" + year_.new_id();
        year_.refused(former, "PUT", log, words, 403);
        const Served closed = year_.refused(year_.world.ls_secretary, "PUT", log, words, 422);
        CHECK_FALSE(closed.message("org_id").empty());
    });
    on("2028-11-05", [this] {
        year_.put("/api/v1/organisations/QH-JS-02/end",
                  {{"how", "dissolved"}, {"on", "2028-11-05"}, {"reason", "企业停产"}, {"paper", "金团发〔2028〕3号"}});
        year_.secretaries.erase("QH-JS-02");
    });
    on("2028-09-10", [this] {
        year_.put("/api/v1/organisations/QH-CG-02/heads",
                  {{"members", 2}, {"youth", 20}, {"counted_on", "2028-09-10"}});
    });
    on("2028-07-20", [this] {
        year_.put("/api/v1/organisations/QH-CG-02/term",
                  {{"began_on", "2028-07-18"}, {"years", 3}, {"manner", "elected"}});
    });
}

}  // namespace league::test::year
