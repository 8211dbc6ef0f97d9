#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("a complaint reaches the office and its answer comes back") {
    Scene scene;
    const World& world = scene.world;
    const std::string path = "/api/v1/feedback/" + scene.new_id();
    const json said{{"category", "complaint"}, {"content", "打不开"}, {"contact", "13800000000"}};
    const Served sent = scene.as(world.stranger, "PUT", path, said);
    CHECK(sent.status == 201);
    CHECK(sent.json().at("answer").is_null());
    CHECK(scene.as(world.stranger, "PUT", path, said).status == 200);
    json other = said;
    other["content"] = "还是打不开";
    const Served refused = scene.as(world.stranger, "PUT", path, other);
    CHECK(refused.status == 409);
    CHECK(refused.code() == "conflict");

    const json inbox = scene.as(world.officer, "GET", "/api/v1/feedback/inbox?open=true").json();
    CHECK(inbox.at("total") == 1);
    CHECK(inbox.at("feedback").at(0).at("content") == "打不开");
    CHECK(inbox.at("feedback").at(0).at("from") == json{{"name", nullptr}, {"org_name", nullptr}});
    CHECK(scene.as(world.officer, "POST", path + "/answer", {{"answer", "已修好"}}).status == 201);
    CHECK(scene.as(world.officer, "POST", path + "/answer", {{"answer", "已修好"}}).status == 200);
    CHECK(scene.as(world.officer, "POST", path + "/answer", {{"answer", "别的"}}).status == 409);
    CHECK(scene.as(world.officer, "GET", "/api/v1/feedback/inbox?open=true").json().at("total") == 0);

    const json mine = scene.as(world.stranger, "GET", "/api/v1/feedback").json().at("feedback");
    REQUIRE(mine.size() == 1);
    CHECK(mine[0].at("answer") == "已修好");
    CHECK(mine[0].at("contact") == "13800000000");
    CHECK(mine[0].at("answered_at") == "2026-11-10T09:00:00+08:00");
    CHECK(scene.as(world.cg01_secretary, "GET", "/api/v1/feedback").json().at("feedback").empty());
}

TEST_CASE("feedback that says nothing is refused by its fields") {
    Scene scene;
    const auto send = [&](const json& body) {
        return scene.as(scene.world.stranger, "PUT", "/api/v1/feedback/" + scene.new_id(), body);
    };
    CHECK(send({{"category", "praise"}, {"content", "好"}}).message("category") == "类别请从给出的选项中选一个。");
    CHECK(send({{"category", "problem"}, {"content", "  "}}).message("content") == "请写下您的意见。");
    CHECK(send({{"category", "problem"}, {"content", "好"}, {"contact", std::string(61, '1')}}).message("contact") ==
          "联系方式太长了，请写在 60 字以内。");
    CHECK(send({{"category", "problem"}, {"content", "好"}, {"stars", 5}}).message("stars") != "");
    CHECK(scene.as(scene.world.stranger, "PUT", "/api/v1/feedback/7", {{"category", "problem"}, {"content", "好"}})
              .message("id") != "");
    const auto inbox = [&](const std::string& query) {
        return scene.as(scene.world.officer, "GET", "/api/v1/feedback/inbox" + query);
    };
    CHECK(inbox("?open=maybe").message("open") != "");
    CHECK(inbox("?limit=101").message("limit") != "");
}
