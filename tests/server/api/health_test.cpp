#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("the figures about the service name routes, never ids or whatever a caller makes up") {
    Scene scene;
    const std::string id = scene.new_id();
    scene.as(scene.world.cg01_secretary, "PUT", "/api/v1/activities/" + id, ServedWorld::log_body("QH-CG-01"));
    scene.ask("GET", "/nothing/here");
    scene.ask("BREW", "/api/v1/me");
    const Served metrics = scene.ask("GET", "/metrics");
    CHECK(metrics.header("Content-Type").starts_with("text/plain; version=0.0.4"));
    for (const char* series :
         {"league_http_requests_total{method=\"PUT\",route=\"/api/v1/activities/{id}\",status=\"201\"} 1",
          "league_http_requests_total{method=\"any\",route=\"none\",status=\"404\"} 1",
          "league_http_seconds_bucket{route=\"/api/v1/sessions\"", "league_wechat_calls_total{account=\"oa\"",
          "league_writer_commits ", "league_writer_batches{up_to=\"1\"}", "league_redis_failures 0",
          "league_database_healthy 1"}) {
        INFO(series);
        CHECK(metrics.body.find(series) != std::string::npos);
    }
    CHECK(metrics.body.find(id) == std::string::npos);
    CHECK(metrics.body.find("BREW") == std::string::npos);
}

TEST_CASE("HEAD is answered like GET, without the body") {
    Scene scene;
    for (const char* path : {"/healthz", "/column", "/api/v1/openapi.json"}) {
        const Served head = scene.ask("HEAD", path);
        INFO(path);
        CHECK(head.status == 200);
        CHECK(head.body.empty());
    }
    const Served wrong = scene.ask("DELETE", "/healthz");
    CHECK(wrong.status == 405);
    CHECK(wrong.code() == "invalid_input");
}

TEST_CASE("a readiness check says ready in words a machine reads") {
    Scene scene;
    const Served ready = scene.ask("GET", "/readyz");
    CHECK(ready.status == 200);
    CHECK(ready.json() == nlohmann::json{{"status", "ready"}, {"not_ready", nlohmann::json::object()}});
}
