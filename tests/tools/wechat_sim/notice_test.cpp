#include <catch2/catch.hpp>

#include "tests/tools/wechat_sim/sim_world.hpp"

using namespace league;
using namespace league::test;
using namespace std::chrono_literals;

namespace {

const char* const kSend = "/cgi-bin/message/subscribe/send";

Json notice(const std::string& thing = "请登记十一月活动", const std::string& date = "2026年11月25日") {
    return {{"touser", "o-li"},
            {"template_id", "T1"},
            {"page", "pages/log/index?from=notice"},
            {"data", {{"thing1", {{"value", thing}}}, {"date2", {{"value", date}}}}},
            {"miniprogram_state", "formal"},
            {"lang", "zh_CN"}};
}

void consent(SimWorld& world, int count, const std::string& template_id = "T1") {
    world.post("/sim/consent", {{"account", "mp"}, {"openid", "o-li"}, {"template_id", template_id}, {"count", count}});
}

}  // namespace

TEST_CASE("each acceptance allows one notice and not one more") {
    SimWorld world;
    consent(world, 1);
    consent(world, 1);
    const Json sent = world.call("mp", kSend, notice());
    CHECK(code_of(sent) == 0);
    CHECK(sent.contains("msgid"));
    CHECK(code_of(world.call("mp", kSend, notice())) == 0);
    CHECK(code_of(world.call("mp", kSend, notice())) == 43101);
    const Json inbox = world.get("/sim/inbox", {{"openid", "o-li"}})["inbox"];
    REQUIRE(inbox.size() == 2);
    CHECK(inbox[0]["kind"] == "notice");
    CHECK(inbox[0]["account"] == "mp");
    CHECK(inbox[0]["template_id"] == "T1");
    CHECK(inbox[0]["title"] == "活动提醒");
    CHECK(inbox[0]["data"]["thing1"]["value"] == "请登记十一月活动");
    CHECK(inbox[0]["text"] == "请登记十一月活动\n2026年11月25日");
    CHECK(inbox[0]["at"].get<std::string>().ends_with("+08:00"));
}

TEST_CASE("a refused notice costs no acceptance") {
    SimWorld world;
    consent(world, 1);
    CHECK(code_of(world.call("mp", kSend, notice("这个提醒的字数超过了二十个字所以它会被拒绝"))) == 47003);
    CHECK(code_of(world.call("mp", kSend, notice())) == 0);
}

TEST_CASE("a long-term template needs one acceptance for many notices, a rejection ends it") {
    SimWorld world;
    Json order = notice();
    order["template_id"] = "T3";
    CHECK(code_of(world.call("mp", kSend, order)) == 40003);
    consent(world, 1, "T3");
    for (int i = 0; i < 3; ++i) CHECK(code_of(world.call("mp", kSend, order)) == 0);
    world.post("/sim/consent", {{"account", "mp"}, {"openid", "o-li"}, {"template_id", "T3"}, {"status", "reject"}});
    CHECK(code_of(world.call("mp", kSend, order)) == 43101);
}

TEST_CASE("47003 names the value that is wrong") {
    SimWorld world;
    consent(world, 5);
    Json answer = world.call("mp", kSend, notice("提醒", "明天"));
    CHECK(code_of(answer) == 47003);
    CHECK(answer["errmsg"].get<std::string>().starts_with("argument invalid! data.date2.value invalid rid: "));
    answer = world.call("mp", kSend, notice(""));
    CHECK(answer["errmsg"].get<std::string>().find("data.thing1.value is empty") != std::string::npos);
    Json missing = notice();
    missing["data"].erase("date2");
    CHECK(code_of(world.call("mp", kSend, missing)) == 47003);
    Json list = notice();
    list["data"] = Json::array({{{"name", "thing1"}, {"value", "x"}}});
    CHECK(code_of(world.call("mp", kSend, list)) == 47001);
}

TEST_CASE("receiver, template and page are checked before anything else") {
    SimWorld world;
    CHECK(code_of(world.call("mp", kSend, notice())) == 40003);
    consent(world, 1);
    Json order = notice();
    order["template_id"] = "T-unknown";
    CHECK(code_of(world.call("mp", kSend, order)) == 40037);
    order = notice();
    order["page"] = "secret/page";
    CHECK(code_of(world.call("mp", kSend, order)) == 41030);
    // The official account's token finds no consent on this interface.
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "o-li"}});
    CHECK(code_of(world.call("oa", kSend, notice())) == 43101);
}

TEST_CASE("an official account sends its own subscription notices") {
    SimWorld world;
    world.post("/sim/consent", {{"account", "oa"}, {"openid", "g-li"}, {"template_id", "T-oa"}, {"count", 1}});
    Json order = notice();
    order["touser"] = "g-li";
    order["template_id"] = "T-oa";
    CHECK(code_of(world.call("oa", "/cgi-bin/message/subscribe/bizsend", order)) == 0);
    CHECK(code_of(world.call("oa", "/cgi-bin/message/subscribe/bizsend", order)) == 43101);
}

TEST_CASE("a template message with the same client_msg_id arrives once") {
    SimWorld world;
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "g-li"}});
    Json order = notice();
    order["touser"] = "g-li";
    order["template_id"] = "T-oa";
    order["client_msg_id"] = "reminder-1";
    const Json first = world.call("oa", "/cgi-bin/message/template/send", order);
    const Json second = world.call("oa", "/cgi-bin/message/template/send", order);
    CHECK(code_of(first) == 0);
    CHECK(first["msgid"] == second["msgid"]);
    CHECK(world.get("/sim/inbox", {{"openid", "g-li"}})["inbox"].size() == 1);
    world.post("/sim/follower", {{"account", "oa"}, {"openid", "g-li"}, {"following", false}});
    order["client_msg_id"] = "reminder-2";
    CHECK(code_of(world.call("oa", "/cgi-bin/message/template/send", order)) == 43004);
}

TEST_CASE("an enum value must be listed by its template") {
    SimWorld world;
    consent(world, 2, "T4");
    Json order = notice();
    order["template_id"] = "T4";
    order["data"] = {{"enum1", {{"value", "在办"}}}};
    CHECK(code_of(world.call("mp", kSend, order)) == 47003);
    order["data"] = {{"enum1", {{"value", "待办"}}}};
    CHECK(code_of(world.call("mp", kSend, order)) == 0);
}
