#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

TEST_CASE("a fault on order happens as often as ordered, then the interface works again") {
    SimWorld world;
    const std::string token = world.token("oa");
    const auto count = [&] { return world.get("/cgi-bin/draft/count", {{"access_token", token}}); };
    world.post("/sim/faults", {{"path", "/cgi-bin/draft/count"}, {"errcode", -1}, {"times", 2}});
    CHECK(code_of(count()) == -1);
    CHECK(code_of(count()) == -1);
    CHECK(code_of(count()) == 0);
    world.post("/sim/faults", {{"path", "/cgi-bin/draft/*"}, {"status", 502}});
    CHECK(count()["status"] == 502);
    world.post("/sim/faults", {{"path", "/cgi-bin/tags/get"}, {"hangup", true}});
    // A POST, which the client does not repeat by itself.
    CHECK(world.post("/cgi-bin/tags/get", Json::object(), {{"access_token", token}}).contains("failure"));
    CHECK(code_of(world.post("/cgi-bin/tags/get", Json::object(), {{"access_token", token}})) == 0);
    CHECK(world.post("/sim/faults", {{"path", "/cgi-bin/draft/count"}})["status"] == 422);
}

TEST_CASE("a hang-up after the effect has done the work") {
    SimWorld world;
    const Json order = {{"tag", {{"name", "团干部"}}}};
    const std::string token = world.token("oa");
    world.post("/sim/faults", {{"path", "/cgi-bin/tags/create"}, {"hangup", true}, {"after_effect", true}});
    CHECK(world.post("/cgi-bin/tags/create", order, {{"access_token", token}}).contains("failure"));
    CHECK(code_of(world.post("/cgi-bin/tags/create", order, {{"access_token", token}})) == 45157);
}

TEST_CASE("a delayed answer outlasts a caller's patience, and the work is done all the same") {
    SimWorld world;
    const std::string token = world.token("oa");
    http::ClientOptions hurried;
    hurried.base_url = world.sim.url();
    hurried.read_timeout = 50ms;
    http::HttpClient client(hurried);
    world.post("/sim/faults", {{"path", "/cgi-bin/tags/create"}, {"delay_ms", 60000}});
    const auto result =
        client.post("/cgi-bin/tags/create", {{"access_token", token}}, R"({"tag":{"name":"x"}})", "application/json");
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == http::Delivery::unknown);
    CHECK(world.ask("oa", "/cgi-bin/tags/get")["tags"].size() == 1);
    world.sim.stop();  // and does not wait for the minute
}

TEST_CASE("the log of calls tells path, account, code and rid, and keeps secrets out") {
    SimWorld world;
    const std::string token = world.token("oa");
    world.get("/cgi-bin/draft/get", {{"access_token", token}});
    const Json calls = world.get("/sim/calls")["calls"];
    REQUIRE(calls.size() == 2);
    CHECK(calls[0]["path"] == "/cgi-bin/stable_token");
    CHECK(calls[1]["account"] == "");
    CHECK(calls[1]["errcode"] == 43002);
    CHECK_FALSE(calls[1]["rid"].get<std::string>().empty());
    CHECK(calls.dump().find("secret-of-oa") == std::string::npos);
    CHECK(calls.dump().find(token) == std::string::npos);
    CHECK(world.get("/sim/calls", {{"path", "/cgi-bin/draft/get"}})["calls"].size() == 1);
}

TEST_CASE("the clock can be shifted and tokens lost on order") {
    SimWorld world;
    const std::string token = world.token("oa");
    const auto code = [&] { return code_of(world.get("/cgi-bin/draft/count", {{"access_token", token}})); };
    CHECK(code() == 0);
    world.post("/sim/clock", {{"shift_s", 7200}});
    CHECK(code() == 42001);
    world.post("/sim/clock", {{"shift_s", 0}});
    CHECK(code() == 0);
    world.post("/sim/tokens", {{"account", "oa"}, {"lose", "replaced"}});
    CHECK(code() == 40001);
    CHECK(world.token("oa") != token);
}

TEST_CASE("a reset forgets people and articles but not the accounts and their callbacks") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "g-li"}});
    world.post("/sim/reset", Json::object());
    const Json state = world.get("/sim/state");
    CHECK(state["accounts"].size() == 2);
    CHECK(state["accounts"][1]["people"].empty());
    CHECK(state["accounts"][1]["callback_url"] == callback.url());
}

TEST_CASE("an order that is wrong says what is wrong") {
    SimWorld world;
    CHECK(world.post("/sim/login", {{"openid", "x"}})["status"] == 422);
    CHECK(world.post("/sim/login", {{"account", "nobody"}, {"openid", "x"}})["status"] == 404);
    CHECK(world.post("/sim/say", {{"account", "oa"}, {"openid", "x"}, {"type", "text"}, {"content", "x"}})["status"] ==
          409);
    CHECK(world.post("/sim/unheard", Json::object())["status"] == 404);
    CHECK(world.get("/sim/unheard")["status"] == 404);
}
