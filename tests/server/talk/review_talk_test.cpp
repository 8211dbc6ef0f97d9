// 待审, 通过, 全部通过, 退回: a township reviews by answering with numbers.
#include <catch2/catch.hpp>

#include "lib/app/amend_activity.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

/// Two logs of QH-CG-01 that wait: 清扫村道 of 3 November, then 修路灯 of the 5th.
struct Waiting : ServedWorld {
    Waiting() : chat(*this) {
        chat.say(world.cg01_secretary, kForm);
        chat.say(world.cg01_secretary, "记录\n类型:志愿服务\n名称:修路灯\n时间:11月5日\n应到:20 实到:18\n内容:修好。");
    }
    const CastMember& township() { return world.cg_secretary; }
    Activity log(const std::string& title) {
        for (const ActivityRow& row : logs_of(*this, world.cg)) {
            if (row.activity.content.title == title) return row.activity;
        }
        throw std::runtime_error("no such log");
    }
    ActivityState state(const std::string& title) { return log(title).state; }
    void amend(const std::string& title, const std::string& new_title) {
        const Activity before = log(title);
        AmendActivity::Input input;
        input.id = before.id;
        input.base_revision = before.revision;
        input.content = before.content;
        input.content.title = new_title;
        AmendActivity(world.database(), world.digest()).run(world.actor(world.cg01_secretary), input);
    }

    Chat chat;
};

}  // namespace

TEST_CASE("strangers, branches, leaders and other townships review nothing by chat") {
    Waiting served;
    Chat& chat = served.chat;
    chat.say(served.township(), "待审");
    for (const char* said : {"待审", "通过 1", "全部通过", "确认通过", "退回 1 缺人数"}) {
        INFO(said);
        CHECK(chat.say(served.world.stranger, said).says("邀请码"));
        CHECK(chat.say(served.world.cg01_secretary, said).says("审核记录由乡镇团委办"));
        CHECK(chat.say(served.world.leader, said).says("审核记录由乡镇团委办"));
    }
    CHECK(chat.say(served.world.ls_secretary, "待审").says("现在没有等您审核的记录"));
    CHECK(chat.say(served.world.ls_secretary, "通过 1").says("没有这个编号"));
    CHECK(served.state("清扫村道") == ActivityState::submitted);
    CHECK(served.state("修路灯") == ActivityState::submitted);
}

TEST_CASE("a township accepts logs by the numbers of the list") {
    Waiting served;
    Chat& chat = served.chat;
    const auto list = chat.say(served.township(), "待审");
    CHECK(list.says("有2条记录等您审核"));
    CHECK(list.says("1. 11月3日 15:00 城关镇机关团支部 志愿服务“清扫村道”，应到20，实到18"));
    CHECK(list.says("2. 11月5日"));
    CHECK(chat.say(served.township(), "通过").says("请写上编号"));
    CHECK(chat.say(served.township(), "通过 九").says("没有这个编号：9"));
    const std::string id = Chat::next_id();
    const auto accepted = chat.say(served.township(), "通过2", id);
    CHECK(accepted.says("已通过1条"));
    CHECK(accepted.says("2. 修路灯"));
    CHECK(accepted.says("还有1条等您审核"));
    CHECK(chat.say(served.township(), "通过2", id).content == accepted.content);
    CHECK(served.state("修路灯") == ActivityState::accepted);
    CHECK(served.state("清扫村道") == ActivityState::submitted);
    const auto rest = chat.say(served.township(), "通过 1、2号");
    CHECK(rest.says("1. 清扫村道"));
    CHECK(rest.says("2号“修路灯”不用再办了：已经通过"));
    CHECK(served.state("清扫村道") == ActivityState::accepted);
    CHECK(chat.say(served.township(), "待审").says("现在没有等您审核的记录"));
}

TEST_CASE("a log is given back with the reason as it was typed") {
    Waiting served;
    Chat& chat = served.chat;
    chat.say(served.township(), "待审");
    CHECK(chat.say(served.township(), "退回").says("请写上编号和原因"));
    CHECK(chat.say(served.township(), "退回 1").says("请写明退回的原因，例如：退回 1 缺人数"));
    CHECK(served.state("清扫村道") == ActivityState::submitted);
    CHECK(chat.say(served.township(), "退回 1号，缺APP截图，请补").says("已退回，原因：缺APP截图，请补"));
    CHECK(served.log("清扫村道").return_reason == "缺APP截图，请补");
    CHECK(chat.say(served.world.cg01_secretary, "我的").says("被退回：缺APP截图，请补"));
    // What a colleague gave back is not accepted by a number that was shown before.
    CHECK(chat.say(served.township(), "通过 1").says("不用再办了：已经退回"));
    CHECK(served.state("清扫村道") == ActivityState::returned);
}

TEST_CASE("all are accepted only after a second message, and only those that were shown") {
    Waiting served;
    Chat& chat = served.chat;
    CHECK(chat.say(served.township(), "确认通过").says("编号已经过期"));
    CHECK(chat.say(served.township(), "确认通过").says("请先回复“全部通过”"));
    CHECK(chat.say(served.township(), "全部通过").says("这2条要全部通过吗"));
    CHECK(served.state("清扫村道") == ActivityState::submitted);
    chat.say(served.world.cg01_secretary, "记录\n类型:团课\n名称:后来的\n时间:11月6日\n应到:20 实到:18\n内容:学。");
    const auto done = chat.say(served.township(), "确认通过");
    CHECK(done.says("已通过2条"));
    CHECK(done.says("还有1条等您审核"));
    CHECK(served.state("后来的") == ActivityState::submitted);
    CHECK(chat.say(served.township(), "确认通过").says("请先回复“全部通过”"));
}

TEST_CASE("a log that was changed after the list is shown again and accepted only then") {
    Waiting served;
    Chat& chat = served.chat;
    chat.say(served.township(), "待审");
    served.amend("清扫村道", "清扫村道和水渠");
    const std::string id = Chat::next_id();
    const auto shown = chat.say(served.township(), "通过 1", id);
    CHECK(shown.says("1号刚才改过"));
    CHECK(shown.says("清扫村道和水渠"));
    CHECK(chat.say(served.township(), "通过 1", id).content == shown.content);
    CHECK(served.state("清扫村道和水渠") == ActivityState::submitted);
    CHECK(chat.say(served.township(), "通过 1").says("已通过1条"));
    CHECK(served.state("清扫村道和水渠") == ActivityState::accepted);
}

TEST_CASE("a log behind a number can be read in full before it is decided") {
    Waiting served;
    Chat& chat = served.chat;
    chat.say(served.township(), "待审");
    const auto detail = chat.say(served.township(), "待审 1");
    CHECK(detail.says("地点：东街"));
    CHECK(detail.says("清扫村道两公里"));
    CHECK(chat.say(served.township(), "待审 7").says("没有这个编号"));
}

TEST_CASE("numbers mean nothing after some hours and while Redis is away, and nothing is accepted by them") {
    Waiting served;
    Chat& chat = served.chat;
    chat.say(served.township(), "待审");
    served.redis.stop();
    const auto away = chat.say(served.township(), "通过 1");
    CHECK(away.says("清扫村道"));
    CHECK(away.says("暂时不能按编号审核"));
    CHECK(served.state("清扫村道") == ActivityState::submitted);
    served.redis.start();  // empty, as after six hours
    const std::string id = Chat::next_id();
    const auto gone = chat.say(served.township(), "通过 1", id);
    CHECK(gone.says("编号已经过期"));
    // WeChat repeats it when the answer was not heard: what it told is not what it acts by.
    CHECK(chat.say(served.township(), "通过 1", id).content == gone.content);
    CHECK(gone.says("1. 11月3日"));
    CHECK(served.state("清扫村道") == ActivityState::submitted);
    CHECK(chat.say(served.township(), "通过 1").says("已通过1条"));
}

TEST_CASE("whose role has ended after the list was shown decides nothing") {
    Waiting served;
    Chat& chat = served.chat;
    chat.say(served.township(), "待审");
    served.world.database().write([&](Transaction& tx) {
        for (const auto& held : RoleStore(tx).list_for_person(*served.township().person)) RoleWriter(tx).end(held.id);
    });
    CHECK_FALSE(chat.say(served.township(), "通过 1").says("已通过"));
    CHECK(served.state("清扫村道") == ActivityState::submitted);
}

TEST_CASE("a list of many logs fits one message") {
    Waiting served;
    Chat& chat = served.chat;
    for (int i = 0; i < 12; ++i) {
        chat.say(served.world.cg01_secretary,
                 "记录\n类型:志愿服务\n名称:一个名字特别特别长的活动名称要写满整整一行才算数" + std::to_string(i) +
                     "\n时间:11月6日\n应到:20 实到:18\n内容:好。");
    }
    const auto list = chat.say(served.township(), "待审");
    CHECK(list.says("有14条记录等您审核，先列最早的8条"));
    CHECK(list.content.size() < 2048);
    CHECK(chat.say(served.township(), "全部通过").content.size() < 2048);
    CHECK(chat.say(served.township(), "确认通过").content.size() < 2048);
}
