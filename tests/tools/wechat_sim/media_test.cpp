#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

TEST_CASE("a picture of an article is a PNG or JPEG by its bytes and under one megabyte") {
    SimWorld world;
    const auto upload = [&](const std::string& bytes) {
        return world.upload("oa", "/cgi-bin/media/uploadimg", "a.png", bytes);
    };
    const Json good = upload(png());
    CHECK(good["url"].get<std::string>().starts_with(world.sim.url() + "/mmbiz/"));
    CHECK(code_of(upload("GIF89a......")) == 40005);
    CHECK(code_of(upload("not a picture at all")) == 40005);
    CHECK(code_of(upload(png(1024 * 1024 - 1))) == 0);
    CHECK(code_of(upload(png(1024 * 1024))) == 40009);
    CHECK(code_of(world.upload("oa", "/cgi-bin/media/uploadimg", "", png())) == 41005);
}

TEST_CASE("a cover is a permanent image, a thumb a JPEG of at most 64 KB") {
    SimWorld world;
    const auto add = [&](const char* type, const std::string& bytes) {
        return world.upload("oa", "/cgi-bin/material/add_material", "cover.jpg", bytes, {{"type", type}});
    };
    CHECK(add("image", png()).contains("media_id"));
    CHECK(add("thumb", jpeg(64 * 1024)).contains("media_id"));
    CHECK(code_of(add("thumb", jpeg(64 * 1024 + 1))) == 40009);
    CHECK(code_of(add("thumb", png())) == 40005);
    CHECK(code_of(add("poster", png())) == 40004);
}

TEST_CASE("temporary media are gone after three days") {
    SimWorld world;
    const Json media = world.upload("oa", "/cgi-bin/media/upload", "a.jpg", jpeg(), {{"type", "image"}});
    const auto fetch = [&] {
        return world.client.get("/cgi-bin/media/get", {{"access_token", world.token("oa")},
                                                       {"media_id", media["media_id"].get<std::string>()}});
    };
    auto answer = fetch();
    REQUIRE(answer);
    CHECK(answer->body == jpeg());
    CHECK(answer->content_type() == "image/jpeg");
    world.clock.advance(72h);
    answer = fetch();
    REQUIRE(answer);
    CHECK(code_of(Json::parse(answer->body)) == 40007);
}

TEST_CASE("a picture that a follower sends can be fetched by its media id and its address") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    world.post("/sim/account", {{"account", "oa"}, {"mode", "plain"}});
    CHECK(world
              .post("/sim/say",
                    {{"account", "oa"}, {"openid", "g-li"}, {"type", "image"}, {"base64", "iVBORw0KGgo="}})["reply"]
              .is_null());
    const auto received = callback.received();
    REQUIRE(received.size() == 1);
    const std::string& body = received[0].body;
    const auto at = body.find("<MediaId><![CDATA[") + 18;
    const std::string id = body.substr(at, body.find("]]>", at) - at);
    const auto bytes = world.client.get("/cgi-bin/media/get", {{"access_token", world.token("oa")}, {"media_id", id}});
    REQUIRE(bytes);
    CHECK(bytes->body == "\x89PNG\r\n\x1a\n");
    CHECK(bytes->content_type() == "image/png");
    const auto open = world.client.get("/mmbiz/" + id);
    REQUIRE(open);
    CHECK(open->body == bytes->body);
}
