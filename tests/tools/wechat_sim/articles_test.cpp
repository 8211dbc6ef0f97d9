#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

std::string cover(SimWorld& world) {
    return world.upload("oa", "/cgi-bin/material/add_material", "c.png", png(), {{"type", "image"}}).at("media_id");
}

Json article(SimWorld& world) {
    return {{"title", "十一月上半月进度"},
            {"author", "团县委"},
            {"content", "<p>各乡镇进度</p>"},
            {"thumb_media_id", cover(world)}};
}

Json add(SimWorld& world, const Json& one) {
    return world.call("oa", "/cgi-bin/draft/add", {{"articles", Json::array({one})}});
}

std::string repeated(const char* text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("each field of a draft has its own limit and its own code") {
    SimWorld world;
    const Json good = article(world);
    const auto with = [&](const char* name, const Json& value) {
        Json one = good;
        one[name] = value;
        return code_of(add(world, one));
    };
    CHECK(code_of(add(world, good)) == 0);
    CHECK(with("title", repeated("团", 32)) == 0);
    CHECK(with("title", repeated("团", 33)) == 45003);
    CHECK(with("author", repeated("团", 17)) == 45110);
    CHECK(with("digest", repeated("团", 129)) == 45004);
    CHECK(with("content", repeated("团", 20000)) == 45002);
    CHECK(with("content", "") == 44004);
    CHECK(with("content_source_url", "https://x/" + std::string(1024, 'x')) == 45005);
    CHECK(with("content", "<a href=\"java\nscript:alert(1)\">x</a>") == 45166);
    CHECK(with("thumb_media_id", "none") == 40007);
    const Json temporary = world.upload("oa", "/cgi-bin/media/upload", "a.jpg", jpeg(), {{"type", "image"}});
    CHECK(with("thumb_media_id", temporary["media_id"]) == 40007);
    CHECK(with("pic_crop_235_1", "0_0_2_1") == 40097);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/add", {{"articles", good}})) == 44003);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/add", {{"articles", Json::array({Json::array({good})})}})) == 44003);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/add", Json::object())) == 44003);
}

TEST_CASE("escaped characters in title or author are refused, in the content they are not looked for") {
    SimWorld world;
    const auto code = [&](const std::string& title, const std::string& content) {
        const std::string body = R"({"articles":[{"title" : ")" + title + R"(","content":")" + content +
                                 R"(","thumb_media_id":")" + cover(world) + R"("}]})";
        const auto result =
            world.client.post("/cgi-bin/draft/add", {{"access_token", world.token("oa")}}, body, "application/json");
        REQUIRE(result);
        return code_of(Json::parse(result->body));
    };
    CHECK(code("\\u8fdb\\u5ea6", "x") == 40033);
    CHECK(code("\\\"引号\\\" 进度", "\\u8fdb") == 0);
    CHECK(code("\\\\u8fdb", "x") == 0);
}

TEST_CASE("a draft can be read, changed, listed and deleted") {
    SimWorld world;
    const std::string id = add(world, article(world)).at("media_id");
    Json changed = article(world);
    changed["title"] = "更正";
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/update", {{"media_id", id}, {"index", 0}, {"articles", changed}})) ==
          0);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/update",
                             {{"media_id", id}, {"index", 0}, {"articles", Json::array({changed})}})) == 44003);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/update", {{"media_id", id}, {"index", 1}, {"articles", changed}})) ==
          40114);
    const Json got = world.call("oa", "/cgi-bin/draft/get", {{"media_id", id}});
    CHECK(got["news_item"][0]["title"] == "更正");
    CHECK(got["news_item"][0]["digest"] == "各乡镇进度");
    CHECK(world.call("oa", "/cgi-bin/draft/batchget", {{"offset", 0}, {"count", 20}})["item"][0]["media_id"] == id);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/batchget", {{"offset", 0}, {"count", 21}})) == 40097);
    CHECK(world.ask("oa", "/cgi-bin/draft/count")["total_count"] == 1);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/delete", {{"media_id", id}})) == 0);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/get", {{"media_id", id}})) == 40007);
}

TEST_CASE("publishing spends the draft, is in progress first and then gives a link and an event") {
    SimWorld world;
    Callback callback;
    world.sim.set_callback("oa", callback.url());
    world.post("/sim/account", {{"account", "oa"}, {"mode", "plain"}});
    const std::string id = add(world, article(world)).at("media_id");
    const Json job = world.call("oa", "/cgi-bin/freepublish/submit", {{"media_id", id}});
    CHECK(code_of(job) == 0);
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/get", {{"media_id", id}})) == 40007);
    CHECK(code_of(world.call("oa", "/cgi-bin/freepublish/submit", {{"media_id", id}})) == 40007);
    const auto ask = [&] { return world.call("oa", "/cgi-bin/freepublish/get", {{"publish_id", job["publish_id"]}}); };
    CHECK(ask()["publish_status"] == 1);
    CHECK(world.get("/sim/articles")["articles"].empty());
    const Json ended = ask();
    CHECK(ended["publish_status"] == 0);
    const std::string url = ended["article_detail"]["item"][0]["article_url"];
    CHECK(world.client.get(url.substr(world.sim.url().size())).has_value());
    world.sim.settle();
    const auto received = callback.received();
    REQUIRE(received.size() == 1);
    CHECK(received[0].body.find("<Event><![CDATA[PUBLISHJOBFINISH]]>") != std::string::npos);
    CHECK(received[0].body.find("<publish_status>0</publish_status>") != std::string::npos);
    const Json shown = world.get("/sim/articles")["articles"];
    REQUIRE(shown.size() == 1);
    CHECK(shown[0]["title"] == "十一月上半月进度");
    CHECK(shown[0]["url"] == url);
    CHECK(world.call("oa", "/cgi-bin/freepublish/batchget", {{"offset", 0}, {"count", 1}})["total_count"] == 1);
    CHECK(code_of(world.call("oa", "/cgi-bin/freepublish/delete", {{"article_id", ended["article_id"]}})) == 0);
    CHECK(ask()["publish_status"] == 5);
}

TEST_CASE("a publication also ends by time, and one that fails gives its draft back") {
    SimWorld world;
    world.post("/sim/account", {{"account", "oa"}, {"publish_outcome", 4}});
    const std::string id = add(world, article(world)).at("media_id");
    const Json job = world.call("oa", "/cgi-bin/freepublish/submit", {{"media_id", id}});
    world.clock.advance(2s);
    const Json ended = world.call("oa", "/cgi-bin/freepublish/get", {{"publish_id", job["publish_id"]}});
    CHECK(ended["publish_status"] == 4);
    CHECK(ended["fail_idx"] == Json({1}));
    CHECK(code_of(world.call("oa", "/cgi-bin/draft/get", {{"media_id", id}})) == 0);
}

TEST_CASE("an account without the right keeps its drafts and cannot publish; a person at the console can") {
    SimWorld world;
    world.post("/sim/account", {{"account", "oa"}, {"can_publish", false}});
    const std::string id = add(world, article(world)).at("media_id");
    CHECK(code_of(world.call("oa", "/cgi-bin/freepublish/submit", {{"media_id", id}})) == 48001);
    const Json pressed = world.post("/sim/publish", {{"account", "oa"}, {"media_id", id}});
    CHECK(pressed.contains("url"));
    CHECK(world.get("/sim/articles")["articles"][0]["via"] == "console");
}

TEST_CASE("a mass send is counted by its clientmsgid and by the follower's month") {
    SimWorld world;
    for (const char* openid : {"g-a", "g-b"}) world.post("/sim/follower", {{"account", "oa"}, {"openid", openid}});
    const auto send = [&](const std::string& guard) {
        return world.call("oa", "/cgi-bin/message/mass/sendall",
                          {{"filter", {{"is_to_all", true}}},
                           {"msgtype", "mpnews"},
                           {"mpnews", {{"media_id", add(world, article(world)).at("media_id")}}},
                           {"clientmsgid", guard}});
    };
    const Json first = send("column-2026-11-H1");
    CHECK(code_of(first) == 0);
    CHECK(code_of(send("column-2026-11-H1")) == 45066);
    world.clock.advance(61s);
    const Json repeated_send = send("column-2026-11-H1");
    CHECK(code_of(repeated_send) == 45065);
    CHECK(repeated_send["msg_id"] == first["msg_id"]);
    CHECK(code_of(send(std::string(65, 'x'))) == 45067);
    CHECK(code_of(send("another")) == 45028);
    CHECK(world.get("/sim/inbox", {{"openid", "g-a"}})["inbox"].size() == 1);
    CHECK(world.call("oa", "/cgi-bin/message/mass/get", {{"msg_id", first["msg_id"]}})["msg_status"] == "SEND_SUCCESS");
    CHECK(code_of(world.call("oa", "/cgi-bin/message/mass/sendall",
                             {{"filter", {{"is_to_all", "false"}}}, {"msgtype", "text"}})) == 40008);
}
