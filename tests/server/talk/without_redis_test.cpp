// What the official account can do while Redis is away.
#include <catch2/catch.hpp>

#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("an answer in a dialog is kept while Redis is away and told once when it is back") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    served.redis.stop();
    const std::string id = Chat::next_id();
    const auto busy = chat.say(who, "清扫村道两公里", id);
    CHECK(busy.says("系统繁忙，请稍后再发"));
    CHECK(chat.say(who, "清扫村道两公里", id).content == busy.content);
    CHECK(chat.say(who, "记录").says("系统繁忙"));
    CHECK(logs_of(served, served.world.cg).empty());

    served.redis.start();
    const auto back = chat.say(who, "记录");
    CHECK(back.says("清扫村道两公里"));
    CHECK(back.says("1/5"));
    CHECK_FALSE(chat.say(who, "团课").says("清扫村道两公里"));
}

TEST_CASE("of many kept messages those that do not fit are told with the next answer") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    served.redis.stop();
    std::string long_words;
    for (int i = 0; i < 55; ++i) long_words += "村";
    for (int i = 1; i <= 6; ++i) chat.say(who, long_words + std::to_string(i));
    served.redis.start();
    const auto first = chat.say(who, "记录");
    const auto second = chat.say(who, "取消");
    CHECK(first.says("还有2条"));
    for (int i = 1; i <= 6; ++i) {
        INFO(i);
        CHECK(first.says("村" + std::to_string(i)) != second.says("村" + std::to_string(i)));
    }
    CHECK_FALSE(chat.say(who, "记录").says("村6"));
}

TEST_CASE("what was kept is told with the same words to a repeat") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    served.redis.stop();
    chat.say(who, "30 28");
    served.redis.start();
    const std::string id = Chat::next_id();
    const auto first = chat.say(who, "记录", id);
    CHECK(first.says("30 28"));
    CHECK(chat.say(who, "记录", id).content == first.content);
}

TEST_CASE("what needs no dialog works while Redis is away") {
    ServedWorld served;
    const CastMember& who = served.world.cg01_secretary;
    const auto code =
        served
            .as(served.world.officer, "POST", "/api/v1/invites", {{"role", "branch_secretary"}, {"org_id", "QH-CG-02"}})
            .json()
            .at("code")
            .get<std::string>();
    Chat chat(served);
    served.redis.stop();
    CHECK(chat.say(who, "帮助").says("撤回"));
    CHECK(chat.say(served.world.stranger, "进度 城关镇").says("已开展活动0个"));
    const std::string id = Chat::next_id();
    const auto saved = chat.say(who, kForm, id);
    CHECK(saved.says("记好了"));
    CHECK(chat.say(who, kForm, id).content == saved.content);
    CHECK(chat.say(served.world.stranger, "进度 城关镇").says("已开展活动1个"));
    CHECK(chat.picture(who, "media-1").says("照片已收到"));
    CHECK(chat.say(who, "我的").says("本月已记1次"));
    CHECK(chat.say(who, "撤回").says("已撤回"));
    CHECK(chat.say(served.world.newcomer("oa", "o-new"), "绑定 " + code).says("绑定成功"));
    CHECK(chat.say(served.world.stranger, "不知所云").says("指南"));
    CHECK(logs_of(served, served.world.cg).size() == 1);
}

TEST_CASE("a dialog goes on where it was when Redis was only slow") {
    ServedWorld served([](Config& config) { config.redis.command_timeout = std::chrono::milliseconds(100); });
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    served.redis.pause();
    CHECK(chat.say(who, "清扫村道两公里").says("系统繁忙"));
    served.redis.resume();
    const auto saved = chat.say(who, "清扫村道两公里");
    CHECK(saved.says("还没有记下"));
    CHECK(saved.says("记好了"));
    CHECK(logs_of(served, served.world.cg).size() == 1);
}
