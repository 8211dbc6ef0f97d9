#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

Json stable(SimWorld& world, bool force = false) {
    return world.post("/cgi-bin/stable_token", {{"grant_type", "client_credential"},
                                                {"appid", "wx00000000000000aa"},
                                                {"secret", "secret-of-oa"},
                                                {"force_refresh", force}});
}

Json ordinary(SimWorld& world) {
    return world.get(
        "/cgi-bin/token",
        {{"grant_type", "client_credential"}, {"appid", "wx00000000000000aa"}, {"secret", "secret-of-oa"}});
}

int use(SimWorld& world, const Json& token) {
    return code_of(world.get("/cgi-bin/draft/count", {{"access_token", token.at("access_token")}}));
}

}  // namespace

TEST_CASE("a stable token stays the same until five minutes before its end, then both work") {
    SimWorld world;
    const Json first = stable(world);
    CHECK(first["expires_in"] == 7200);
    world.clock.advance(6000s);
    CHECK(stable(world)["access_token"] == first["access_token"]);
    CHECK(stable(world)["expires_in"] == 1200);
    world.clock.advance(901s);
    const Json second = stable(world);
    CHECK(second["access_token"] != first["access_token"]);
    CHECK(second["expires_in"] == 7200);
    CHECK(use(world, first) == 0);
    CHECK(use(world, second) == 0);
    world.clock.advance(299s);
    CHECK(use(world, first) == 42001);
    CHECK(use(world, second) == 0);
}

TEST_CASE("force_refresh kills the token at once, but not twice within 30 seconds") {
    SimWorld world;
    const Json first = stable(world);
    const Json second = stable(world, /*force=*/true);
    CHECK(second["access_token"] != first["access_token"]);
    CHECK(use(world, first) == 40001);
    CHECK(stable(world, /*force=*/true)["access_token"] == second["access_token"]);
    world.clock.advance(31s);
    CHECK(stable(world, /*force=*/true)["access_token"] != second["access_token"]);
}

TEST_CASE("an ordinary token replaces the one before after five minutes and leaves the stable one alone") {
    SimWorld world;
    const Json kept = stable(world);
    const Json first = ordinary(world);
    const Json second = ordinary(world);
    CHECK(first["access_token"] != second["access_token"]);
    CHECK(use(world, first) == 0);
    world.clock.advance(301s);
    CHECK(use(world, first) == 40001);
    CHECK(use(world, second) == 0);
    CHECK(use(world, kept) == 0);
}

TEST_CASE("credentials and tokens that are wrong get the code that says how") {
    SimWorld world;
    const auto code = [&](const char* grant, const char* appid, const char* secret) {
        return code_of(world.get("/cgi-bin/token", {{"grant_type", grant}, {"appid", appid}, {"secret", secret}}));
    };
    CHECK(code("password", "wx00000000000000aa", "secret-of-oa") == 40002);
    CHECK(code("client_credential", "wx-unknown", "secret-of-oa") == 40013);
    CHECK(code("client_credential", "wx00000000000000aa", "secret-of-mp") == 40125);
    CHECK(code("client_credential", "", "x") == 41002);
    CHECK(code("client_credential", "wx00000000000000aa", "") == 41004);
    CHECK(code_of(world.get("/cgi-bin/draft/count")) == 41001);
    CHECK(code_of(world.get("/cgi-bin/draft/count", {{"access_token", "rubbish"}})) == 40014);
    CHECK(code_of(world.get("/cgi-bin/draft/count", {{"access_token", "97_" + std::string(136, 'x')}})) == 40001);
    // The token of the other account has no right here; a token in the body is no token.
    CHECK(code_of(world.ask("mp", "/cgi-bin/draft/count")) == 48001);
    CHECK(code_of(world.post("/cgi-bin/draft/get", {{"access_token", world.token("oa")}})) == 41001);
}

TEST_CASE("every refusal is HTTP 200 and its errmsg ends with a rid") {
    SimWorld world;
    const Json answer = world.get("/cgi-bin/draft/add", {{"access_token", world.token("oa")}});
    CHECK(code_of(answer) == 43002);
    CHECK_FALSE(answer.contains("status"));
    CHECK(answer["errmsg"].get<std::string>().find(" rid: ") != std::string::npos);
    CHECK(code_of(world.get("/cgi-bin/no/such/thing")) == 40066);
}

TEST_CASE("a body that is empty or no JSON object is refused by its own code") {
    SimWorld world;
    const http::Query query = {{"access_token", world.token("oa")}};
    const auto code = [&](const std::string& body) {
        const auto result = world.client.post("/cgi-bin/draft/add", query, body, "application/json");
        REQUIRE(result);
        return code_of(Json::parse(result->body));
    };
    CHECK(code("") == 44002);
    CHECK(code("{") == 47001);
    CHECK(code("[]") == 47001);
    CHECK(code("{\"articles\":\"\xff\"}") == 47001);
}

TEST_CASE("quotas of a day and of a minute run out and come back in Beijing time") {
    SimWorld world;
    world.post("/sim/account",
               {{"account", "oa"}, {"quotas", {{"/cgi-bin/draft/count", {{"daily", 3}, {"per_minute", 2}}}}}});
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 0);
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 0);
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 45011);
    world.clock.advance(60s);
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 0);
    world.clock.advance(60s);
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 45009);
    const Json quota = world.call("oa", "/cgi-bin/openapi/quota/get", {{"cgi_path", "/cgi-bin/draft/count"}});
    CHECK(quota["quota"]["remain"] == 0);
    CHECK(code_of(world.call("oa", "/cgi-bin/clear_quota", {{"appid", "wx00000000000000aa"}})) == 0);
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 0);
    world.clock.advance(24h);
    CHECK(code_of(world.ask("oa", "/cgi-bin/draft/count")) == 0);
}

TEST_CASE("quotas can be cleared ten times a month") {
    SimWorld world;
    for (int i = 0; i < 10; ++i) {
        CHECK(code_of(world.call("oa", "/cgi-bin/clear_quota", {{"appid", "wx00000000000000aa"}})) == 0);
    }
    CHECK(code_of(world.call("oa", "/cgi-bin/clear_quota", {{"appid", "wx00000000000000aa"}})) == 48006);
    world.clock.advance(24h * 32);
    CHECK(code_of(world.call("oa", "/cgi-bin/clear_quota", {{"appid", "wx00000000000000aa"}})) == 0);
}
