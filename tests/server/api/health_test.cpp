#include <catch2/catch.hpp>
#include <filesystem>

#include "lib/app/backup.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/backup_manifest.hpp"
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
    CHECK(ready.json() == nlohmann::json{{"status", "ready"},
                                         {"not_ready", nlohmann::json::object()},
                                         {"warnings", nlohmann::json::object()}});
}

TEST_CASE("a last good backup of nine days ago is named by the readiness check, which goes on to say ready") {
    Scene scene;
    const auto backups = std::filesystem::path(scene.config().database.backups);
    std::filesystem::create_directories(backups);
    const Instant old = scene.world.clock().now() - std::chrono::days(9);
    write_last_backup(backups / kLastBackup, old, backups);
    const Served ready = scene.ask("GET", "/readyz");
    CHECK(ready.status == 200);
    CHECK(ready.json().at("warnings") == nlohmann::json{{"backup", to_rfc3339(old)}});
    CHECK(scene.ask("GET", "/metrics").body.find("\nleague_last_backup_seconds 1") != std::string::npos);

    write_last_backup(backups / kLastBackup, scene.world.clock().now(), backups);
    CHECK(scene.ask("GET", "/readyz").json().at("warnings").empty());
}

TEST_CASE("records that nobody ever backed up are a warning after nine days") {
    Scene scene;
    scene.world.clock().advance(std::chrono::days(9));
    CHECK(scene.ask("GET", "/readyz").json().at("warnings") == nlohmann::json{{"backup", "none"}});
}
