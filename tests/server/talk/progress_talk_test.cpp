// 进度: for every follower.
#include <catch2/catch.hpp>

#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a stranger reads the county's progress and that of a township") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    const CastMember& who = served.world.stranger;
    const auto county = chat.say(who, "进度");
    CHECK(county.says("清河县2026年11月进展"));
    CHECK(county.says("支部4个，已开展活动1个，占25%"));
    CHECK(county.says("城关镇 1/2"));
    CHECK(county.content.find("城关镇 1/2") < county.content.find("柳树镇 0/2"));
    for (const char* asked :
         {"进度 城关镇", "进度 城关", "进度城关镇", "进度:城关镇团委", "进度　城关", "进度,城关镇。"}) {
        INFO(asked);
        CHECK(chat.say(who, asked).says("城关镇2026年11月进展\n支部2个，已开展活动1个"));
    }
}

TEST_CASE("a period may be asked for") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    const CastMember& who = served.world.stranger;
    CHECK(chat.say(who, "进度 上月").says("2026年10月进展\n支部4个，已开展活动0个"));
    CHECK(chat.say(who, "进度 10月").says("2026年10月"));
    CHECK(chat.say(who, "进度 12月").says("2025年12月"));
    CHECK(chat.say(who, "进度 2026-11").says("已开展活动1个"));
    CHECK(chat.say(who, "进度 2026-11-h1").says("2026年11月上半月"));
    CHECK(chat.say(who, "进度 城关镇 2026-10").says("城关镇2026年10月"));
    CHECK(chat.say(who, "进度 10月 城关").says("城关镇2026年10月"));
}

TEST_CASE("a unit nobody knows is answered with those there are") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.stranger, "进度 花果山").says("城关镇"));
}

TEST_CASE("the figures of a branch are for those in its line alone") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.cg01_secretary, "进度 城关镇机关").says("支部1个"));
    CHECK(chat.say(served.world.stranger, "进度 河湾村").says("没有找到"));
    CHECK(chat.say(served.world.cg01_secretary, "进度 河湾村").says("没有找到"));
    CHECK(chat.say(served.world.officer, "进度 河湾村").says("柳树镇河湾村团支部"));
}
