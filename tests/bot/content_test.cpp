// What others will read of a log is checked by the simulated WeChat: its censor frowns at 违规内容 (risky) and 疑似违规
// (review), and answers only about people who opened the mini program within two hours.
#include <catch2/catch.hpp>

#include "lib/app/amend_activity.hpp"
#include "lib/app/check_contents.hpp"
#include "lib/app/judge_content.hpp"
#include "lib/app/list_activities.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/app/verify.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "tests/bot/bot_world.hpp"
#include "tests/support/problem_of.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Censor {
    explicit Censor(std::function<void(Config&)> adjust = {}) : bot(std::move(adjust)) {
        bot.world.clock().set(BotWorld::at(12, 10));
        visitor = bot.in_mini_program(bot.world.cg01_secretary, 0, 0);
    }

    BotWorld bot;
    CastMember visitor;

    void visit() { bot.sim_post("/sim/login", {{"account", "mp"}, {"openid", visitor.openid.str()}}); }

    static ActivityContent words(const std::string& said) {
        ActivityContent content;
        content.org = OrgUnitId("QH-CG-01");
        content.kind = "theme_day";
        content.title = "学雷锋志愿服务";
        content.started_at = BotWorld::at(3, 8);
        content.place = "敬老院";
        content.expected = 20;
        content.present = 20;
        content.content = said;
        content.details = {{"theme", "学雷锋"}};
        return content;
    }
    ActivityId log(const std::string& said) {
        SubmitActivity::Input input;
        input.id = ActivityId(make_uuid_v7(bot.world.random(), bot.world.clock().now()));
        input.content = words(said);
        SubmitActivity(bot.world.database(), bot.world.seals()).run(bot.world.actor(bot.world.cg01_secretary), input);
        return input.id;
    }
    void amend(const ActivityId& id, int base, const std::string& said) {
        AmendActivity(bot.world.database(), bot.world.digest())
            .run(bot.world.actor(bot.world.cg01_secretary), {id, base, words(said)});
    }
    void work() {
        bot.bot().run_due();
        bot.pump(1);
    }
    ShowActivity::Output shown(const ActivityId& id, const CastMember& reader) {
        return ShowActivity(bot.world.database(), bot.world.seals()).run(bot.world.actor(reader), {id});
    }
    std::string state(const ActivityId& id) {
        const auto check = shown(id, bot.world.cg01_secretary).content_check;
        if (!check) return "none";
        std::string word(to_string(check->state));
        if (check->cause) word += " " + std::string(to_string(*check->cause));
        return word;
    }
    JudgeContent::Output judge(const CastMember& who, const ActivityId& id, ContentVerdict verdict,
                               const std::string& reason = "", int revision = 1) {
        return JudgeContent(bot.world.database(), bot.world.digest())
            .run(bot.world.actor(who), {id, revision, verdict, reason});
    }
    int asked() { return bot.calls("/wxa/msg_sec_check"); }
};

}  // namespace

TEST_CASE("harmless words pass, and the log was there before WeChat was asked") {
    Censor censor;
    censor.visit();
    const ActivityId id = censor.log("打扫卫生。");
    CHECK(censor.state(id) == "none");
    censor.work();
    CHECK(censor.state(id) == "passed");
    censor.work();
    CHECK(censor.asked() == 1);
    CHECK(verify_contents(censor.bot.world.database()).ok);
}

TEST_CASE("a log is checked also when it comes in the same instant as the last one, or by a clock that went back") {
    Censor censor;
    censor.visit();
    const ActivityId first = censor.log("打扫卫生。");
    censor.bot.bot().run_due();
    const ActivityId second = censor.log("打扫卫生。");
    censor.work();
    CHECK(censor.state(first) == "passed");
    CHECK(censor.state(second) == "passed");
    censor.bot.world.clock().advance(-std::chrono::minutes(3));
    const ActivityId third = censor.log("打扫卫生。");
    censor.work();
    censor.bot.world.clock().advance(std::chrono::minutes(10));
    censor.work();
    CHECK(censor.state(third) == "passed");
}

TEST_CASE("doubtful words are kept from a leader until an officer allows them, figures are not") {
    Censor censor;
    censor.visit();
    const World& world = censor.bot.world;
    const auto said = GENERATE(as<std::string>(), "疑似违规", "违规内容");
    const ActivityId id = censor.log(said);
    censor.work();
    CHECK(censor.state(id) == (said == "疑似违规" ? "review" : "risky"));

    const ShowActivity::Output seen = censor.shown(id, world.leader);
    CHECK(seen.is_withheld);
    CHECK(words_of(seen.row.activity.content).empty());
    CHECK(seen.row.activity.content.present == 20);
    ListActivities::Input listed;
    listed.unit = "QH-CG";
    ListActivities list(censor.bot.world.database());
    CHECK(words_of(list.run(censor.bot.world.actor(world.leader), listed).rows.at(0).activity.content).empty());
    for (const CastMember& reader : {world.cg01_secretary, world.cg_secretary, world.officer}) {
        CHECK(censor.shown(id, reader).row.activity.content.content == said);
    }

    CHECK(censor.judge(world.officer, id, ContentVerdict::allow).changed);
    CHECK(censor.shown(id, world.leader).row.activity.content.content == said);
}

TEST_CASE("only officers judge, what they read, for a reason; the author reads it") {
    Censor censor;
    censor.visit();
    const World& world = censor.bot.world;
    const ActivityId id = censor.log("违规内容");
    const auto refuse = [&](const CastMember& who, const std::string& reason, int revision = 1) {
        return problem_of([&] { censor.judge(who, id, ContentVerdict::refuse, reason, revision); });
    };
    CHECK(refuse(world.officer, "有广告") == "content.not_found");
    censor.work();
    CHECK(refuse(world.stranger, "有广告") == "not_bound");
    for (const CastMember& who : {world.cg01_secretary, world.cg_secretary, world.leader}) {
        CHECK(refuse(who, "有广告") == "not_allowed");
    }
    CHECK(refuse(world.officer, " ") == "reason:missing");
    CHECK(refuse(world.officer, "有广告", 2) == "activity.changed_meanwhile");

    CHECK(censor.judge(world.officer, id, ContentVerdict::refuse, "有广告").changed);
    CHECK_FALSE(censor.judge(world.officer, id, ContentVerdict::refuse, "有广告").changed);
    CHECK(censor.shown(id, world.cg01_secretary).content_check->reason == "有广告");
    CHECK(ListContentChecks(censor.bot.world.database()).run(censor.bot.world.actor(world.officer), {}).total == 0);
}

TEST_CASE("what waits is listed for officers alone, without withdrawn logs") {
    Censor censor;
    censor.visit();
    const World& world = censor.bot.world;
    const ActivityId kept = censor.log("违规内容");
    const ActivityId withdrawn = censor.log("疑似违规");
    censor.work();
    ListContentChecks list(censor.bot.world.database());
    CHECK(problem_of([&] { list.run(censor.bot.world.actor(world.cg_secretary), {}); }) == "not_allowed");
    CHECK(list.run(censor.bot.world.actor(world.officer), {}).total == 2);
    WithdrawActivity(censor.bot.world.database(), censor.bot.world.digest())
        .run(censor.bot.world.actor(world.cg01_secretary), {withdrawn});
    const ContentCheckPage page = list.run(censor.bot.world.actor(world.officer), {});
    REQUIRE(page.total == 1);
    CHECK(page.rows.at(0).check.activity == kept);
    CHECK(page.rows.at(0).check.label == 21000);
}

TEST_CASE("words worded anew are checked anew, and the same words are not") {
    Censor censor;
    censor.visit();
    const ActivityId id = censor.log("违规内容");
    censor.work();
    censor.amend(id, 1, "打扫卫生。");
    CHECK(censor.state(id) == "waiting");
    censor.work();
    CHECK(censor.state(id) == "passed");
    CHECK(censor.asked() == 2);

    ActivityContent later = Censor::words("打扫卫生。");
    later.present = 18;
    AmendActivity(censor.bot.world.database(), censor.bot.world.digest())
        .run(censor.bot.world.actor(censor.bot.world.cg01_secretary), {id, 2, later});
    censor.work();
    CHECK(censor.state(id) == "passed");
    CHECK(censor.asked() == 2);
}

TEST_CASE("a long log is asked about in pieces, and one bad piece is enough") {
    Censor censor([](Config& config) { config.wechat.limits.checked_text = 20; });
    censor.visit();
    const ActivityId id = censor.log("打扫卫生。打扫卫生。打扫卫生。\n\n违规内容\n\n打扫卫生。");
    censor.work();
    CHECK(censor.state(id) == "risky");
    CHECK(censor.asked() > 1);
}

TEST_CASE("a log of somebody whom WeChat does not know is not checked and says why") {
    Censor censor;
    const ActivityId without_visit = censor.log("打扫卫生。");
    censor.work();
    CHECK(censor.state(without_visit) == "not_checked refused");

    BotWorld& bot = censor.bot;
    SubmitActivity::Input input;
    input.id = ActivityId(make_uuid_v7(bot.world.random(), bot.world.clock().now()));
    input.content = Censor::words("打扫卫生。");
    SubmitActivity(bot.world.database(), bot.world.seals()).run(bot.world.actor(bot.world.cg_secretary), input);
    censor.work();
    CHECK(censor.state(input.id) == "not_checked no_identity");
    CHECK(censor.asked() == 1);
}

TEST_CASE("a missing right is asked about once for all logs, which stay unchecked until it is there") {
    Censor censor;
    censor.visit();
    censor.bot.sim_post("/sim/faults", {{"path", "/wxa/msg_sec_check"}, {"errcode", 48001}});
    const ActivityId first = censor.log("打扫卫生。");
    const ActivityId second = censor.log("扫地。");
    censor.work();
    CHECK(censor.asked() == 1);
    CHECK(censor.state(first) == "waiting");
    censor.bot.world.clock().advance(std::chrono::hours(3));
    censor.work();
    CHECK(censor.state(first) == "not_checked no_answer");
    CHECK(censor.state(second) == "not_checked no_answer");
    censor.visit();
    // The dead questions before it do not use up the probes.
    const ActivityId later = censor.log("擦窗。");
    censor.work();
    CHECK(censor.state(later) == "passed");
    CHECK(verify_contents(censor.bot.world.database()).ok);
}

TEST_CASE("a busy WeChat is asked again, and silence ends with the two hours") {
    Censor censor;
    censor.visit();
    const auto fault = [&](const Json& what) {
        Json order = what;
        order["path"] = "/wxa/msg_sec_check";
        censor.bot.sim_post("/sim/faults", order);
    };
    fault({{"errcode", -1}});
    const ActivityId busy = censor.log("扫地。");
    censor.work();
    CHECK(censor.state(busy) == "waiting");
    censor.bot.world.clock().advance(std::chrono::minutes(1));
    censor.work();
    CHECK(censor.state(busy) == "passed");

    fault({{"errcode", 45009}, {"times", 100}});
    const ActivityId silent = censor.log("擦窗。");
    censor.work();
    censor.bot.world.clock().advance(std::chrono::hours(3));
    censor.work();
    CHECK(censor.state(silent) == "not_checked no_answer");
    CHECK(verify_contents(censor.bot.world.database()).ok);
}

TEST_CASE("nothing is asked when it is switched off, or when there is an official account alone") {
    const bool off = GENERATE(true, false);
    Censor censor([off](Config& config) {
        if (off) {
            config.content.check = false;
        } else {
            config.accounts.pop_back();
        }
    });
    censor.visit();
    const ActivityId id = censor.log("违规内容");
    censor.work();
    CHECK(censor.state(id) == "none");
    CHECK(censor.asked() == 0);
}

TEST_CASE("words of a restricted kind are not shown to WeChat") {
    Censor censor;
    censor.visit();
    censor.bot.world.database().write([](Transaction& tx) {
        tx.run("UPDATE activity_kinds SET restricted = 1 WHERE code = $1", std::string("theme_day"));
        return 0;
    });
    const ActivityId id = censor.log("违规内容");
    censor.work();
    CHECK(censor.state(id) == "none");
    CHECK(censor.asked() == 0);
}
