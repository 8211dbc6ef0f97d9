#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

int create(SimWorld& world, const Json& buttons) {
    return code_of(world.call("oa", "/cgi-bin/menu/create", {{"button", buttons}}));
}

Json click(const std::string& name, const std::string& key = "k") {
    return {{"type", "click"}, {"name", name}, {"key", key}};
}

}  // namespace

TEST_CASE("a menu within its limits is kept and shown, another refused by its level's code") {
    SimWorld world;
    CHECK(create(world, Json::array({click("进度"), click("记录"), click("更多")})) == 0);
    CHECK(world.ask("oa", "/cgi-bin/menu/get")["menu"]["button"].size() == 3);
    CHECK(create(world, Json::array({click("1"), click("2"), click("3"), click("4")})) == 40016);
    CHECK(create(world, Json::array({click("名字太长的按钮")})) == 40018);
    CHECK(create(world, Json::array({click("进度", "")})) == 40019);
    CHECK(create(world, Json::array({{{"type", "tap"}, {"name", "进度"}}})) == 40017);
    CHECK(create(world, Json::array({{{"type", "view"}, {"name", "进度"}, {"url", "ftp://x"}}})) == 40020);
    Json six = Json::array();
    for (int i = 0; i < 6; ++i) six.push_back(click("子"));
    CHECK(create(world, Json::array({{{"name", "更多"}, {"sub_button", six}}})) == 40023);
    CHECK(create(world, Json::array({{{"type", "miniprogram"},
                                      {"name", "小程序"},
                                      {"url", "https://desk.example/"},
                                      {"appid", "wx-unknown"},
                                      {"pagepath", "pages/index"}}})) == 45064);
    CHECK(world.ask("oa", "/cgi-bin/menu/get")["menu"]["button"].size() == 3);
    CHECK(code_of(world.ask("oa", "/cgi-bin/menu/delete")) == 0);
    CHECK(code_of(world.ask("oa", "/cgi-bin/menu/get")) == 46003);
}

TEST_CASE("a menu with escaped characters is refused") {
    SimWorld world;
    const auto result =
        world.client.post("/cgi-bin/menu/create", {{"access_token", world.token("oa")}},
                          R"({"button":[{"type":"click","name":"\u8fdb\u5ea6","key":"k"}]})", "application/json");
    REQUIRE(result);
    CHECK(code_of(Json::parse(result->body)) == 40033);
}

TEST_CASE("scanning a code with a scene follows first and scans later, until the code ends") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    const Json code = world.call("oa", "/cgi-bin/qrcode/create",
                                 {{"action_name", "QR_STR_SCENE"},
                                  {"expire_seconds", 600},
                                  {"action_info", {{"scene", {{"scene_str", "invite-7"}}}}}});
    REQUIRE(code.contains("ticket"));
    const auto picture = world.client.get("/cgi-bin/showqrcode", {{"ticket", code["ticket"].get<std::string>()}});
    REQUIRE(picture);
    CHECK(picture->content_type() == "image/png");
    CHECK(picture->body.starts_with("\x89PNG"));

    const Json scan = {{"account", "oa"}, {"openid", "g-li"}, {"type", "scan"}, {"ticket", code["ticket"]}};
    world.post("/sim/account", {{"account", "oa"}, {"mode", "plain"}});
    world.post("/sim/say", scan);
    world.post("/sim/say", scan);
    const auto received = callback.received();
    REQUIRE(received.size() == 2);
    CHECK(received[0].body.find("<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_invite-7]]>") !=
          std::string::npos);
    CHECK(received[1].body.find("<Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[invite-7]]>") != std::string::npos);
    world.clock.advance(601s);
    CHECK(world.post("/sim/say", scan)["status"] == 409);
}

TEST_CASE("a code of the mini program has a scene of permitted characters and a published page") {
    SimWorld world;
    const auto code = [&](const Json& order) { return code_of(world.call("mp", "/wxa/getwxacodeunlimit", order)); };
    CHECK(code({{"scene", "团委"}}) == 40169);
    CHECK(code({{"scene", std::string(33, 'x')}}) == 40169);
    CHECK(code({{"scene", "a%20b"}}) == 40169);
    CHECK(code({{"scene", "i=7"}, {"page", "/pages/bind"}}) == 41030);
    CHECK(code({{"scene", "i=7"}, {"page", "hidden/bind"}}) == 41030);
    CHECK(code({{"scene", "i=7"}, {"page", "pages/bind"}, {"width", 100}}) == 40097);
    const auto picture = world.client.post("/wxa/getwxacodeunlimit", {{"access_token", world.token("mp")}},
                                           R"({"scene":"i=7","page":"pages/bind"})", "application/json");
    REQUIRE(picture);
    CHECK(picture->content_type() == "image/png");
}
