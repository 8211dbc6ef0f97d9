// How organisations stand, over HTTP: the examples of the document are sent as they stand, figures are what the records
// say, and what is wrong is named in a sentence.
#include <catch2/catch.hpp>

#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

json example_of(Scene& scene, const std::string& path, const std::string& method) {
    return Description::of(scene)
        .document()
        .at("paths")
        .at(path)
        .at(method)
        .at("requestBody")
        .at("content")
        .at("application/json")
        .at("example");
}

json log_of(const std::string& kind, json details) {
    json body = ServedWorld::log_body("QH-CG-01");
    body["kind"] = kind;
    body["details"] = std::move(details);
    return body;
}

}  // namespace

TEST_CASE("the examples of kinds and rules are accepted as they stand") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    const json kind = example_of(scene, "/api/v1/activity-kinds", "post");
    const Served added = scene.as(officer, "POST", "/api/v1/activity-kinds", kind);
    REQUIRE(added.status == 201);
    CHECK(added.json()["checks"] == kind["checks"]);
    CHECK(added.json()["in_use"] == true);
    const std::string code = kind["code"];

    const json change = example_of(scene, "/api/v1/activity-kinds/{code}", "put");
    const Served changed = scene.as(officer, "PUT", "/api/v1/activity-kinds/" + code, change);
    CHECK(changed.status == 200);
    CHECK(changed.json()["label"] == change["label"]);
    CHECK(changed.json()["revision"] == 2);
    json stale = change;
    stale["label"] = "院坝夜话";
    CHECK(scene.as(officer, "PUT", "/api/v1/activity-kinds/" + code, stale).code() == "conflict");

    const std::string rule = "/api/v1/cadence-rules/" + scene.new_id();
    const json wanted = example_of(scene, "/api/v1/cadence-rules/{id}", "put");
    CHECK(scene.as(officer, "PUT", rule, wanted).status == 201);
    CHECK(scene.as(officer, "PUT", rule, wanted).status == 200);
    const json last = example_of(scene, "/api/v1/cadence-rules/{id}/end", "post");
    const Served ended = scene.as(officer, "POST", "/api/v1/cadence-rules/theme_day/end", last);
    CHECK(ended.json()["valid_to"] == last["valid_to"]);
}

TEST_CASE("a log that breaks a check of its kind is told the office's sentence and both sums") {
    Scene scene;
    const Served refused = scene.as(scene.world.cg01_secretary, "PUT", "/api/v1/activities/" + scene.new_id(),
                                    log_of("branch_meeting", {{"voters", 20}, {"votes_for", 21}}));
    CHECK(refused.status == 422);
    CHECK(refused.message("details.votes_for") ==
          "赞成、反对、弃权票相加不能多于到会有表决权人数(现在是 21 和 20)，请核对。");
}

TEST_CASE("what is wrong in a definition is named by its row and field") {
    Scene scene;
    const json broken = {
        {"code", "yard"},
        {"label", "院坝会"},
        {"sort", 1},
        {"fields",
         {{{"code", "a"}, {"label", "甲"}, {"type", "text"}, {"max", 10}},
          {{"code", "b"}, {"label", ""}, {"type", "integer"}, {"max", 10}}}},
        {"checks", {{{"relation", "at_most"}, {"left", {"a"}}, {"right", {"b"}}, {"sentence", "甲"}}}}};
    const Served refused = scene.as(scene.world.officer, "POST", "/api/v1/activity-kinds", broken);
    CHECK(refused.status == 422);
    CHECK(refused.message("fields.1.label") == "第2个字段的名称还没有填。");
    CHECK(refused.message("checks.0.left") ==
          "第1条核对规则的左边写了“a”，但它不是整数字段，也不是应到(expected)或实到(present)。");
    const Served typed = scene.as(scene.world.officer, "POST", "/api/v1/activity-kinds",
                                  {{"code", "yard"},
                                   {"label", "院坝会"},
                                   {"sort", 1},
                                   {"fields", {{{"code", "a"}, {"label", "甲"}, {"type", "date"}, {"size", 1}}}}});
    CHECK(typed.message("fields.0.type") == "第1个字段的类型请从给出的选项中选一个。");
    CHECK(typed.status == 422);
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/activity-kinds?all=1").json()["kinds"].size() == 20);
}

TEST_CASE("an organisation's health says what is met, what is not, and what nobody knows") {
    Scene scene;
    scene.new_log();
    const json health =
        scene.as(scene.world.cg01_secretary, "GET", "/api/v1/organisations/QH-CG-01/health?period=2026-11").json();
    CHECK(health["state"] == "hollow");
    CHECK(health["met"] == 2);
    REQUIRE(health["conditions"].size() == 5);
    CHECK(health["conditions"][0]["finding"] == "unknown");
    CHECK(health["conditions"][0]["members"].is_null());
    CHECK(health["conditions"][1]["finding"] == "met");
    CHECK(health["conditions"][2]["last_month"] == "2026-11");
    CHECK(health["conditions"][2]["finding"] == "not_met");
    CHECK(health["conditions"][3]["finding"] == "met");
    CHECK(health["ones"].size() == 7);
    CHECK(health["duties"][0]["state"] == "done");
    CHECK(health["duties"][0]["kind"].is_null());
    CHECK(health["duties"][0]["due_on"] == "2026-11-30");
    CHECK(health["timeliness"] == json{{"logs", 1}, {"timely", 1}, {"days", 7}});
}

TEST_CASE("health and lists refuse what they are not asked for in a sentence") {
    Scene scene;
    const CastMember& officer = scene.world.officer;
    CHECK(scene.as(officer, "GET", "/api/v1/organisations/QH-CG/health").message("unit") ==
          "“城关镇”不是支部一类的团组织，请选具体的支部。");
    CHECK(scene.as(officer, "GET", "/api/v1/organisations/NOWHERE/health").status == 404);
    CHECK(scene.as(officer, "GET", "/api/v1/due?period=2026-11-H1").message("period") == "时段应写成 2026-11 的样子。");
    CHECK(scene.as(officer, "GET", "/api/v1/due?state=late").status == 422);
    CHECK(scene.as(officer, "GET", "/api/v1/alive?limit=201").message("limit") == "每页条数应在 1 到 200 之间。");
    const Served late = scene.as(officer, "POST", "/api/v1/cadence-rules/theme_day/end", {{"valid_to", "2026-11-01"}});
    CHECK(late.message("valid_to") == "截止日期不能早于昨天：以前要求过的不能改。");
    const Served taken = scene.as(officer, "POST", "/api/v1/activity-kinds/theme_day/retirement");
    CHECK(taken.status == 409);
    CHECK(taken.json()["detail"].get<std::string>().find("默认设置") != std::string::npos);
}

TEST_CASE("the county sees alive beside its townships, and who misses what") {
    Scene scene;
    scene.new_log();
    const json alive = scene.as(scene.world.officer, "GET", "/api/v1/alive?limit=1").json();
    CHECK(alive["totals"] == json{{"organisations", 4}, {"alive", 0}, {"weak", 0}, {"hollow", 4}});
    CHECK(alive["below"].size() == 2);
    CHECK(alive["total"] == 4);
    CHECK(alive["organisations"].size() == 1);
    const json due = scene.as(scene.world.officer, "GET", "/api/v1/due?rule=any_activity&period=2026-11").json();
    REQUIRE(due["rules"].size() == 1);
    CHECK(due["rules"][0]["asked"] == 4);
    CHECK(due["rules"][0]["done"] == 1);
    CHECK(due["total"] == 3);
    CHECK(due["organisations"][0]["duties"][0]["done"] == 0);
}
