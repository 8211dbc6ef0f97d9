#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"
#include "tests/server/chat.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

json hand_over(Scene& scene) {
    const World& world = scene.world;
    const json roles = scene.as(world.cg01_secretary, "GET", "/api/v1/me").json().at("user").at("roles");
    const json order{{"role_id", roles.at(0).at("id")}, {"name", "孙接任"}};
    const Served made = scene.as(world.cg01_secretary, "POST", "/api/v1/handovers", order);
    REQUIRE(made.status == 201);
    return made.json();
}

}  // namespace

TEST_CASE("a secretary hands over on the phone, and the successor logs from the next request on") {
    Scene scene;
    const World& world = scene.world;
    const json made = hand_over(scene);
    CHECK(made.at("unit").at("code") == "QH-CG-01");
    const json open = scene.as(world.cg01_secretary, "GET", "/api/v1/handovers").json().at("handovers");
    REQUIRE(open.size() == 1);
    CHECK(open[0].at("id") == made.at("id"));
    CHECK_FALSE(open[0].contains("code"));

    const json invite{{"invite", made.at("code")}};
    const Served own = scene.as(world.cg01_secretary, "POST", "/api/v1/bindings", invite);
    CHECK(own.status == 409);
    CHECK(own.json().at("detail") == "这是您自己开的交接码，要由接任的人来用。");
    CHECK(scene.as(world.stranger, "POST", "/api/v1/bindings", invite).status == 201);
    CHECK(scene.as(world.stranger, "POST", "/api/v1/bindings", invite).status == 200);

    const auto log = [&](const CastMember& who) {
        return scene.as(who, "PUT", "/api/v1/activities/" + scene.new_id(), ServedWorld::log_body("QH-CG-01")).status;
    };
    CHECK(log(world.stranger) == 201);
    CHECK(log(world.cg01_secretary) == 403);
    const std::string done = "/api/v1/handovers/" + made.at("id").get<std::string>();
    CHECK(scene.as(world.cg01_secretary, "DELETE", done).code() == "closed");
}

TEST_CASE("a handover that was taken back binds nobody, on the phone and in the chat") {
    Scene scene;
    const World& world = scene.world;
    const json made = hand_over(scene);
    const std::string path = "/api/v1/handovers/" + made.at("id").get<std::string>();
    CHECK(scene.as(world.cg01_secretary, "DELETE", path).status == 204);
    CHECK(scene.as(world.cg01_secretary, "DELETE", path).status == 204);
    const Served refused = scene.as(world.stranger, "POST", "/api/v1/bindings", {{"invite", made.at("code")}});
    CHECK(refused.code() == "closed");
    Chat chat(scene);
    CHECK(chat.say(world.stranger, made.at("code")).says("交接码已经作废"));
}

TEST_CASE("a handover is taken up in the chat as any invite is") {
    Scene scene;
    const World& world = scene.world;
    const json made = hand_over(scene);
    Chat chat(scene);
    CHECK(chat.say(world.stranger, made.at("code")).says("城关镇机关团支部"));
    CHECK(scene.as(world.cg01_secretary, "GET", "/api/v1/me").json().at("user").at("roles").empty());
    CHECK(scene.as(world.stranger, "GET", "/api/v1/me").json().at("user").at("name") == "孙接任");
}
