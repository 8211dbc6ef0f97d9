#include <catch2/catch.hpp>
#include <tuple>

#include "lib/http/url.hpp"
#include "lib/storage/person_store.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("numbers are masked for the office until it says why it needs them") {
    Scene scene;
    World& world = scene.world;
    world.database().write([&](Transaction& tx) {
        PersonWriter(tx, world.seals()).update_contact(*world.cg01_secretary.person, "张支书", "13812345678");
    });
    const auto first = [&](const CastMember& who, const std::string& query = "") {
        return scene.as(who, "GET", "/api/v1/roles?unit=QH-CG-01" + query).json().at("roles").at(0);
    };
    CHECK(first(world.officer).at("phone") == "138****5678");
    CHECK(first(world.officer).at("phone_masked") == true);
    CHECK(first(world.cg_secretary).at("phone") == "13812345678");
    CHECK(first(world.cg01_secretary).at("phone_masked") == false);
    CHECK(first(world.officer, "&reveal=" + http::percent_encode("防汛通知")).at("phone") == "13812345678");
    CHECK(scene.as(world.officer, "GET", "/api/v1/roles?unit=QH-CG-01&reveal=x").message("reveal") ==
          "请写明查看完整号码的理由，2 到 60 个字。");
}

TEST_CASE("an empty word is none of the choices, least of all the gravest") {
    Scene scene;
    const std::string any = scene.new_id();
    const std::vector<std::tuple<std::string, std::string, json>> calls{
        {"/api/v1/merge-proposals/" + scene.new_merge_proposal() + "/decision", "verdict", json::object()},
        {"/api/v1/invites", "role", {{"org_id", "QH-CG"}}},
        {"/api/v1/activities/" + any + "/review", "verdict", json::object()},
        {"/api/v1/reviews", "verdict", {{"ids", {any}}}},
        {"/api/v1/content-checks/" + any + "/verdict", "verdict", {{"revision", 1}}},
        {"/api/v1/photo-checks/" + std::string(64, 'a') + "/verdict", "verdict", json::object()},
        {"/api/v1/bulletins/" + any + "/release", "release", json::object()},
        {"/api/v1/supervisions/" + any + "/steps", "act", {{"base_revision", 1}}},
    };
    for (const auto& [path, field, rest] : calls) {
        INFO(path);
        json body = rest;
        body[field] = "";
        const Served refused = scene.as(scene.world.officer, "POST", path, body);
        CHECK(refused.status == 422);
        CHECK(refused.message(field).find("请从给出的选项中选一个") != std::string::npos);
    }
}

TEST_CASE("who can read what a branch writes is told with the roles, not with names") {
    Scene scene;
    const Served answer = scene.as(scene.world.cg01_secretary, "GET", "/api/v1/readers?unit=QH-CG-01");
    const json readers = answer.json().at("readers");
    REQUIRE(readers.size() == 4);
    CHECK(readers[0] == json::parse(R"({"role":"branch_secretary","org_code":"QH-CG-01","people":1,
                                        "org_name":"城关镇机关团支部"})"));
    CHECK(answer.json().at("public") == json::array({"figures"}));
    CHECK(answer.body.find("张支书") == std::string::npos);
}
