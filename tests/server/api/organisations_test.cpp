// Organisations' life over HTTP: the examples of the document are sent as they stand, and what is wrong is named.
#include <catch2/catch.hpp>

#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

/// "field: sentence" of the first error of a refusal.
std::string first_error(const Served& answer) {
    const json body = answer.json();
    if (!body.contains("errors")) return body.value("detail", "");
    return body["errors"][0]["field"].get<std::string>() + ": " + body["errors"][0]["message"].get<std::string>();
}

}  // namespace

TEST_CASE("every example of an organisation's life is accepted and answered as described") {
    Scene scene;
    const Description description = Description::of(scene);
    const std::string contact = scene.new_id();
    struct Sent {
        const char* method;
        const char* pattern;
        std::string path;
    };
    const std::vector<Sent> all = {
        {"PUT", "/api/v1/organisations/{id}/heads", "/api/v1/organisations/QH-CG-01/heads"},
        {"PUT", "/api/v1/organisations/{id}/term", "/api/v1/organisations/QH-CG-01/term"},
        {"PUT", "/api/v1/organisations/{id}/tags", "/api/v1/organisations/QH-CG-01/tags"},
        {"PUT", "/api/v1/organisations/{id}/claim", "/api/v1/organisations/QH-CG-01/claim"},
        {"PUT", "/api/v1/organisations/{id}/moves/{month}", "/api/v1/organisations/QH-CG-01/moves/2026-12"},
        {"PUT", "/api/v1/leading-groups/{id}", "/api/v1/leading-groups/QH-CG"},
        {"PUT", "/api/v1/contacts/{id}", "/api/v1/contacts/" + contact},
        {"POST", "/api/v1/contacts/{id}/end", "/api/v1/contacts/" + contact + "/end"},
        {"PUT", "/api/v1/organisations/{id}/end", "/api/v1/organisations/QH-CG-01/end"},
    };
    for (const Sent& sent : all) {
        std::string method = sent.method;
        std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::tolower(c); });
        const json& operation = description.document()["paths"][sent.pattern][method];
        const json example = operation["requestBody"]["content"]["application/json"]["example"];
        REQUIRE(example.is_object());
        for (int time = 0; time < 2; ++time) {  // a repeat is answered too
            const Served answer = scene.as(scene.world.officer, sent.method, sent.path, example);
            INFO(sent.method << " " << sent.path << "\n" << answer.body);
            CHECK((answer.status == 200 || answer.status == 204 || (answer.status == 201 && time == 0)));
            CHECK(description.faults_of_request(sent.method, sent.pattern, example) == std::vector<std::string>{});
            CHECK(description.faults_of_answer(sent.method, sent.pattern, answer) == std::vector<std::string>{});
        }
    }
    const json whole = scene.as(scene.world.officer, "GET", "/api/v1/organisations/QH-CG-01").json();
    CHECK(whole["members"] == 12);
    CHECK(whole["term_ends_on"] == "2028-06-18");
    CHECK(whole["tags"] == json({"两新", "茶业"}));
    CHECK(whole["closed_at"] == "2026-11-10T00:00:00+08:00");
    REQUIRE(whole["events"].size() == 2);
    CHECK(whole["events"][0]["how"] == "merged");
    CHECK(whole["events"][0]["other"]["code"] == "QH-CG-02");
    CHECK_FALSE(whole["events"][1]["cancelled_at"].is_null());
    CHECK(whole["places"].size() == 1);
}

TEST_CASE("what is wrong about an organisation is said in a sentence that names it") {
    Scene scene;
    const auto said = [&](const std::string& path, const json& body) {
        const Served answer = scene.as(scene.world.officer, "PUT", path, body);
        CHECK(answer.status == 422);
        return first_error(answer);
    };
    const std::string base = "/api/v1/organisations/QH-CG-01";
    CHECK(said(base + "/heads", {{"members", 42}, {"youth", 41}, {"counted_on", "2026-11-01"}}) ==
          "members: 团员数 42 比青年数 41 还多，请核对。");
    CHECK(said(base + "/heads", {{"members", 4}, {"counted_on", "2026-02-29"}}) ==
          "counted_on: 统计日期应写成 2026-11-03 的样子。");
    CHECK(said(base + "/term", {{"began_on", "2026-11-11"}, {"years", 3}, {"manner", "elected"}}) ==
          "began_on: 任期开始日期还没到，请到那天或以后再填。");
    CHECK(said(base + "/moves/2026-10", {{"to", "QH-LS"}, {"reason", "区划调整"}}) ==
          "from_month: 起始月份已经过去，以前月份的数字不能改到别的乡镇名下，最早可填 2026-11。");
    CHECK(said(base + "/moves/soon", {{"to", "QH-LS"}, {"reason", "区划调整"}}) ==
          "from_month: 起始月份应写成 2026-11 的样子。");
    CHECK(said(base + "/end", {{"how", "dissolved"}, {"on", "2026-11-10"}, {"reason", " "}, {"paper", "x"}}) ==
          "reason: 原因还没有填。");
    scene.new_log();
    CHECK(said(base + "/end", {{"how", "dissolved"}, {"on", "2026-11-09"}, {"reason", "停产"}, {"paper", "x"}}) ==
          "on: 2026-11-09 还有活动记录，日期应在这一天之后；记录有误请先撤回。");
    json people = json::array({{{"role", "head"}, {"name", "刘书记"}}, {{"role", "member"}, {"name", " "}}});
    CHECK(said("/api/v1/leading-groups/QH-CG", {{"from", "2026-03-01"}, {"people", people}}) ==
          "people.1.name: 第 2 位成员的姓名请填 1 到 30 个字。");
    people[1] = {{"role", "king"}, {"name", "王城关"}, {"age", 40}};
    const Served unknown = scene.as(scene.world.officer, "PUT", "/api/v1/leading-groups/QH-CG",
                                    {{"from", "2026-03-01"}, {"people", people}});
    CHECK(unknown.status == 422);
    CHECK(unknown.json()["errors"].size() == 2);
    CHECK(unknown.json()["errors"][1]["field"] == "people.1.age");
    CHECK(said("/api/v1/leading-groups/QH-CG", {{"from", "2026-03-01"}, {"people", {1}}}) ==
          "people.0: 成员应是一组带名字的内容。");
}

TEST_CASE("duties over HTTP tell which term ends") {
    Scene scene;
    const json term = {{"began_on", "2024-11-30"}, {"years", 2}, {"manner", "elected"}};
    scene.as(scene.world.officer, "PUT", "/api/v1/organisations/QH-CG-01/term", term);
    const json branch = scene.as(scene.world.cg01_secretary, "GET", "/api/v1/duties").json()["branches"][0];
    CHECK(branch["term_ends_on"] == "2026-11-30");
    const json township = scene.as(scene.world.cg_secretary, "GET", "/api/v1/duties").json()["townships"][0];
    CHECK(township["terms"][0]["unit"]["code"] == "QH-CG-01");
    const json listed = scene.as(scene.world.leader, "GET", "/api/v1/terms?unit=QH-CG").json();
    CHECK(listed["terms"][0]["notice"] == "in_30_days");
}
