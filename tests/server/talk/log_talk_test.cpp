// Logs in one message, pictures after a log, 撤回 and 我的.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/storage/outbox_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("a form pasted in one message is saved at once") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.cg01_secretary, kForm).says("记好了"));
    const auto logs = logs_of(served, served.world.cg);
    REQUIRE(logs.size() == 1);
    const ActivityContent& content = logs[0].activity.content;
    CHECK(content.org == served.world.cg01.id);
    CHECK(content.kind == "volunteering");
    CHECK(content.title == "清扫村道");
    CHECK(content.place == "东街");
    CHECK(to_rfc3339(content.started_at) == "2026-11-03T15:00:00+08:00");
    CHECK(content.expected == 20);
    CHECK(content.present == 18);
    CHECK(content.content == "清扫村道两公里。");
}

TEST_CASE("a form that lacks something names it and saves nothing") {
    ServedWorld served;
    Chat chat(served);
    const auto answer = chat.say(served.world.cg01_secretary, "类型:志愿服务\n名称:清扫村道\n时间:那天下午");
    CHECK(answer.says("缺少：人数"));
    CHECK(answer.says("没有看懂：时间"));
    CHECK(logs_of(served, served.world.cg).empty());
}

TEST_CASE("a form of a stranger is answered with how to bind") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.stranger, kForm).says("邀请码"));
    CHECK(logs_of(served, served.world.county).empty());
}

TEST_CASE("a form of a township secretary goes to the branch that it names") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.cg_secretary, kForm).says("哪个支部"));
    CHECK(chat.say(served.world.cg_secretary, "支部:城关镇东街团支部\n" + kForm).says("记好了"));
    CHECK(logs_of(served, served.world.cg02).size() == 1);
}

TEST_CASE("a form that is sent twice is saved twice, and the second answer says so") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    // Which log is the last one, the clock says.
    const auto send = [&](const std::string& form) {
        served.world.clock().advance(std::chrono::seconds(1));
        return chat.say(who, form);
    };
    CHECK_FALSE(send(kForm).says("同名"));
    CHECK_FALSE(send("类型:志愿服务\n名称:清扫村道\n时间:11月4日\n人数:20").says("同名"));
    const auto again = send(kForm);
    CHECK(again.says("记好了"));
    CHECK(again.says("同名的记录"));
    CHECK(chat.say(who, "撤回").says("11月3日 15:00 清扫村道"));
    CHECK(logs_of(served, served.world.cg01).size() == 3);
    // One that was withdrawn, returned or is another branch's is none.
    CHECK(send(kForm).says("同名的记录"));
    chat.say(who, "撤回");
    const auto logs = logs_of(served, served.world.cg01);
    const auto first = std::find_if(logs.begin(), logs.end(), [](const ActivityRow& row) {
        return row.activity.state == ActivityState::submitted && row.activity.content.place == "东街";
    });
    REQUIRE(first != logs.end());
    const auto returned =
        served.as(served.world.cg_secretary, "POST", "/api/v1/activities/" + first->activity.id.str() + "/review",
                  {{"verdict", "return"}, {"reason", "请补充"}});
    REQUIRE(returned.status < 300);
    CHECK_FALSE(send(kForm).says("同名"));
    CHECK_FALSE(chat.say(served.world.cg_secretary, "支部:城关镇东街团支部\n" + kForm).says("同名"));
}

TEST_CASE("a form of a day to come says which days can be logged") {
    ServedWorld served;
    Chat chat(served);
    const auto refused = chat.say(served.world.cg01_secretary, "类型:团课\n名称:学习\n时间:12月3日\n人数:20");
    CHECK(refused.says("没有看懂：时间"));
    CHECK(refused.says("已经办过的那一天"));
    CHECK_FALSE(chat.say(served.world.cg01_secretary, "类型:团课\n名称:学习\n时间:昨天\n人数:很多").says("已经办过"));
    const std::string tonight = "类型:团课\n名称:学习\n时间:今天晚上11点\n人数:20";
    CHECK(chat.say(served.world.cg01_secretary, tonight).says("还没到"));
    CHECK(logs_of(served, served.world.cg).empty());
}

TEST_CASE("a form with more present than due, or nobody, is not saved") {
    ServedWorld served;
    Chat chat(served);
    const auto nobody = chat.say(served.world.cg01_secretary, "类型:团课\n名称:学习\n时间:昨天\n应到:20\n实到:0");
    CHECK(nobody.says("实到0人"));
    CHECK(nobody.says("整段再发一次"));
    CHECK(chat.say(served.world.cg01_secretary, "类型:团课\n名称:学习\n时间:昨天\n应到:20\n实到:30").says("还多"));
    CHECK(logs_of(served, served.world.cg).empty());
}

TEST_CASE("a whole form in the middle of a dialog is a log of its own and ends the dialog") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "记录");
    CHECK(chat.say(who, kForm).says("记好了"));
    CHECK(chat.say(who, "今天").says("没有正在进行"));
    CHECK(logs_of(served, served.world.cg).size() == 1);
}

TEST_CASE("a form that is refused leaves an open dialog as it was") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    for (const char* words : {"记录", "志愿服务", "昨天", "清扫村道"}) chat.say(who, words);
    CHECK(chat.say(who, "类型:团课\n名称:学习\n时间:昨天\n应到:20\n实到:30").says("还没有保存"));
    CHECK(chat.say(who, "30 28").says("5/5"));
    CHECK(chat.say(who, "无").says("清扫村道"));
    CHECK(logs_of(served, served.world.cg01).size() == 1);
}

TEST_CASE("hostile text comes back as text") {
    ServedWorld served;
    Chat chat(served);
    const auto answer =
        chat.say(served.world.cg01_secretary,
                 "类型:团课\n名称:学习]]><MsgType>news</MsgType>{{title}}<![CDATA[会\n时间:昨天\n人数:9");
    CHECK(answer.type == "text");
    CHECK(answer.says("学习]]><MsgType>news</MsgType>{{title}}<![CDATA[会"));
}

TEST_CASE("what a branch wrote opens no link for its reviewer") {
    ServedWorld served;
    Chat chat(served);
    const std::string link = "a href=\"weixin://bizmsgmenu?msgmenucontent=通过 1&msgmenuid=1\">照片";
    CHECK(chat.say(served.world.cg01_secretary, kForm + "<" + link + "</a>").says("记好了"));
    chat.say(served.world.cg_secretary, "待审");
    const auto shown = chat.say(served.world.cg_secretary, "待审 1");
    CHECK(shown.says("＜" + link));
    CHECK_FALSE(shown.says("<a"));
}

TEST_CASE("撤回 shows the log that was taken back, once") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    CHECK(chat.say(who, "撤回").says("没有可以撤回"));
    chat.say(who, kForm);
    const std::string id = Chat::next_id();
    const auto first = chat.say(who, "撤回", id);
    CHECK(first.says("已撤回"));
    CHECK(first.says("清扫村道"));
    CHECK(chat.say(who, "撤回", id).content == first.content);
    CHECK(chat.say(who, "撤回。").says("已经撤回过"));
    CHECK(logs_of(served, served.world.cg)[0].activity.state == ActivityState::withdrawn);
    CHECK(chat.say(served.world.stranger, "撤回").says("邀请码"));
}

TEST_CASE("pictures within half an hour after a log are wished for, and no more than three") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    CHECK(chat.picture(who, "media-0").says("没有保存"));
    chat.say(who, kForm);
    const std::string id = Chat::next_id();
    const auto first = chat.picture(who, "media-1", id);
    CHECK(first.says("照片已收到"));
    CHECK(chat.picture(who, "media-1", id).content == first.content);
    served.world.clock().advance(std::chrono::minutes(29));
    CHECK(chat.picture(who, "media-2").says("照片已收到"));
    CHECK(chat.picture(who, "media-3").says("照片已收到"));
    CHECK(chat.picture(who, "media-4").says("够了"));
    served.world.clock().advance(std::chrono::minutes(2));
    CHECK(chat.picture(who, "media-5").says("没有保存"));
    CHECK(chat.picture(served.world.stranger, "media-6").says("邀请码"));
    const auto wishes = served.world.database().read([&](ReadTransaction& tx) {
        return tx.value<std::int64_t>("SELECT COUNT(*) FROM outbox WHERE kind = 'fetch_media'");
    });
    CHECK(wishes == 3);
}

TEST_CASE("我的 says whether this month's log is done and why one came back") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    CHECK(chat.say(who, "我的").says("还没有记活动"));
    chat.say(who, kForm);
    const auto done = chat.say(who, "我的");
    CHECK(done.says("本月已记1次"));
    CHECK(done.says("待审核"));
    const auto review =
        served.as(served.world.cg_secretary, "POST",
                  "/api/v1/activities/" + logs_of(served, served.world.cg)[0].activity.id.str() + "/review",
                  {{"verdict", "return"}, {"reason", "请补充地点"}});
    INFO(review.body);
    REQUIRE(review.status < 300);
    const auto returned = chat.say(who, "我的");
    CHECK(returned.says("还没有记活动"));
    CHECK(returned.says("请补充地点"));
    CHECK_FALSE(returned.says("另有"));
    for (const char* day : {"11月4日", "11月5日", "11月6日"}) {
        chat.say(who, std::string("类型:团课\n名称:学习\n人数:20\n时间:") + day);
    }
    CHECK(chat.say(who, "我的").says("另有1条较早的被退回"));
}

TEST_CASE("我的 shows a township secretary who has not logged") {
    ServedWorld served;
    Chat chat(served);
    chat.say(served.world.cg01_secretary, kForm);
    const auto mine = chat.say(served.world.cg_secretary, "我的");
    CHECK(mine.says("2个支部，1个已开展"));
    CHECK(mine.says("有1条等您审核"));
    CHECK(mine.says("城关镇东街团支部"));
    CHECK(chat.say(served.world.stranger, "我的").says("邀请码"));
}

TEST_CASE("secretaries are told in chat when a term ends soon or is over") {
    ServedWorld served;
    Chat chat(served);
    const auto term = [&](const char* began) {
        served.as(served.world.officer, "PUT", "/api/v1/organisations/QH-CG-01/term",
                  {{"began_on", began}, {"years", 2}, {"manner", "elected"}});
    };
    term("2024-10-01");
    CHECK(chat.say(served.world.cg01_secretary, "我的").says("本届任期已在2026-10-01届满"));
    CHECK(chat.say(served.world.cg_secretary, "我的").says("任期将满或已满的1个：城关镇机关团支部。"));
    term("2024-11-30");
    CHECK(chat.say(served.world.cg01_secretary, "我的").says("本届任期到2026-11-30届满"));
    CHECK_FALSE(chat.say(served.world.ls01_secretary, "我的").says("本届任期"));
    CHECK_FALSE(chat.say(served.world.ls_secretary, "我的").says("任期"));
}
