// An organisation on its way, over HTTP: what the document shows is what the service does.
#include <catch2/catch.hpp>

#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

json example_of(Scene& scene, const std::string& path, const std::string& method) {
    const json document = Description::of(scene).document();
    return document.at("paths")
        .at(path)
        .at(method)
        .at("requestBody")
        .at("content")
        .at("application/json")
        .at("example");
}

std::string project_path(const std::string& id) {
    return "/api/v1/org-projects/" + id;
}

}  // namespace

TEST_CASE("the examples of the document lead a project into a batch") {
    Scene scene;
    const CastMember& who = scene.world.cg_secretary;
    const auto example = [&](const std::string& path, const std::string& method) {
        return example_of(scene, path, method);
    };
    const std::string id = scene.new_id();
    const Served kept = scene.as(who, "PUT", project_path(id), example("/api/v1/org-projects/{id}", "put"));
    REQUIRE(kept.status == 201);
    CHECK(kept.header("Location") == project_path(id));
    CHECK(kept.json().at("stage") == "surveyed");

    const Served corrected = scene.as(who, "POST", project_path(id) + "/corrections",
                                      example("/api/v1/org-projects/{id}/corrections", "post"));
    REQUIRE(corrected.status == 201);
    CHECK(corrected.json().at("youth") == 32);

    const std::string step = project_path(id) + "/steps/" + scene.new_id();
    const json prepared = example("/api/v1/org-projects/{id}/steps/{step}", "put");
    REQUIRE(scene.as(who, "PUT", step, prepared).status == 201);
    CHECK(scene.as(who, "PUT", step, prepared).status == 200);
    const json reason = example("/api/v1/org-projects/{id}/steps/{step}/withdrawal", "post");
    CHECK(scene.as(who, "POST", step + "/withdrawal", reason).json().at("stage") == "surveyed");
    CHECK(scene.as(who, "POST", step + "/withdrawal", reason).status == 200);

    json batch = example("/api/v1/batches/{id}", "put");
    batch["projects"] = {scene.new_project(Stage::requested)};
    CHECK(scene.as(who, "PUT", "/api/v1/batches/" + scene.new_id(), batch).status == 201);
    const std::string approved = scene.new_batch();
    CHECK(scene
              .as(who, "POST", "/api/v1/batches/" + approved + "/approval",
                  example("/api/v1/batches/{id}/approval", "post"))
              .status == 201);
    const std::string ready = scene.new_batch(Stage::result_reported);
    const Served founded = scene.as(who, "POST", "/api/v1/batches/" + ready + "/founding",
                                    example("/api/v1/batches/{id}/founding", "post"));
    CHECK(founded.status == 201);
    CHECK(founded.json().at("founded") == 1);
    CHECK(scene
              .as(scene.world.officer, "PUT", "/api/v1/building-modes/N9",
                  example("/api/v1/building-modes/{code}", "put"))
              .status == 201);
}

TEST_CASE("a founded organisation counts in the progress of its township at once") {
    Scene scene;
    const CastMember& who = scene.world.cg_secretary;
    const auto branches = [&] {
        return scene.as(who, "GET", "/api/v1/progress?unit=QH-CG&period=2026-11").json().at("totals").at("branches");
    };
    CHECK(branches() == 2);
    const std::string id = scene.new_project(Stage::result_reported);
    const json body = {{"stage", "result_approved"},
                       {"on", "2026-10-26"},
                       {"term_years", 2},
                       {"paper", {{"signatory", "王城关"}, {"series", "城团发"}, {"number", 3}}}};
    const Served founded = scene.as(who, "PUT", project_path(id) + "/steps/" + scene.new_id(), body);
    REQUIRE(founded.status == 201);
    CHECK(founded.json().at("founded_id").is_string());
    CHECK(branches() == 3);
    const json shown = scene.as(who, "GET", project_path(id)).json();
    CHECK(shown.at("unit").at("code") == "QH-CG-03");
    CHECK(shown.at("steps").back().at("paper").at("mark") == "城团发〔2026〕3号");
}

TEST_CASE("filing without a look at what can never be changed is refused with all of it") {
    Scene scene;
    const CastMember& who = scene.world.cg_secretary;
    const std::string id = scene.new_project(Stage::result_reported);
    const auto step = [&](const json& body) {
        return scene.as(who, "PUT", project_path(id) + "/steps/" + scene.new_id(), body);
    };
    const json paper = {{"signatory", "王城关"}};
    REQUIRE(step({{"stage", "result_approved"}, {"on", "2026-10-26"}, {"paper", paper}}).status == 201);
    json filing = {{"stage", "filed"}, {"on", "2026-10-30"}, {"paper", paper}};
    const Served refused = step(filing);
    CHECK(refused.status == 422);
    CHECK(refused.message("confirm.name") ==
          "智慧团建里组织全称录入后不能再改。请核对“第1联合团支部”，无误后在核对内容里原样再填一遍。");
    CHECK(refused.message("confirm.category").find("组织类别") != std::string::npos);
    CHECK(refused.message("confirm.industry").find("农、林、牧、渔业") != std::string::npos);
    filing["confirm"] = {{"name", "第1联合团支部"}, {"category", "联合团支部"}, {"industry", "农、林、牧、渔业"}};
    CHECK(step(filing).json().at("stage") == "filed");
}

TEST_CASE("what is wrong inside a list or a part is named by its place") {
    Scene scene;
    const CastMember& who = scene.world.cg_secretary;
    json body = example_of(scene, "/api/v1/org-projects/{id}", "put");
    body["partners"][1] = {{"kind", "town"}, {"name", 7}, {"size", 1}};
    body["counted_on"] = "2026-02-30";
    const Served refused = scene.as(who, "PUT", project_path(scene.new_id()), body);
    CHECK(refused.status == 422);
    CHECK(refused.message("partners.1.kind") == "共建单位请从给出的选项中选一个。");
    CHECK(refused.message("partners.1.name") == "共建单位应填文字，且不能有乱码。");
    CHECK(refused.message("partners.1.size") == "没有“size”这一项，请去掉。");
    CHECK(refused.message("counted_on") == "统计日期应写成 2026-11-03 的样子。");
    body = example_of(scene, "/api/v1/org-projects/{id}", "put");
    body["partners"] = "河湾村";
    CHECK(scene.as(who, "PUT", project_path(scene.new_id()), body).message("partners") == "共建单位应是一个列表。");
    const std::string id = scene.new_project(Stage::founding_approved);
    const Served election = scene.as(who, "PUT", project_path(id) + "/steps/" + scene.new_id(),
                                     {{"stage", "elected"}, {"on", "2026-10-20"}, {"election", {{"entitled", 4}}}});
    CHECK(election.status == 422);
    CHECK_FALSE(election.message("election.candidates").empty());
    CHECK(scene.as(who, "GET", project_path(id)).json().at("stage") == "founding_approved");
}
