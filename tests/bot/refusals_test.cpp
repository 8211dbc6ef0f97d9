// What WeChat may refuse, one by one through the simulator: what becomes of the row and the column, what the officer
// reads, and how many calls it costs. docs/operations.md has the same as a table.
#include <catch2/catch.hpp>

#include "lib/app/manage_outbox.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/tell_trail.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

const HalfMonth kFirst = BotWorld::half("2026-11-H1");

constexpr const char* kToken = "/cgi-bin/stable_token";
constexpr const char* kPicture = "/cgi-bin/media/uploadimg";
constexpr const char* kDraftAdd = "/cgi-bin/draft/add";
constexpr const char* kSubmit = "/cgi-bin/freepublish/submit";
constexpr const char* kNotice = "/cgi-bin/message/subscribe/send";

void refuse_always(BotWorld& bot, const char* path, long long errcode) {
    bot.sim_post("/sim/faults", {{"path", path}, {"errcode", errcode}, {"times", 100000}});
}

void cure(BotWorld& bot, const char* path) {
    bot.sim_post("/sim/faults", {{"path", path}, {"errcode", 1}, {"times", 0}});
}

std::string words_of(BotWorld& bot, const std::string& errcode) {
    return explain_errcode(Phrases(bot.config().paths.templates), errcode);
}

PlanReminders::Output plan(BotWorld& bot) {
    PlanReminders remind(bot.world.database(), bot.world.seals(), bot.world.random(), {});
    return remind.run_month(bot.world.actor(bot.world.officer), "QH", *Month::parse("2026-11"));
}

}  // namespace

TEST_CASE("a refusal that an operator cures holds the column, costs few calls in six hours, and ends with its cure") {
    struct Row {
        const char* path;
        long long errcode;
        const char* step;  ///< kind of the row that meets it
    };
    const Row row = GENERATE(Row{kPicture, 40001, "column_chart"}, Row{kPicture, 42001, "column_chart"},
                             Row{kToken, 40164, "column_chart"}, Row{kToken, 89503, "column_chart"},
                             Row{kDraftAdd, 48001, "column_draft"}, Row{kPicture, 40013, "column_chart"});
    CAPTURE(row.errcode);
    BotWorld bot;
    refuse_always(bot, row.path, row.errcode);
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(72, std::chrono::minutes(5));

    const OutboxRow held = bot.rows(row.step).at(0);
    CHECK(to_string(held.state) == "due");
    CHECK(held.errcode == row.errcode);
    CHECK(held.outcome.starts_with("held"));
    CHECK(bot.bulletin(id).note == "cure." + std::to_string(row.errcode));
    CHECK(words_of(bot, std::to_string(row.errcode)).find("错误码") == std::string::npos);
    CHECK(bot.calls(row.path) <= 20);  // eight probes, each with a second try by a fresh token at most

    cure(bot, row.path);
    bot.pump(20, std::chrono::minutes(5));
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.bulletin(id).note == "");
    CHECK(bot.calls(kSubmit) == 1);
}

TEST_CASE("a used up quota of the day lets the column wait for the next one with one call") {
    const long long errcode = GENERATE(45009LL, 45028LL);
    CAPTURE(errcode);
    BotWorld bot;
    refuse_always(bot, kSubmit, errcode);
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(14, std::chrono::minutes(60));
    CHECK(bot.calls(kSubmit) == 1);
    CHECK(bot.bulletin(id).note == "cure." + std::to_string(errcode));
    CHECK(words_of(bot, std::to_string(errcode)).find("明天") != std::string::npos);
    cure(bot, kSubmit);
    bot.pump(24, std::chrono::minutes(5));
    CHECK(to_string(bot.bulletin(id).state) == "published");
}

TEST_CASE("too many calls a minute wait for the next minute") {
    BotWorld bot;
    bot.sim_post("/sim/faults", {{"path", kSubmit}, {"errcode", 45011}, {"times", 1}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(30);
    CHECK(to_string(bot.bulletin(id).state) == "published");
    CHECK(bot.calls(kSubmit) == 2);
}

TEST_CASE("what a person has to do at the draft stops there with one call") {
    const long long errcode = GENERATE(48001LL, 53503LL, 53504LL, 53505LL);
    CAPTURE(errcode);
    BotWorld bot;
    refuse_always(bot, kSubmit, errcode);
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(30, std::chrono::minutes(30));
    CHECK(to_string(bot.bulletin(id).state) == "stopped_at_draft");
    CHECK(bot.bulletin(id).note == "cure." + std::to_string(errcode));
    CHECK(words_of(bot, std::to_string(errcode)).find("草稿") != std::string::npos);
    CHECK(to_string(bot.rows("column_submit").at(0).state) == "refused");
    CHECK(bot.calls(kSubmit) == 1);
}

TEST_CASE("each failed end of a publication is told in its own words and not tried again") {
    const int status = GENERATE(2, 3, 4, 5, 6);
    CAPTURE(status);
    BotWorld bot;
    bot.sim_post("/sim/account", {{"account", "oa"}, {"publish_outcome", status}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(30);
    CHECK(to_string(bot.bulletin(id).state) == "refused");
    CHECK(bot.bulletin(id).note == "cure.publish_" + std::to_string(status));
    CHECK(explain_note(Phrases(bot.config().paths.templates), bot.bulletin(id).note) != "");
    CHECK(bot.calls(kSubmit) == 1);
}

TEST_CASE("a publication that WeChat never ends is an open question after an hour") {
    BotWorld bot;
    bot.sim_post("/sim/account", {{"account", "oa"}, {"publish_seconds", 1000000}, {"publish_polls", 1000000}});
    bot.world.clock().set(BotWorld::at(16, 9));
    const BulletinId id = bot.publish(kFirst, Release::publish).bulletin.id;
    bot.pump(80, std::chrono::minutes(1));
    CHECK(to_string(bot.bulletin(id).state) == "unknown");
    CHECK(bot.bulletin(id).note == "cure.publish_slow");
    CHECK(bot.calls(kSubmit) == 1);
}

TEST_CASE("a message that one person cannot get is told as his, not as the account's") {
    const long long errcode = GENERATE(43101LL, 47003LL, 45065LL);
    CAPTURE(errcode);
    BotWorld bot;
    refuse_always(bot, kNotice, errcode);
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.in_mini_program(bot.world.ls01_secretary, 2, 2);
    plan(bot);
    bot.pump(30, std::chrono::minutes(10));
    const OutboxRow row = bot.reminder_of(bot.world.ls01_secretary, 20);
    CHECK(to_string(row.state) == "cancelled");
    CHECK(row.outcome == "no channel");
    CHECK(row.errcode == errcode);
    const std::vector<ChannelStep> trail = trail_of(row.payload);
    REQUIRE_FALSE(trail.empty());
    CHECK(trail.at(0).why == "refused." + std::to_string(errcode));
    CHECK(bot.calls(kNotice) == 1);
    CHECK(bot.world.database().read([](ReadTransaction& tx) { return SendingStore(tx).holds(); }).empty());
}

TEST_CASE("silence after a notice is an open question and is not repeated") {
    BotWorld bot;
    bot.sim_post("/sim/faults", {{"path", kNotice}, {"hangup", true}, {"after_effect", true}, {"times", 1}});
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.in_mini_program(bot.world.ls01_secretary, 2, 2);
    plan(bot);
    bot.pump(30, std::chrono::minutes(10));
    CHECK(to_string(bot.reminder_of(bot.world.ls01_secretary, 20).state) == "unknown");
    CHECK(bot.calls(kNotice) == 1);
}
