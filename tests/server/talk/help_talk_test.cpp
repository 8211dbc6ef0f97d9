// 帮助, 指南, 绑定 and what nobody understands.
#include <catch2/catch.hpp>

#include "server/talk/phrase_keys.hpp"
#include "tests/server/talk/logged.hpp"
#include "tests/support/places.hpp"

using namespace league;
using namespace league::test;

namespace {

std::string invite_to(ServedWorld& served, const std::string& unit) {
    return served.as(served.world.officer, "POST", "/api/v1/invites", {{"role", "branch_secretary"}, {"org_id", unit}})
        .json()
        .at("code")
        .get<std::string>();
}

}  // namespace

TEST_CASE("help differs for strangers and secretaries") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.stranger, "帮助").says("绑定"));
    CHECK(chat.say(served.world.cg01_secretary, "？").says("撤回"));
    CHECK(chat.say(served.world.cg01_secretary, "HELP").says("撤回"));
    CHECK(chat.say(served.world.cg01_secretary, "  帮助。 ").says("撤回"));
    CHECK(chat.say(served.world.cg01_secretary, "   ").says("撤回"));
}

TEST_CASE("the guide is given by chapters") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.stranger;
    CHECK(chat.say(who, "指南").says("1 什么是实体化"));
    CHECK(chat.say(who, "指南3").says("建团的条件"));
    CHECK(chat.say(who, "指南 三名团员的条件").says("建团的条件"));
    CHECK(chat.say(who, "指南99").says("没有这一章"));
    CHECK(chat.say(who, "建团有什么条件").says("建团的条件"));
}

TEST_CASE("an invite code binds, with or without the word, and once") {
    ServedWorld served;
    Chat chat(served);
    const CastMember one = served.world.newcomer("oa", "o-one");
    const CastMember two = served.world.newcomer("oa", "o-two");
    const std::string code = invite_to(served, "QH-CG-02");
    CHECK(chat.say(one, "绑定").says("邀请码"));
    CHECK(chat.say(one, "绑定 WRNG-2345").says("邀请码不对"));
    CHECK(chat.say(one, code).says("绑定成功"));
    CHECK(chat.say(one, "绑定" + code).says("已经绑定过"));
    CHECK(chat.say(two, code).says("已经用过"));
    CHECK(chat.say(one, "绑定").says("已经绑定好了"));
    CHECK(chat.say(one, "我的").says("城关镇东街团支部"));
}

TEST_CASE("what nobody understands is answered with the nearest word or with what there is") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.stranger, "近度").says("进度"));
    CHECK(chat.say(served.world.cg01_secretary, "怎么记录活动").says("“记录”"));
    CHECK(chat.say(served.world.cg01_secretary, "今天天气真不错啊朋友们一起出来玩").says("帮助"));
    for (const CastMember* who : {&served.world.officer, &served.world.leader}) {
        const auto answer = chat.say(*who, "今天天气真不错啊朋友们一起出来玩");
        CHECK(answer.says("未记"));
        CHECK_FALSE(answer.says("记一次活动"));
    }
    CHECK(chat.say(served.world.stranger, "abcdefg").says("指南"));
    CHECK(chat.say(served.world.stranger, std::string(20000, 'x')).says("太长"));
    CHECK(chat.say(served.world.stranger, "😀").says("指南"));
}

TEST_CASE("no reply is longer than WeChat shows") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    for (int i = 0; i < 30; ++i) {
        const std::string code = "QH-CG-1" + std::to_string(i);
        served.world.found(code, "城关镇名字特别特别长的一个村的联合团支部" + std::to_string(i), OrgKind::branch,
                           "QH-CG");
        if (i < 10) chat.say(who, invite_to(served, code));
    }
    for (const char* said : {"帮助", "指南", "记录", "1", "我的", "进度", "进度 城关镇", "取消", "什么", "关联"}) {
        const auto reply = chat.say(who, said);
        INFO(said << ": " << reply.content);
        CHECK(reply.content.size() < 2048);
        CHECK(reply.content.size() > 10);
    }
    CHECK(chat.say(served.world.cg_secretary, "我的").content.size() < 2048);
}

TEST_CASE("every sentence of the talks is in the templates") {
    const Phrases phrases(league::test::source_dir() + "/templates");
    CHECK_NOTHROW(phrases.check(talk::phrase_keys()));
}
