#include <catch2/catch.hpp>

#include "lib/app/call_list.hpp"
#include "lib/app/pause_reminders.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/storage/disclosure_store.hpp"
#include "lib/storage/person_store.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

Date november(unsigned day) {
    return {std::chrono::year(2026), std::chrono::month(11), std::chrono::day(day)};
}

PlanReminders::Output plan(BotWorld& bot) {
    PlanReminders remind(bot.world.database(), bot.world.seals(), bot.world.random(), {});
    return remind.run_month(bot.world.actor(bot.world.officer), "QH", *Month::parse("2026-11"));
}

PauseReminders::Input pause_of(BotWorld& bot, const std::string& unit, unsigned until) {
    PauseReminders::Input input;
    input.id = make_uuid_v7(bot.world.random(), bot.world.clock().now());
    input.unit = unit;
    input.until = november(until);
    input.reason = "正在防汛";
    return input;
}

std::string pause(BotWorld& bot, const CastMember& who, const PauseReminders::Input& input) {
    try {
        PauseReminders(bot.world.database(), bot.world.seals()).run(bot.world.actor(who), input);
        return "";
    } catch (const Problem& problem) {
        return problem.errors().empty() ? problem.key() : problem.errors().front().key;
    }
}

std::vector<ListToPhone::Line> to_phone(BotWorld& bot, const CastMember& who, const std::string& unit,
                                        const std::optional<std::string>& reveal = std::nullopt) {
    return ListToPhone(bot.world.database(), bot.world.seals(), bot.world.random(), {})
        .run(bot.world.actor(who), {unit, "2026-11", true, reveal});
}

void set_phone(BotWorld& bot, const CastMember& member, const std::string& phone) {
    bot.world.database().write([&](Transaction& tx) {
        PersonWriter(tx, bot.world.seals()).update_contact(*member.person, member.name, phone);
    });
}

}  // namespace

TEST_CASE("a township pauses its own branches and no others, up to a day and with a reason") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    CHECK(pause(bot, world.stranger, pause_of(bot, "QH-LS-01", 30)) == "not_bound");
    CHECK(pause(bot, world.ls01_secretary, pause_of(bot, "QH-LS-01", 30)) == "not_allowed");
    CHECK(pause(bot, world.cg_secretary, pause_of(bot, "QH-LS-01", 30)) == "not_allowed");
    CHECK(pause(bot, world.ls_secretary, pause_of(bot, "QH-LS", 19)) == "pause.until_out_of_range");
    PauseReminders::Input input = pause_of(bot, "QH-LS", 26);
    input.person = *world.cg01_secretary.person;
    CHECK(pause(bot, world.ls_secretary, input) == "pause.person_not_there");
    input = pause_of(bot, "QH-LS", 26);
    input.reason = " ";
    CHECK(pause(bot, world.ls_secretary, input) == "missing");
    input.reason = "正在防汛";
    CHECK(pause(bot, world.ls_secretary, input).empty());
    CHECK(pause(bot, world.ls_secretary, input).empty());  // a repeat
    input.reason = "换个说法";
    CHECK(pause(bot, world.ls_secretary, input) == "pause.other_under_id");
}

TEST_CASE("who is paused is neither planned for nor told, and hears again afterwards") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    bot.log("QH-CG-01", 3);
    bot.in_mini_program(world.ls01_secretary, 5, 5);
    PauseReminders::Input input = pause_of(bot, "QH-LS", 23);
    SECTION("the person") {
        input.person = *world.ls01_secretary.person;
    }
    SECTION("the township with all below it") {}
    SECTION("after it was planned") {
        CHECK(plan(bot).planned == 1);
    }
    CHECK(pause(bot, world.officer, input).empty());
    plan(bot);
    bot.pump(2);
    CHECK(bot.inbox_size() == 0);
    world.clock().set(BotWorld::at(24, 10));
    CHECK(plan(bot).planned == 1);
    bot.pump(2);
    CHECK(bot.inbox_size() == 1);
}

TEST_CASE("a pause that is taken back holds no longer") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    const PauseReminders::Input input = pause_of(bot, "QH-LS", 30);
    CHECK(pause(bot, world.officer, input).empty());
    ResumeReminders resume(world.database(), world.seals());
    CHECK_THROWS_AS(resume.run(world.actor(world.cg_secretary), input.id), Problem);
    ListPauses list(world.database(), world.seals());
    CHECK(list.run(world.actor(world.ls_secretary), "QH-LS").size() == 1);
    resume.run(world.actor(world.ls_secretary), input.id);
    resume.run(world.actor(world.ls_secretary), input.id);
    CHECK(list.run(world.actor(world.ls_secretary), "QH-LS").empty());
}

TEST_CASE("what was settled by phone is not reminded of any more, in that period") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    bot.log("QH-CG-01", 3);
    bot.in_mini_program(world.ls01_secretary, 5, 5);
    SettleByPhone settle(world.database(), world.seals(), world.random());
    CHECK_THROWS_AS(settle.run(world.actor(world.cg_secretary), {"QH-LS-01", "2026-11", ""}), Problem);
    CHECK_THROWS_AS(settle.run(world.actor(world.ls_secretary), {"QH-LS-01", "十一月", ""}), Problem);
    CHECK(plan(bot).planned == 1);
    settle.run(world.actor(world.ls_secretary), {"QH-LS-01", "2026-11", "月底前开展"});
    bot.pump(2);
    CHECK(bot.inbox_size() == 0);
    world.clock().set(BotWorld::at(27, 10));
    CHECK(plan(bot).planned == 0);
}

TEST_CASE("the list to phone says why each channel failed, and drops who has logged meanwhile") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    bot.log("QH-CG-01", 3);
    plan(bot);
    bot.pump(2);
    const auto lines = to_phone(bot, world.ls_secretary, "QH-LS");
    REQUIRE(lines.size() == 2);  // the secretary nobody reached, and the branch that has none
    const auto unreached =
        std::find_if(lines.begin(), lines.end(), [](const auto& line) { return !line.name.empty(); });
    REQUIRE(unreached != lines.end());
    CHECK(unreached->entry.trail.find("notice,mp,,not_bound") != std::string::npos);
    CHECK(unreached->entry.trail.find("window_closed") != std::string::npos);
    bot.log("QH-LS-01", 19);
    CHECK(to_phone(bot, world.ls_secretary, "QH-LS").size() == 1);
}

TEST_CASE("the list shows phone numbers whole to their own township, to others for a reason that is kept") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    bot.log("QH-CG-01", 3);
    set_phone(bot, world.ls01_secretary, "13800001234");
    plan(bot);
    bot.pump(2);
    const auto phone_in = [](const std::vector<ListToPhone::Line>& lines) {
        std::string phone;
        for (const auto& line : lines) phone += line.phone;
        return phone;
    };
    CHECK_THROWS_AS(to_phone(bot, world.ls01_secretary, "QH-LS"), Problem);
    CHECK_THROWS_AS(to_phone(bot, world.leader, "QH-CG"), Problem);
    CHECK(phone_in(to_phone(bot, world.ls_secretary, "QH-LS")) == "13800001234");
    CHECK(phone_in(to_phone(bot, world.officer, "QH")) == "138****1234");
    CHECK_THROWS_AS(to_phone(bot, world.officer, "QH", "要"), Problem);
    CHECK(phone_in(to_phone(bot, world.officer, "QH", "电话催报")) == "13800001234");
    const auto kept = world.database().read(
        [&](ReadTransaction& tx) { return DisclosureStore(tx, world.seals()).list(world.county.path, 10); });
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].reason == "电话催报");
    CHECK(kept[0].numbers == 1);
}
