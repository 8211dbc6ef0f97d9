#include <catch2/catch.hpp>

#include "lib/wechat/crypto.hpp"
#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

int send(SimWorld& world, const std::string& text = "您好") {
    return code_of(world.call("oa", "/cgi-bin/message/custom/send",
                              {{"touser", "g-li"}, {"msgtype", "text"}, {"text", {{"content", text}}}}));
}

void say(SimWorld& world, Json order) {
    order["account"] = "oa";
    order["openid"] = "g-li";
    REQUIRE(world.post("/sim/say", order).contains("reply"));
}

}  // namespace

TEST_CASE("a message from a person allows five answers in 48 hours") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    CHECK(send(world) == 40003);
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "g-li"}});
    CHECK(send(world) == 45015);
    say(world, {{"type", "text"}, {"content", "进度"}});
    for (int i = 0; i < 5; ++i) CHECK(send(world) == 0);
    CHECK(send(world) == 45047);
    say(world, {{"type", "text"}, {"content", "进度"}});
    CHECK(send(world) == 0);
    world.clock.advance(48h);
    CHECK(send(world) == 45015);
    CHECK(world.get("/sim/inbox", {{"openid", "g-li"}})["inbox"].size() == 6);
}

TEST_CASE("following or tapping a menu allows three answers in a minute, a link none") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    say(world, {{"type", "event"}, {"event", "VIEW"}, {"event_key", "https://desk.example/"}});
    CHECK(send(world) == 45015);
    say(world, {{"type", "event"}, {"event", "CLICK"}, {"event_key", "progress"}});
    for (int i = 0; i < 3; ++i) CHECK(send(world) == 0);
    CHECK(send(world) == 45047);
    world.clock.advance(61s);
    CHECK(send(world) == 45015);
    say(world, {{"type", "event"}, {"event", "unsubscribe"}});
    CHECK(send(world) == 45015);
    say(world, {{"type", "event"}, {"event", "subscribe"}});
    CHECK(send(world) == 0);
}

TEST_CASE("a text too long or of no known kind is refused") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    say(world, {{"type", "text"}, {"content", "进度"}});
    std::string text;
    for (int i = 0; i < 683; ++i) text += "团";
    CHECK(send(world, text) == 45002);
    CHECK(send(world, "") == 44004);
    CHECK(code_of(world.call("oa", "/cgi-bin/message/custom/send", {{"touser", "g-li"}, {"msgtype", "mpnews"}})) ==
          40008);
    CHECK(code_of(world.call("oa", "/cgi-bin/message/custom/send",
                             {{"touser", "g-li"}, {"msgtype", "image"}, {"image", {{"media_id", "none"}}}})) == 40007);
}

TEST_CASE("a group robot takes twenty messages a minute and refuses long ones as a whole") {
    SimWorld world;
    const auto robot = [&](const Json& message) {
        return code_of(world.post("/cgi-bin/webhook/send", message, {{"key", "k-1"}}));
    };
    CHECK(robot({{"msgtype", "markdown"}, {"markdown", {{"content", std::string(4097, 'x')}}}}) == 40058);
    CHECK(robot({{"msgtype", "text"}, {"text", {{"content", std::string(2048, 'x')}}}}) == 0);
    for (int i = 0; i < 18; ++i) CHECK(robot({{"msgtype", "text"}, {"text", {{"content", "x"}}}}) == 0);
    CHECK(robot({{"msgtype", "text"}, {"text", {{"content", "x"}}}}) == 45009);
    CHECK(code_of(world.post("/cgi-bin/webhook/send", {{"msgtype", "text"}}, {})) == 93000);
}

TEST_CASE("a group robot takes a picture with the digest of its bytes alone") {
    SimWorld world;
    const auto picture = [&](const std::string& base64, const std::string& md5) {
        return code_of(world.post("/cgi-bin/webhook/send",
                                  {{"msgtype", "image"}, {"image", {{"base64", base64}, {"md5", md5}}}},
                                  {{"key", "k-2"}}));
    };
    const std::string png = "\x89PNG\r\n\x1a\n";
    CHECK(picture(wechat::base64_encode(png), wechat::md5_hex(png)) == 0);
    CHECK(picture(wechat::base64_encode(png), wechat::md5_hex("other")) != 0);
    CHECK(picture("***", wechat::md5_hex(png)) != 0);
    CHECK(picture(wechat::base64_encode("GIF89a"), wechat::md5_hex("GIF89a")) == 40005);
}
