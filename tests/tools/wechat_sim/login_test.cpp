#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

Json session_for(SimWorld& world, const std::string& code) {
    return world.get("/sns/jscode2session", {{"appid", "wx00000000000000bb"},
                                             {"secret", "secret-of-mp"},
                                             {"js_code", code},
                                             {"grant_type", "authorization_code"}});
}

std::string code_for(SimWorld& world, const std::string& account, const std::string& openid) {
    return world.post("/sim/login", {{"account", account}, {"openid", openid}}).at("code");
}

}  // namespace

TEST_CASE("a login code gives the openid once and lives five minutes") {
    SimWorld world;
    const std::string code = code_for(world, "mp", "o-li");
    const Json session = session_for(world, code);
    CHECK(session["openid"] == "o-li");
    CHECK_FALSE(session.contains("unionid"));
    CHECK_FALSE(session.contains("errcode"));
    CHECK(code_of(session_for(world, code)) == 40163);
    CHECK(code_of(session_for(world, "made-up")) == 40029);
    const std::string late = code_for(world, "mp", "o-li");
    world.clock.advance(300s);
    CHECK(code_of(session_for(world, late)) == 40029);
}

TEST_CASE("a union id is given once the person has one") {
    SimWorld world;
    const Json login = world.post("/sim/login", {{"account", "mp"}, {"openid", "o-li"}, {"unionid", "u-li"}});
    CHECK(session_for(world, login["code"])["unionid"] == "u-li");
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "g-li"}, {"unionid", "u-li"}});
    CHECK(world.ask("oa", "/cgi-bin/user/info", {{"openid", "g-li"}})["unionid"] == "u-li");
}

TEST_CASE("codes of login, authorization and phone button are not interchangeable") {
    SimWorld world;
    const auto web = [&](const std::string& code) {
        return world.get("/sns/oauth2/access_token", {{"appid", "wx00000000000000aa"},
                                                      {"secret", "secret-of-oa"},
                                                      {"code", code},
                                                      {"grant_type", "authorization_code"}});
    };
    CHECK(code_of(web(code_for(world, "mp", "o-li"))) == 40029);
    CHECK(code_of(session_for(world, code_for(world, "oa", "g-li"))) == 40029);
    CHECK(web(code_for(world, "oa", "g-li"))["openid"] == "g-li");
    const Json phone = world.post("/sim/phone", {{"account", "mp"}, {"openid", "o-li"}, {"phone", "13800000000"}});
    CHECK(code_of(world.call("mp", "/wxa/business/getuserphonenumber", {{"code", code_for(world, "mp", "o-li")}})) ==
          40029);
    const Json answer = world.call("mp", "/wxa/business/getuserphonenumber", {{"code", phone["code"]}});
    CHECK(answer["phone_info"]["purePhoneNumber"] == "13800000000");
    CHECK(answer["phone_info"]["watermark"]["appid"] == "wx00000000000000bb");
}

TEST_CASE("web authorization sends the chosen person back with a code and the state") {
    SimWorld world;
    const http::Query query = {{"appid", "wx00000000000000aa"},
                               {"redirect_uri", "https://desk.example/m/?a=1"},
                               {"response_type", "code"},
                               {"scope", "snsapi_userinfo"},
                               {"state", "x1"},
                               {"sim_openid", "g-li"}};
    const auto result = world.client.get("/connect/oauth2/authorize", query);
    REQUIRE(result);
    CHECK(result->status == 302);
    const std::string location = http::find_header(result->headers, "Location").value_or("");
    CAPTURE(location);
    CHECK(location.starts_with("https://desk.example/m/?a=1&code="));
    CHECK(location.ends_with("&state=x1"));
}

TEST_CASE("text is checked for recent visitors only, and errcode 0 does not mean clean") {
    SimWorld world;
    Json order = {{"version", 2}, {"scene", 2}, {"openid", "o-li"}, {"content", "主题团日"}};
    CHECK(code_of(world.call("mp", "/wxa/msg_sec_check", order)) == 40003);
    code_for(world, "mp", "o-li");
    CHECK(world.call("mp", "/wxa/msg_sec_check", order)["result"]["suggest"] == "pass");
    order["content"] = "这是违规内容";
    const Json risky = world.call("mp", "/wxa/msg_sec_check", order);
    CHECK(code_of(risky) == 0);
    CHECK(risky["result"]["suggest"] == "risky");
    order["scene"] = 9;
    CHECK(code_of(world.call("mp", "/wxa/msg_sec_check", order)) == 40129);
    order["scene"] = 2;
    world.clock.advance(2h + 1s);
    CHECK(code_of(world.call("mp", "/wxa/msg_sec_check", order)) == 61010);
    CHECK(code_of(world.get("/wxa/msg_sec_check")) == 43302);
}

TEST_CASE("followers are listed, and one who left has nothing but the fact") {
    SimWorld world;
    for (const char* openid : {"g-a", "g-b", "g-c"})
        world.post("/sim/follower", {{"account", "oa"}, {"openid", openid}});
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "g-b"}, {"following", false}});
    const Json page = world.ask("oa", "/cgi-bin/user/get");
    CHECK(page["total"] == 2);
    CHECK(page["data"]["openid"] == Json({"g-a", "g-c"}));
    const Json end = world.ask("oa", "/cgi-bin/user/get", {{"next_openid", "g-c"}});
    CHECK(end["count"] == 0);
    CHECK_FALSE(end.contains("data"));
    const Json left = world.ask("oa", "/cgi-bin/user/info", {{"openid", "g-b"}});
    CHECK(left.size() == 2);
    CHECK(left["subscribe"] == 0);
    CHECK(code_of(world.ask("oa", "/cgi-bin/user/info", {{"openid", "nobody"}})) == 40003);
}
