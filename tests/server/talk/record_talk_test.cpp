// 记录: an activity in five answers.
#include <catch2/catch.hpp>
#include <future>

#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

TEST_CASE("five answers after 记录 save a log") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    CHECK(chat.say(who, "记录").says("1/5"));
    CHECK(chat.say(who, "15").says("志愿服务"));
    CHECK(chat.say(who, "昨天晚上7点半").says("11月9日 19:30"));
    CHECK(chat.say(who, "清扫村道").says("清扫村道"));
    CHECK(chat.say(who, "应到30人,实到28人").says("5/5"));
    CHECK(logs_of(served, served.world.cg).empty());
    const auto saved = chat.say(who, "清扫村道两公里。\n大家很有干劲。");
    CHECK(saved.says("记好了"));
    CHECK(saved.says("2026年11月"));

    const auto logs = logs_of(served, served.world.cg);
    REQUIRE(logs.size() == 1);
    const ActivityContent& content = logs[0].activity.content;
    CHECK(content.org == served.world.cg01.id);
    CHECK(content.kind == "volunteering");
    CHECK(content.title == "清扫村道");
    CHECK(to_rfc3339(content.started_at) == "2026-11-09T19:30:00+08:00");
    CHECK(content.expected == 30);
    CHECK(content.present == 28);
    CHECK(content.content == "清扫村道两公里。\n大家很有干劲。");
    CHECK(logs[0].activity.source == ActivitySource::chat);
    CHECK(logs[0].activity.logged_by == who.person);
}

TEST_CASE("a wrong answer is told with an example and asked again") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "记录");
    CHECK(chat.say(who, "99").says("没有认出活动类型"));
    CHECK(chat.say(who, "聚餐").says("没有认出活动类型"));
    CHECK(chat.say(who, "团课").says("2/5"));
    CHECK(chat.say(who, "那天").says("没有看出是哪一天"));
    CHECK(chat.say(who, "2月30日").says("没有这一天"));
    CHECK(chat.say(who, "明天").says("还没到"));
    CHECK(chat.say(who, "12月3日").says("去年12月3日"));
    CHECK(chat.say(who, "今天晚上11点").says("还没到"));
    CHECK(chat.say(who, "2025年3月1日").says("超过400天"));
    CHECK(chat.say(who, "３号").says("3/5"));
    std::string longest;
    for (int i = 0; i < 61; ++i) longest += "长";
    CHECK(chat.say(who, longest).says("60字以内"));
    CHECK(chat.say(who, "无").says("写一个活动名称"));
    CHECK(chat.say(who, "学习会").says("4/5"));
    CHECK(chat.say(who, "很多人").says("没有看出人数"));
    CHECK(chat.say(who, "应到20实到30").says("还多"));
    for (const char* nobody : {"0", "0 0", "应到20实到0"}) CHECK(chat.say(who, nobody).says("实到0人"));
    CHECK(chat.say(who, "20").says("5/5"));
    CHECK(chat.say(who, "无").says("记好了"));
    const auto logs = logs_of(served, served.world.cg);
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].activity.content.content.empty());
    CHECK(to_iso(beijing_date(logs[0].activity.content.started_at)) == "2026-11-03");
}

TEST_CASE("who sends due and present one after the other is understood, and a number is no description") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    for (const char* words : {"记录", "15", "昨天", "清扫村道", "30"}) chat.say(who, words);
    CHECK(chat.say(who, "40").says("实到40人比应到30人还多"));
    CHECK(chat.say(who, "30").says("应到30人，实到30人"));
    CHECK(chat.say(who, "0").says("实到0人"));
    CHECK(chat.say(who, "30").says("应到30人，实到30人"));
    CHECK(chat.say(who, "实到28人").says("应到30人，实到28人"));
    CHECK(logs_of(served, served.world.cg).empty());
    CHECK(chat.say(who, "扫了2公里").says("记好了"));
    const auto logs = logs_of(served, served.world.cg);
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].activity.content.expected == 30);
    CHECK(logs[0].activity.content.present == 28);
    CHECK(logs[0].activity.content.content == "扫了2公里");
}

TEST_CASE("a day of another year is shown with its year") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    for (const char* words : {"记录", "团课"}) chat.say(who, words);
    CHECK(chat.say(who, "去年12月3日").says("2025-12-03"));
    for (const char* words : {"学习会", "12 10"}) chat.say(who, words);
    CHECK(chat.say(who, "无").says("2025-12-03 团课"));
    CHECK(chat.say(served.world.cg_secretary, "待审").says("2025-12-03"));
}

TEST_CASE("取消 leaves the dialog and saves nothing") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    CHECK(chat.say(who, "取消").says("不记了"));
    CHECK_FALSE(chat.say(who, "清扫村道两公里").says("记好了"));
    CHECK(chat.say(who, "取消").says("没有正在进行"));
    CHECK(logs_of(served, served.world.cg).empty());
}

TEST_CASE("上一步 goes back to the question before") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    CHECK(chat.say(who, "上一步").says("4/5"));
    CHECK(chat.say(who, "上一步").says("3/5"));
    chat.say(who, "修路灯");
    chat.say(who, "12");
    chat.say(who, "无");
    const auto logs = logs_of(served, served.world.cg);
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].activity.content.title == "修路灯");
    CHECK(logs[0].activity.content.present == 12);
}

TEST_CASE("a repeated answer in the middle gets the same reply and moves nothing on") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "记录");
    const std::string id = Chat::next_id();
    const auto first = chat.say(who, "团课", id);
    const auto second = chat.say(who, "团课", id);
    CHECK(first.content == second.content);
    CHECK(chat.say(who, "今天").says("3/5"));
}

TEST_CASE("a repeat that comes after the next answer gets its own reply and moves nothing on") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    const std::string start = Chat::next_id();
    const std::string kind = Chat::next_id();
    const std::string asked = chat.say(who, "记录", start).content;
    const std::string next = chat.say(who, "3", kind).content;
    CHECK(chat.say(who, "今天").says("3/5"));
    CHECK(chat.say(who, "3", kind).content == next);
    CHECK(chat.say(who, "记录", start).content == asked);
    CHECK(chat.say(who, "学雷锋").says("4/5"));
}

TEST_CASE("a repeated last answer saves one log and gets the same reply") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    const std::string id = Chat::next_id();
    const auto first = chat.say(who, "很好", id);
    CHECK(first.says("记好了"));
    CHECK(chat.say(who, "很好", id).content == first.content);
    served.redis.flush();
    CHECK(chat.say(who, "很好", id).content == first.content);
    served.restart();
    CHECK(chat.say(who, "很好", id).content == first.content);
    CHECK(logs_of(served, served.world.cg).size() == 1);
}

TEST_CASE("two last answers at the same moment make one log") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    auto one = std::async(std::launch::async, [&] { return chat.say(who, "第一段"); });
    auto other = std::async(std::launch::async, [&] { return chat.say(who, "第二段"); });
    const int saved = (one.get().says("记好了") ? 1 : 0) + (other.get().says("记好了") ? 1 : 0);
    CHECK(saved == 1);
    CHECK(logs_of(served, served.world.cg).size() == 1);
}

TEST_CASE("when the dialog is lost the person is told so and nothing is saved") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    served.redis.flush();
    CHECK(chat.say(who, "30 28").says("没有正在进行的记录"));
    CHECK(chat.say(who, "今天").says("没有正在进行的记录"));
    CHECK(chat.say(who, "12月3日").says("没有正在进行的记录"));
    CHECK(chat.say(who, "清扫了村道,大家很有干劲").says("重新开始"));
    CHECK(logs_of(served, served.world.cg).empty());
    answer_four(chat, who);
    CHECK(chat.say(who, "无").says("记好了"));
}

TEST_CASE("记录 in an open dialog begins anew") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    CHECK(chat.say(who, "记录").says("1/5"));
    CHECK(logs_of(served, served.world.cg).empty());
}

TEST_CASE("other words are answered in the middle of a dialog, which stays open") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    answer_four(chat, who);
    CHECK(chat.say(who, "进度").says("清河县"));
    CHECK(chat.say(who, "撤回").says("还没有保存"));
    CHECK(chat.picture(who, "media-1").says("保存以后"));
    CHECK(chat.say(who, "无").says("记好了"));
}

TEST_CASE("a title may begin with a word that starts a talk") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    chat.say(who, "记录");
    chat.say(who, "团课");
    chat.say(who, "今天");
    CHECK(chat.say(who, "进度推进会").says("4/5"));
}

TEST_CASE("a secretary of two branches is asked first which one") {
    ServedWorld served;
    const CastMember& who = served.world.cg01_secretary;
    const auto code = served
                          .as(served.world.cg_secretary, "POST", "/api/v1/invites",
                              {{"role", "branch_secretary"}, {"org_id", "QH-CG-02"}})
                          .json()
                          .at("code")
                          .get<std::string>();
    Chat chat(served);
    CHECK(chat.say(who, "绑定 " + code).says("东街"));
    CHECK(chat.say(who, "记录").says("1 城关镇机关团支部\n2 城关镇东街团支部"));
    CHECK(chat.say(who, "7").says("没有认出"));
    CHECK(chat.say(who, "东街").says("1/5"));
    chat.say(who, "团课");
    chat.say(who, "今天");
    chat.say(who, "学习会");
    chat.say(who, "20");
    CHECK(chat.say(who, "无").says("东街"));
    CHECK(logs_of(served, served.world.cg02).size() == 1);
}

TEST_CASE("a township secretary logs for a branch that he names") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg_secretary;
    CHECK(chat.say(who, "记录").says("哪个支部"));
    CHECK(chat.say(who, "河湾村").says("没有找到"));  // of another township
    CHECK(chat.say(who, "东街").says("1/5"));
    chat.say(who, "团课");
    chat.say(who, "今天");
    chat.say(who, "学习会");
    chat.say(who, "20");
    CHECK(chat.say(who, "无").says("记好了"));
    CHECK(logs_of(served, served.world.cg02).size() == 1);
}

TEST_CASE("who is secretary of a township and of a branch logs for the branch that is named") {
    ServedWorld served;
    const CastMember& who = served.world.cg_secretary;
    const auto code =
        served
            .as(served.world.officer, "POST", "/api/v1/invites", {{"role", "branch_secretary"}, {"org_id", "QH-CG-01"}})
            .json()
            .at("code")
            .get<std::string>();
    Chat chat(served);
    CHECK(chat.say(who, "绑定 " + code).says("机关"));
    const auto asked = chat.say(who, "记录");
    CHECK(asked.says("1 城关镇机关团支部"));
    CHECK(asked.says("别的支部"));
    CHECK(chat.say(who, "东街").says("【1/5】城关镇东街团支部"));
    chat.say(who, "取消");
    CHECK(chat.say(who, "支部:城关镇东街团支部\n" + kForm).says("城关镇东街团支部"));
    CHECK(chat.say(who, kForm).says("城关镇机关团支部"));
    CHECK(chat.say(who, "类型:志愿服务\n名称:与城关镇东街团支部联合清扫\n时间:昨天\n人数:20").says("机关团支部"));
    CHECK(logs_of(served, served.world.cg01).size() == 2);
    CHECK(logs_of(served, served.world.cg02).size() == 1);
}

TEST_CASE("a stranger who says 记录 is told how to bind") {
    ServedWorld served;
    Chat chat(served);
    CHECK(chat.say(served.world.stranger, "记录").says("邀请码"));
    CHECK(chat.say(served.world.leader, "记录").says("没有可以记活动的支部"));
}

TEST_CASE("figures move with a log by chat and move back when it is withdrawn") {
    ServedWorld served;
    Chat chat(served);
    const CastMember& who = served.world.cg01_secretary;
    CHECK(chat.say(served.world.stranger, "进度 城关镇").says("已开展活动0个"));
    answer_four(chat, who);
    CHECK(chat.say(who, "无").says("记好了"));
    const auto figures = chat.say(served.world.stranger, "进度 城关镇");
    CHECK(figures.says("已开展活动1个"));
    CHECK(figures.says("参加28人次"));
    CHECK(chat.say(who, "撤回").says("已撤回"));
    CHECK(chat.say(served.world.stranger, "进度 城关镇").says("已开展活动0个"));
}
