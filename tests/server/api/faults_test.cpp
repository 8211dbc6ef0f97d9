#include <catch2/catch.hpp>
#include <fstream>

#include "lib/storage/transaction.hpp"
#include "tests/server/api/scene.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("without Redis signed-in calls are busy, the rest goes on, and it heals by itself") {
    Scene scene;
    const CastMember& who = scene.world.officer;
    REQUIRE(scene.as(who, "GET", "/api/v1/me").status == 200);

    scene.redis.stop();
    const Served busy = scene.as(who, "GET", "/api/v1/me");
    CHECK(busy.status == 503);
    CHECK(busy.code() == "busy");
    CHECK_FALSE(busy.header("Retry-After").empty());
    CHECK(busy.json().at("detail") == "系统繁忙，请稍后再试。");
    CHECK(scene.ask("GET", "/healthz").status == 200);
    CHECK(scene.ask("GET", "/column").status == 200);
    const Served not_ready = scene.ask("GET", "/readyz");
    CHECK(not_ready.status == 503);
    CHECK(not_ready.json().at("not_ready").contains("redis"));
    CHECK_FALSE(not_ready.json().at("not_ready").contains("database"));

    scene.redis.start();
    CHECK(scene.ask("GET", "/readyz").status == 200);
    // It came back empty: the phone signs in again, silently.
    CHECK(scene.as(who, "GET", "/api/v1/me").status == 401);
    scene.forget_tokens();
    CHECK(scene.as(who, "GET", "/api/v1/me").status == 200);
}

TEST_CASE("a restart of the service ends no session and loses no log") {
    Scene scene;
    const std::string path = "/api/v1/activities/" + scene.new_id();
    REQUIRE(scene.as(scene.world.cg01_secretary, "PUT", path, ServedWorld::log_body("QH-CG-01")).status == 201);
    scene.restart();
    CHECK(scene.as(scene.world.cg01_secretary, "GET", path).status == 200);
    CHECK(scene.as(scene.world.cg01_secretary, "PUT", path, ServedWorld::log_body("QH-CG-01")).status == 200);
}

TEST_CASE("the service does not start on records of another version") {
    Scene scene;
    scene.world.database().write([](Transaction& tx) {
        tx.run("DELETE FROM schema_migrations WHERE name = (SELECT MAX(name) FROM schema_migrations)");
    });
    CHECK(problem_of([&] { scene.restart(); }) == "schema_pending");
}

TEST_CASE("what a handler did not foresee is told to the log alone") {
    Scene scene;
    scene.world.database().write([](Transaction& tx) { tx.run("DROP TABLE activity_kind_fields"); });
    const Served answer = scene.as(scene.world.officer, "GET", "/api/v1/activity-kinds");
    CHECK(answer.status == 500);
    CHECK(answer.code() == "internal");
    CHECK(answer.body.find("activity_kind_fields") == std::string::npos);
    CHECK(answer.json().at("detail").get<std::string>().find(answer.header("X-Request-Id")) != std::string::npos);
}
