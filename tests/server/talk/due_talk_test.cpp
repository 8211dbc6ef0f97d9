// 未记, 未报, 支部, and 我的 of those above the branches.
#include <catch2/catch.hpp>

#include "lib/domain/beijing_time.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("lists of what is open are no business of strangers and branches") {
    ServedWorld served;
    Chat chat(served);
    for (const char* said : {"未记", "未报", "未记 城关镇"}) {
        INFO(said);
        CHECK(chat.say(served.world.stranger, said).says("邀请码"));
        CHECK(chat.say(served.world.cg01_secretary, said).says("这份名单由乡镇团委和团县委查看"));
    }
}

TEST_CASE("a township reads which branches have no log, the county how many of each township") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    const auto own = chat.say(served.world.cg_secretary, "未记");
    CHECK(chat.say(served.world.cg_secretary, "逾期").content == own.content);
    CHECK(own.says("城关镇2026年11月还没有记活动的1个：城关镇东街团支部"));
    CHECK_FALSE(own.says("机关"));
    CHECK(chat.say(served.world.cg_secretary, "未记 柳树镇").says("没有找到这个乡镇。您能看的有：城关镇"));

    const auto county = chat.say(served.world.officer, "未记");
    CHECK(county.says("清河县2026年11月还没有记活动的支部有3个"));
    CHECK(county.says("· 柳树镇：2个（共2个）\n· 城关镇：1个（共2个）"));
    CHECK(chat.say(served.world.officer, "未记 城关").says("城关镇东街团支部"));
    CHECK(chat.say(served.world.officer, "未记柳树镇").says("柳树镇河湾村团支部"));
    CHECK(chat.say(served.world.leader, "未记").says("城关镇"));
    CHECK_FALSE(chat.say(served.world.leader, "未记").says("柳树镇"));
    CHECK(chat.say(served.world.leader, "未记 柳树镇").says("没有找到这个乡镇"));
}

TEST_CASE("a name that two townships share is asked back") {
    ServedWorld served;
    served.world.found("QH-LX", "柳溪镇", OrgKind::township, "QH");
    served.world.found("QH-LX2", "大柳溪乡", OrgKind::township, "QH");
    Chat chat(served);
    CHECK(chat.say(served.world.officer, "未记 柳溪").says("柳溪镇2026年11月"));
    const auto which = chat.say(served.world.officer, "未记 溪");
    CHECK(which.says("没有找到这个乡镇"));
    served.world.found("QH-XX", "小柳溪乡", OrgKind::township, "QH");
    CHECK(chat.say(served.world.officer, "未记 柳溪乡").says("柳溪镇2026年11月"));
}

TEST_CASE("the county reads which townships have not sent their half-month report") {
    ServedWorld served;
    served.world.clock().set(at_beijing(*date_from_iso("2026-11-17"), 600));
    Chat chat(served);
    CHECK(chat.say(served.world.officer, "未报")
              .says("2026年11月上半月半月报（11月15日前）已过期限，还没有报的2个：城关镇、柳树镇"));
    CHECK(chat.say(served.world.cg_secretary, "未报").says("2026年11月上半月半月报还没有报"));
    CHECK(chat.say(served.world.leader, "未报").says("还没有报的1个：城关镇"));
    chat.say(served.world.cg_secretary, "确认半月报");
    CHECK(chat.say(served.world.officer, "未报").says("还没有报的1个：柳树镇"));
    CHECK(chat.say(served.world.cg_secretary, "未报").says("现在没有欠报的半月报"));
}

TEST_CASE("officers and leaders read the figures of what is theirs") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    const auto county = chat.say(served.world.officer, "我的");
    CHECK(county.says("清河县：4个支部，1个已开展，共1次"));
    CHECK(county.says("还没有记的3个，最多的：柳树镇2个、城关镇1个"));
    const auto area = chat.say(served.world.leader, "我的");
    CHECK(area.says("城关镇：2个支部，1个已开展"));
    CHECK_FALSE(area.says("柳树镇"));
    CHECK(chat.say(served.world.cg_secretary, "我的").says("有1条等您审核，回复“待审”"));
}

TEST_CASE("a branch is read by name by those who may see its activities") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    CHECK(chat.say(served.world.stranger, "支部 机关").says("邀请码"));
    CHECK(chat.say(served.world.ls_secretary, "支部 城关镇机关团支部").says("没有找到这个支部"));
    CHECK(chat.say(served.world.ls01_secretary, "支部 城关镇机关团支部").says("没有找到这个支部"));
    for (const CastMember* who : {&served.world.cg_secretary, &served.world.leader, &served.world.officer}) {
        const auto told = chat.say(*who, "支部 城关镇机关");
        INFO(told.content);
        CHECK(told.says("城关镇机关团支部：本月已记1次，18人次"));
        CHECK(told.says("清扫村道（待审核）"));
        CHECK(told.says("最近一次应到20人，实到18人。清扫村道两公里。"));
        CHECK(told.says("5项条件达到"));
        CHECK(told.content.size() < 2048);
    }
    CHECK(chat.say(served.world.officer, "支部 机关").says("有几个支部名称相近：城关镇机关团支部、柳树镇机关团支部"));
    CHECK(chat.say(served.world.cg_secretary, "支部 东街").says("还没有记过活动"));
    CHECK(chat.say(served.world.cg01_secretary, "支部").says("城关镇机关团支部：本月已记1次"));
    CHECK(chat.say(served.world.officer, "支部").says("请写上支部名称"));
}

TEST_CASE("a pasted form that begins like a word of the chat is a form") {
    ServedWorld served;
    Chat chat(served);
    const std::string form = "类型:志愿服务\n名称:看望\n时间:11月3日\n应到:20 实到:18";
    CHECK(chat.say(served.world.cg01_secretary, "走访困难群众\n" + form).says("记好了"));
    CHECK(chat.say(served.world.cg01_secretary, "支部 机关\n" + form).says("记好了"));
    CHECK(logs_of(served, served.world.cg01).size() == 2);
}

TEST_CASE("a title that begins like a word of the chat stays a title") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "记录");
    chat.say(who, "志愿服务");
    chat.say(who, "昨天");
    CHECK(chat.say(who, "走访 困难群众").says("4/5"));
    CHECK(chat.say(who, "上一步").says("3/5"));
    CHECK(chat.say(who, "支部 大扫除").says("4/5"));
}
