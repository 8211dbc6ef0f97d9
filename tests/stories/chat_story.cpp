#include <catch2/catch.hpp>

#include "tests/stories/support/stage.hpp"

using namespace league::test;
using Catch::Matchers::Contains;

namespace {

/// An unused invite into the branch that has no secretary.
std::string invite_into(Stage& stage, const std::string& branch) {
    return stage.ctl_json({"invite", "create", "--org", branch, "--role", "branch_secretary", "--name", "田晓燕"})
        .at("code")
        .get<std::string>();
}

nlohmann::json totals(Stage& stage, const std::string& token, const std::string& unit) {
    const auto answer = stage.ask("GET", "/api/v1/progress?unit=" + unit + "&period=" + stage.month(), token);
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return answer.json()["totals"];
}

}  // namespace

SCENARIO("a follower becomes a secretary, logs by chat and sees the figures move") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 2, .with_bot = false});
    const std::string branch = stage.free_branch();
    const std::string township = branch.substr(0, branch.rfind('-'));
    const std::string officer = stage.sign_in("demo-mp-QH");
    REQUIRE_FALSE(officer.empty());
    const auto before = totals(stage, officer, township);
    const std::string me = "tian-xiaoyan";

    GIVEN("somebody who follows the account and holds an invite") {
        stage.order("say", {{"account", "oa"}, {"openid", me}, {"type", "event"}, {"event", "subscribe"}});
        const std::string invite = invite_into(stage, branch);

        WHEN("she logs before she is bound") {
            THEN("she is told how to bind") {
                CHECK_THAT(stage.say(me, "记录"), Contains("邀请码"));
            }
        }
        WHEN("she types the invite, then answers the questions") {
            CHECK_THAT(stage.say(me, "绑定 " + invite), Contains("绑定成功"));
            CHECK_THAT(stage.say(me, "我的"), Contains("本月还没有记活动"));
            CHECK_THAT(stage.say(me, "记录"), Contains("【1/5】"));
            CHECK_THAT(stage.say(me, "主题团日"), Contains("【2/5】"));
            CHECK_THAT(stage.say(me, "后天"), !Contains("【3/5】"));
            CHECK_THAT(stage.say(me, "今天"), Contains("【3/5】"));
            CHECK_THAT(stage.say(me, "清扫村道"), Contains("【4/5】"));
            CHECK_THAT(stage.say(me, "应到20实到18"), Contains("【5/5】"));
            CHECK_THAT(stage.say(me, "大家清扫了两公里村道。"), Contains("记好了"));

            THEN("chat and interface show the same new figures") {
                const auto after = totals(stage, officer, township);
                CHECK(after["branches"] == before["branches"]);
                CHECK(after["active"].get<int>() == before["active"].get<int>() + 1);
                CHECK(after["activities"].get<int>() == before["activities"].get<int>() + 1);
                CHECK(after["present"].get<int>() == before["present"].get<int>() + 18);
                const std::string told = stage.say(me, "进度 城关镇");
                CHECK_THAT(told, Contains("已开展活动" + after["active"].dump() + "个"));
                const int share = after["active"].get<int>() * 100 / after["branches"].get<int>();
                CHECK_THAT(told, Contains("占" + std::to_string(share) + "%"));  // cut off, as in the column
                CHECK_THAT(told, Contains("活动" + after["activities"].dump() + "次"));
                CHECK_THAT(told, Contains("参加" + after["present"].dump() + "人次"));
                CHECK_THAT(stage.say(me, "我的"), Contains("清扫村道"));
            }
            THEN("withdrawing takes it back out") {
                CHECK_THAT(stage.say(me, "撤回"), Contains("已撤回"));
                CHECK(totals(stage, officer, township) == before);
            }
            THEN("the invite is used up") {
                CHECK_THAT(stage.say("somebody-else", "绑定 " + invite), !Contains("绑定成功"));
            }
            THEN("the records verify") {
                const Finished verified = stage.ctl({"verify"});
                INFO(verified.out);
                CHECK(verified.status == 0);
            }
        }
    }
}

SCENARIO("a log pasted in one message counts once, however often WeChat delivers it") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const std::string me = "demo-oa-QH-CG-02";
    const std::string officer = stage.sign_in("demo-mp-QH");
    const auto before = totals(stage, officer, "QH-CG");

    const std::string form =
        "类型：志愿服务\n名称：敬老院慰问\n时间：今天\n应到：12 实到：11\n内容：打扫房间，陪老人聊天。";
    nlohmann::json order = {{"account", "oa"}, {"openid", me}, {"type", "text"}, {"content", form}};
    const auto first = stage.order("say", order);
    CHECK_THAT(first["reply"].value("content", ""), Contains("记好了"));
    order["msg_id"] = first["msg_id"];
    order["created"] = first["created"];
    const auto again = stage.order("say", order);
    CHECK(again["reply"]["content"] == first["reply"]["content"]);
    stage.kill_server();
    stage.start_server();
    const auto after_restart = stage.order("say", order);
    CHECK(after_restart["reply"]["content"] == first["reply"]["content"]);

    const auto after = totals(stage, stage.sign_in("demo-mp-QH"), "QH-CG");
    CHECK(after["activities"].get<int>() == before["activities"].get<int>() + 1);
    CHECK(after["present"].get<int>() == before["present"].get<int>() + 11);
}
