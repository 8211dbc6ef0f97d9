#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("the public page says so before the first issue, and shows the newest afterwards") {
    Scene scene;
    const Served before = scene.ask("GET", "/column");
    CHECK(before.status == 200);
    CHECK(before.body.find("第一期还没有发布") != std::string::npos);
    CHECK(scene.ask("GET", "/column/1").status == 302);

    scene.publish_issue(1, "2026-10-H1");
    scene.publish_issue(2, "2026-10-H2");
    const Served newest = scene.ask("GET", "/column");
    CHECK(newest.header("Content-Type").starts_with("text/html"));
    CHECK(newest.body.find("第2期") != std::string::npos);
    CHECK(newest.body.find("城关镇") != std::string::npos);
    CHECK(newest.body.find("href=\"/column/1\"") != std::string::npos);
    CHECK(scene.ask("GET", "/column/1").body.find("2026年10月上半月") != std::string::npos);
    for (const char* wrong : {"/column/9", "/column/x", "/column/-1", "/column/99999999999999999999"}) {
        const Served answer = scene.ask("GET", wrong);
        CHECK(answer.status == 302);
        CHECK(answer.header("Location") == "/column");
    }
}

TEST_CASE("a page may do nothing but be read") {
    Scene scene;
    scene.publish_issue(1, "2026-10-H2");
    const Served page = scene.ask("GET", "/column");
    const std::string policy = page.header("Content-Security-Policy");
    CHECK(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(page.header("X-Content-Type-Options") == "nosniff");
    CHECK(page.header("Referrer-Policy") == "no-referrer");
    // What the policy would stop is not there: one style block, no attributes of style, no scripts.
    CHECK(page.body.find("<script") == std::string::npos);
    CHECK(page.body.find(" style=") == std::string::npos);
    CHECK(page.body.find("<style>") == page.body.rfind("<style>"));
}

TEST_CASE("the hash in a page's policy is that of its style") {
    Scene scene;
    const Served page = scene.ask("GET", "/column");
    const auto begin = page.body.find("<style>") + 7;
    const std::string style = page.body.substr(begin, page.body.find("</style>") - begin);
    const std::string hex = scene.world.digest().sha256(style);
    // Base64 of the first three bytes, read back by hand.
    const std::string policy = page.header("Content-Security-Policy");
    const std::string shown = policy.substr(policy.find("'sha256-") + 8, 4);
    const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned value = 0;
    for (const char c : shown) value = value << 6 | static_cast<unsigned>(letters.find(c));
    CHECK(value == std::stoul(hex.substr(0, 6), nullptr, 16));
}

TEST_CASE("issues are listed newest first, each with its frozen figures") {
    Scene scene;
    scene.publish_issue(1, "2026-11-H1");
    scene.as(scene.world.cg01_secretary, "PUT", "/api/v1/activities/" + scene.new_id(),
             ServedWorld::log_body("QH-CG-01"));
    scene.publish_issue(2, "2026-11-H1");
    const json list = scene.as(scene.world.leader, "GET", "/api/v1/columns").json().at("columns");
    REQUIRE(list.size() == 2);
    CHECK(list[0].at("issue") == 2);
    const auto issue = [&](int number) {
        return scene.as(scene.world.leader, "GET", "/api/v1/columns/" + std::to_string(number)).json();
    };
    CHECK(issue(1).at("totals").at("activities") == 0);
    CHECK(issue(2).at("totals").at("activities") == 1);
    CHECK(issue(2).at("rows").size() == 2);
    CHECK(scene.as(scene.world.leader, "GET", "/api/v1/columns/3").status == 404);
    CHECK(scene.as(scene.world.leader, "GET", "/api/v1/columns/abc").status == 404);
}

TEST_CASE("the report of a consent counts once under its id") {
    Scene scene;
    const CastMember& who = scene.world.cg01_secretary;
    const json report = {{"id", scene.new_id()}, {"template_id", "T-oa"}, {"accepted", true}};
    CHECK(scene.as(who, "POST", "/api/v1/consents", report).json() == json{{"balance", 1}, {"counted", true}});
    const Served repeated = scene.as(who, "POST", "/api/v1/consents", report);
    CHECK(repeated.status == 200);
    CHECK(repeated.json() == json{{"balance", 1}, {"counted", false}});
    const json left = scene.as(who, "GET", "/api/v1/consents").json().at("templates");
    REQUIRE(left.size() == 1);  // of the account that he signed in with
    CHECK(left[0].at("balance") == 1);
    CHECK(scene.as(who, "POST", "/api/v1/consents", {{"template_id", "T-x"}, {"accepted", true}})
              .message("template_id") != "");
}
