#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

Served look(Scene& scene, const std::string& query = "") {
    return scene.as(scene.world.officer, "GET", "/api/v1/outbox" + query);
}

}  // namespace

TEST_CASE("an officer reads what was refused, why and what cures it, and neither openid nor what was said") {
    Scene scene;
    const std::string refused = scene.new_outbox_row(OutboxState::refused);
    scene.new_outbox_row(OutboxState::cancelled);
    CHECK(scene.as(scene.world.cg_secretary, "GET", "/api/v1/outbox").status == 403);
    const json page = look(scene, "?state=refused&kind=tell_notice&account=mp").json();
    CHECK(page.at("counts").at("refused") == 1);
    CHECK(page.at("counts").at("cancelled") == 1);
    REQUIRE(page.at("rows").size() == 1);
    const json row = page.at("rows").at(0);
    CHECK(row.at("id") == refused);
    CHECK(row.at("kind_words") == "通知个人（订阅消息）");
    CHECK(row.at("state_words") == "没有发成");
    CHECK(row.at("explanation") == "对方没有订阅，或订阅次数已用完。");
    CHECK(page.dump().find("openid-of-somebody") == std::string::npos);
    CHECK(page.dump().find("张三") == std::string::npos);
    CHECK(look(scene, "?account=oa").json().at("rows").empty());
    CHECK(look(scene, "?limit=1&offset=1").json().at("rows").size() == 1);
    CHECK(look(scene, "?limit=201").message("limit") != "");
    CHECK(look(scene, "?state=gone").message("state") != "");
}

TEST_CASE("what may have arrived is sent again only by the explicit word") {
    Scene scene;
    const std::string path = "/api/v1/outbox/" + scene.new_outbox_row(OutboxState::unknown);
    const auto post = [&](const std::string& verb, const json& body = nullptr) {
        return scene.as(scene.world.officer, "POST", path + verb, body);
    };
    CHECK(post("/retry", json::object()).status == 409);
    CHECK(post("/retry", {{"may_send_twice", false}}).status == 409);
    const Served again = post("/retry", {{"may_send_twice", true}});
    CHECK(again.status == 200);
    CHECK(again.json().at("state") == "due");
    CHECK(post("/retry", {{"may_send_twice", true}}).status == 409);
}

TEST_CASE("what a person did by hand is not sent any more and says so") {
    Scene scene;
    const std::string path = "/api/v1/outbox/" + scene.new_outbox_row(OutboxState::refused);
    const json done = scene.as(scene.world.officer, "POST", path + "/done").json();
    CHECK(done.at("state") == "cancelled");
    CHECK(done.at("explanation") == "已由人工办理，不再发送。");
    CHECK(scene.as(scene.world.officer, "POST", path + "/done").status == 409);
    CHECK(scene.as(scene.world.officer, "POST", "/api/v1/outbox/" + scene.new_id() + "/done").status == 404);
    CHECK(scene.as(scene.world.officer, "POST", "/api/v1/outbox/7/done").message("id") != "");
}
