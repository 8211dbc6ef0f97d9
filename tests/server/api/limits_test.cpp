#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/server/api/scene.hpp"
#include "tools/wechat_sim/wechat_sim.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("who calls too often waits, and nobody else with him") {
    Scene scene([](Config& config) { config.rates.per_person_per_minute = 5; });
    for (int i = 0; i < 5; ++i) CHECK(scene.as(scene.world.officer, "GET", "/api/v1/me").status == 200);
    const Served refused = scene.as(scene.world.officer, "GET", "/api/v1/me");
    CHECK(refused.status == 429);
    CHECK(refused.code() == "too_many");
    CHECK(refused.header("Retry-After") == "60");
    CHECK(scene.as(scene.world.leader, "GET", "/api/v1/me").status == 200);
    scene.world.clock().advance(std::chrono::minutes(1));
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/me").status == 200);
}

TEST_CASE("sign-ins are counted by address, which only a known proxy may tell") {
    const auto sign_ins = [](Scene& scene, const std::string& forwarded) {
        const json body = {{"account", "oa"}, {"code", scene.login_code("oa", scene.world.officer.openid)}};
        return scene.ask("POST", "/api/v1/sessions", body.dump(), {{"X-Forwarded-For", forwarded}}).status;
    };
    SECTION("without a known proxy the header is air") {
        Scene scene([](Config& config) { config.rates.sign_in_per_address_per_minute = 2; });
        CHECK(sign_ins(scene, "203.0.113.1") == 201);
        CHECK(sign_ins(scene, "203.0.113.2") == 201);
        CHECK(sign_ins(scene, "203.0.113.3") == 429);
    }
    SECTION("behind a known proxy each phone's address counts for itself") {
        Scene scene([](Config& config) {
            config.rates.sign_in_per_address_per_minute = 2;
            config.server.trusted_proxies = {"127.0.0.1"};
        });
        for (const char* phone : {"203.0.113.1", "203.0.113.2", "203.0.113.3"}) {
            CHECK(sign_ins(scene, phone) == 201);
            CHECK(sign_ins(scene, phone) == 201);
            CHECK(sign_ins(scene, phone) == 429);
        }
    }
}

TEST_CASE("guessing invites ends soon, for the person and for the address") {
    Scene scene([](Config& config) {
        config.rates.invites_per_person_per_hour = 3;
        config.rates.invites_per_address_per_hour = 5;
    });
    const json guess = {{"invite", "ABCD-2345"}};
    for (int i = 0; i < 3; ++i) {
        CHECK(scene.as(scene.world.stranger, "POST", "/api/v1/bindings", guess).status == 404);
    }
    CHECK(scene.as(scene.world.stranger, "POST", "/api/v1/bindings", guess).status == 429);
    for (int i = 0; i < 2; ++i) CHECK(scene.as(scene.world.leader, "POST", "/api/v1/bindings", guess).status == 404);
    CHECK(scene.as(scene.world.leader, "POST", "/api/v1/bindings", guess).status == 429);
}

TEST_CASE("a body past its limit is refused before it is read") {
    Scene scene([](Config& config) { config.photos.max_bytes = 400 * 1024; });
    json body = ServedWorld::log_body("QH-CG-01");
    body["content"] = std::string(300 * 1024, 'x');
    const Served answer = scene.as(scene.world.cg01_secretary, "PUT", "/api/v1/activities/" + scene.new_id(), body);
    CHECK(answer.status == 413);
    CHECK(answer.code() == "invalid_input");
    CHECK(answer.json().at("detail") != "");
    // A photo may be larger than any JSON, up to its own limit.
    const auto upload = [&](std::size_t size) {
        return scene.as(scene.world.cg01_secretary, "POST", "/api/v1/photos", std::string(size, 'x'), "image/jpeg");
    };
    CHECK(upload(350 * 1024).status == 422);
    CHECK(upload(401 * 1024).status == 413);
}

TEST_CASE("a body that is wrong in thousands of places is told fifty of them") {
    Scene scene;
    json body = ServedWorld::log_body("QH-CG-01");
    body["photos"] = json::array();
    for (int i = 0; i < 20000; ++i) body["photos"].push_back(i);
    for (int i = 0; i < 5000; ++i) body["unasked_" + std::to_string(i)] = 1;
    const Served refused = scene.as(scene.world.cg01_secretary, "PUT", "/api/v1/activities/" + scene.new_id(), body);
    CHECK(refused.status == 422);
    CHECK(refused.json().at("errors").size() == 50);
}

TEST_CASE("a body of ten thousands of small parts is refused before it is made into anything") {
    Scene scene;
    std::string many = R"({"account":"oa","code":[{})";
    for (int i = 0; i < 80000; ++i) many += ",{}";
    const Served refused = scene.ask("POST", "/api/v1/sessions", many + "]}");
    CHECK(refused.status == 400);
    CHECK(refused.json().at("detail") == "发来的内容项目太多。");
    // Of a list of parts no more are made than any form has.
    json report = {{"corrections", json::array()}};
    for (int i = 0; i < 501; ++i) report["corrections"].push_back(json::object());
    const Served crowded = scene.as(scene.world.cg_secretary, "PUT", "/api/v1/reports/QH-CG/2026-11-H1", report);
    CHECK(crowded.status == 422);
    CHECK(crowded.message("corrections").find("500") != std::string::npos);
}

TEST_CASE("sign-ins that wait for a slow WeChat take half of the workers and no more") {
    Scene scene([](Config& config) { config.server.workers = 4; });
    std::vector<std::string> bodies;
    for (int i = 0; i < 6; ++i) {
        const std::string code = scene.login_code("oa", scene.world.officer.openid);
        bodies.push_back(json{{"account", "oa"}, {"code", code}}.dump());
    }
    const json slow = {{"path", "/sns/oauth2/access_token"}, {"delay_ms", 2500}, {"times", 6}};
    http::ClientOptions options;
    options.base_url = "http://127.0.0.1:" + std::to_string(scene.wechat().port());
    http::HttpClient wechat(options);
    REQUIRE(wechat.post("/sim/faults", {}, slow.dump(), "application/json")->status == 200);

    std::mutex mutex;
    std::map<int, int> answers;
    std::vector<std::thread> phones;
    for (const std::string& body : bodies) {
        phones.emplace_back([&] {
            const int status = scene.ask("POST", "/api/v1/sessions", body).status;
            const std::lock_guard lock(mutex);
            ++answers[status];
        });
    }
    for (std::thread& phone : phones) phone.join();
    CHECK(answers == std::map<int, int>{{201, 2}, {503, 4}});
}
