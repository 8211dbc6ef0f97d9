#include <catch2/catch.hpp>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

http::Headers bearer(const std::string& token) {
    return {{"Authorization", "Bearer " + token}};
}

Served sign_in(Scene& scene, const std::string& account, const std::string& openid) {
    const json order = {{"account", account}, {"code", scene.login_code(account, OpenId(openid))}};
    return scene.ask("POST", "/api/v1/sessions", order.dump());
}

}  // namespace

TEST_CASE("an unbound phone signs in, takes up an invite and is somebody from then on") {
    Scene scene;
    const Served entered = sign_in(scene, "mp", "m-new");
    CHECK(entered.status == 201);
    CHECK(entered.json().at("user").is_null());
    CHECK(entered.header("Cache-Control") == "no-store");
    const http::Headers headers = bearer(entered.json().at("token"));

    const json invitation = {{"org_id", "QH-CG-02"}, {"role", "branch_secretary"}, {"name", "郑东街"}};
    const json invite = scene.as(scene.world.cg_secretary, "POST", "/api/v1/invites", invitation).json();
    const json taken = {{"invite", invite.at("code")}};
    const Served bound = scene.ask("POST", "/api/v1/bindings", taken.dump(), headers);
    CHECK(bound.status == 201);
    CHECK(bound.json().at("unit").at("code") == "QH-CG-02");
    CHECK(scene.ask("POST", "/api/v1/bindings", taken.dump(), headers).status == 200);
    CHECK(scene.as(scene.world.ls01_secretary, "POST", "/api/v1/bindings", taken).code() == "closed");

    const json user = scene.ask("GET", "/api/v1/me", "", headers).json().at("user");
    CHECK(user.at("name") == "郑东街");
    REQUIRE(user.at("roles").size() == 1);
    CHECK(user["roles"][0].at("role") == "branch_secretary");
    CHECK(user["roles"][0].at("org_name") == "城关镇东街团支部");
    CHECK(scene.ask("PUT", "/api/v1/activities/" + scene.new_id(), ServedWorld::log_body("QH-CG-02").dump(), headers)
              .status == 201);
}

TEST_CASE("a role that ends, ends with the next request") {
    Scene scene;
    const json roles = scene.as(scene.world.officer, "GET", "/api/v1/roles?unit=QH-LS-01").json().at("roles");
    REQUIRE(roles.size() == 1);
    const auto log = [&] {
        return scene.as(scene.world.ls01_secretary, "PUT", "/api/v1/activities/" + scene.new_id(),
                        ServedWorld::log_body("QH-LS-01"));
    };
    CHECK(log().status == 201);
    CHECK(scene.as(scene.world.officer, "DELETE", "/api/v1/roles/" + roles[0].at("id").get<std::string>()).status ==
          204);
    CHECK(log().code() == "not_allowed");
}

TEST_CASE("signing out ends one session, signing out everywhere all of them in both accounts") {
    Scene scene;
    const CastMember& who = scene.world.cg01_secretary;
    const std::string first = scene.sign_in(who);
    const std::string second = scene.sign_in(who);
    const auto status = [&](const std::string& token) {
        return scene.ask("GET", "/api/v1/me", "", bearer(token)).status;
    };
    CHECK(scene.ask("DELETE", "/api/v1/sessions/current", "", bearer(first)).status == 204);
    CHECK(status(first) == 401);
    CHECK(status(second) == 200);

    // The mini program, linked by a code of the official account.
    const Served phone = sign_in(scene, "mp", "m-cg01");
    const std::string third = phone.json().at("token");
    const json code = {{"code", scene.as(who, "POST", "/api/v1/link-codes").json().at("code")}};
    CHECK(scene.ask("POST", "/api/v1/links", code.dump(), bearer(third)).status == 201);
    CHECK(sign_in(scene, "mp", "m-cg01").json().at("user").at("name") == "张支书");

    CHECK(scene.ask("DELETE", "/api/v1/sessions", "", bearer(second)).status == 204);
    CHECK(status(second) == 401);
    CHECK(status(third) == 401);
    CHECK(status(scene.token(scene.world.officer)) == 200);
}

TEST_CASE("a session that was forgotten, made up or mistyped is none") {
    Scene scene;
    const std::string token = scene.sign_in(scene.world.officer);
    const auto status = [&](const http::Headers& headers) {
        return scene.ask("GET", "/api/v1/me", "", headers).status;
    };
    CHECK(status(bearer(token)) == 200);
    CHECK(status({}) == 401);
    CHECK(status({{"Authorization", token}}) == 401);
    CHECK(status({{"Authorization", "Basic " + token}}) == 401);
    CHECK(status(bearer("")) == 401);
    CHECK(status(bearer(token + "x")) == 401);
    CHECK(status(bearer(std::string(5000, 'a'))) == 401);
    CHECK(status(bearer("*")) == 401);
    scene.redis.flush();
    const Served forgotten = scene.ask("GET", "/api/v1/me", "", bearer(token));
    CHECK(forgotten.status == 401);
    CHECK(forgotten.code() == "not_signed_in");
    CHECK(forgotten.header("WWW-Authenticate") == "Bearer");
}

TEST_CASE("a login code works once, in its own account, and WeChat's silence is not the phone's fault") {
    Scene scene;
    const std::string code = scene.login_code("mp", OpenId("m-1"));
    const auto enter = [&](const std::string& account, const std::string& with) {
        return scene.ask("POST", "/api/v1/sessions", json{{"account", account}, {"code", with}}.dump());
    };
    CHECK(enter("xx", code).message("account") != "");
    CHECK(enter("mp", code).status == 201);
    const Served again = enter("mp", code);
    CHECK(again.status == 422);
    CHECK(again.message("code") != "");
    CHECK(enter("mp", "made-up").status == 422);

    http::ClientOptions options;
    options.base_url = scene.config().wechat.api_base;
    http::HttpClient control(options);
    const json fault = {{"path", "/sns/jscode2session"}, {"errcode", -1}, {"times", 5}};
    REQUIRE(control.post("/sim/faults", {}, fault.dump(), "application/json")->status == 200);
    const Served silent = enter("mp", scene.login_code("mp", OpenId("m-1")));
    CHECK(silent.status == 502);
    CHECK(silent.code() == "upstream");
}
