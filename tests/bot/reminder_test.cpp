#include <catch2/catch.hpp>

#include "lib/app/call_list.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/base/random.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

const Month kNovember = *Month::parse("2026-11");

PlanReminders::Output plan(BotWorld& bot) {
    PlanReminders remind(bot.world.database(), bot.world.seals(), bot.world.random(), {});
    return remind.run_month(bot.world.actor(bot.world.officer), "QH", kNovember);
}

std::string state_of(BotWorld& bot, const CastMember& member) {
    return std::string(to_string(bot.reminder_of(member).state));
}

std::vector<ListToPhone::Line> to_phone(BotWorld& bot) {
    return ListToPhone(bot.world.database(), bot.world.seals(), bot.world.random(), {})
        .run(bot.world.actor(bot.world.officer), {"QH", "2026-11", true, std::nullopt});
}

}  // namespace

TEST_CASE("only those who have not logged are reminded, once, however often it is planned") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.log("QH-CG-01", 3);
    const CastMember phone = bot.in_mini_program(bot.world.ls01_secretary, 2, 2);
    CHECK(plan(bot).planned == 1);
    bot.pump(3);
    CHECK(state_of(bot, bot.world.ls01_secretary) == "sent");
    CHECK(bot.inbox_size() == 1);
    CHECK(bot.consents_of(phone) == 1);

    const PlanReminders::Output again = plan(bot);
    CHECK(again.planned == 0);
    CHECK(again.known == 1);
    bot.pump(3);
    CHECK(bot.inbox_size() == 1);
}

TEST_CASE("one person with several branches gets one message") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.world.database().write([&](Transaction& tx) {
        RoleWriter(tx).grant(RoleGrantId(make_uuid_v7(bot.world.random(), tx.now())), *bot.world.ls01_secretary.person,
                             Role::branch_secretary, bot.world.ls02.id);
    });
    bot.log("QH-CG-01", 3);
    bot.in_mini_program(bot.world.ls01_secretary, 2, 2);
    CHECK(plan(bot).planned == 1);
    bot.pump(3);
    CHECK(bot.inbox_size() == 1);
    CHECK(bot.sim_get("/sim/inbox").dump().find("等2个单位") != std::string::npos);
}

TEST_CASE("two people planned for who turn out to be one get one message") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    bot.in_mini_program(world.cg01_secretary, 2, 2);
    bot.in_mini_program(world.ls01_secretary, 2, 2);
    CHECK(plan(bot).planned == 2);
    world.database().write([&](Transaction& tx) {
        const PersonId& keep = *world.cg01_secretary.person;
        const PersonId& merged = *world.ls01_secretary.person;
        RoleWriter(tx).move(merged, keep);
        IdentityWriter(tx, world.seals()).move(merged, keep);
        PersonWriter(tx, world.seals()).merge(merged, keep);
    });
    bot.pump(3);
    CHECK(bot.inbox_size() == 1);
}

TEST_CASE("a branch that logged between plan and send is not reminded") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.in_mini_program(bot.world.ls01_secretary, 1, 1);
    plan(bot);
    bot.log("QH-LS-01", 19);
    bot.pump(3);
    CHECK(state_of(bot, bot.world.ls01_secretary) == "cancelled");
    CHECK(bot.reminder_of(bot.world.ls01_secretary).outcome == "done meanwhile");
    CHECK(bot.inbox_size() == 0);
}

TEST_CASE("a notice that is refused because the consent is gone becomes a text in the open window") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 10));
    const CastMember phone = bot.in_mini_program(bot.world.ls01_secretary, 1, 0);
    bot.speak(bot.world.ls01_secretary);
    plan(bot);
    bot.pump(3);
    const OutboxRow row = bot.reminder_of(bot.world.ls01_secretary);
    CHECK(to_string(row.state) == "sent");
    CHECK(row.kind == kTellText);
    CHECK(bot.consents_of(phone) == 0);
    CHECK(bot.calls("/cgi-bin/message/subscribe/send") == 1);
    CHECK(bot.calls("/cgi-bin/message/custom/send") == 1);
}

TEST_CASE("whom no channel reaches stands on the list to phone, once") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.log("QH-CG-01", 3);
    CHECK(plan(bot).without_secretary == 2);  // CG-02 and LS-02
    bot.pump(3);
    CHECK(state_of(bot, bot.world.ls01_secretary) == "cancelled");
    CHECK(to_phone(bot).size() == 3);
    plan(bot);
    bot.pump(3);
    CHECK(to_phone(bot).size() == 3);

    const auto line = to_phone(bot).front();
    MarkPhoned(bot.world.database(), bot.world.seals())
        .run(bot.world.actor(bot.world.officer), {line.entry.id, "说好了下周开展"});
    CHECK(to_phone(bot).size() == 2);
}

TEST_CASE("the row keeps each channel that was passed over with its reason") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.in_mini_program(bot.world.ls01_secretary, 1, 0);  // WeChat knows of no consent
    plan(bot);
    bot.pump(3);
    const OutboxRow row = bot.reminder_of(bot.world.ls01_secretary);
    std::vector<std::string> reasons;
    for (const ChannelStep& step : trail_of(row.payload)) {
        reasons.push_back(step.channel + " " + step.account + " " + step.why);
    }
    CHECK(reasons == std::vector<std::string>{"notice mp refused.43101", "text oa window_closed"});
    const Phrases phrases(bot.config().paths.templates);
    CHECK(explain_trail(phrases, trail_of(row.payload)).size() == 2);
}

TEST_CASE("what somebody no longer is bound to is not used") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 10));
    const CastMember phone = bot.in_mini_program(world.ls01_secretary, 1, 1);
    plan(bot);
    bot.bot().pump_once();  // the channel is chosen
    world.database().write(
        [&](Transaction& tx) { IdentityWriter(tx, world.seals()).set_person(phone.identity, *world.officer.person); });
    bot.pump(3);
    CHECK(bot.inbox_size() == 0);
}

TEST_CASE("nothing is sent at night, nor on the Saturday after it") {
    BotWorld bot;
    bot.world.clock().set(BotWorld::at(20, 22));
    bot.in_mini_program(bot.world.ls01_secretary, 1, 1);
    plan(bot);
    bot.pump(3);
    CHECK(bot.inbox_size() == 0);
    CHECK(bot.reminder_of(bot.world.ls01_secretary).due_at == BotWorld::at(23, 8));
    bot.world.clock().set(BotWorld::at(21, 8));
    bot.pump(3);
    CHECK(bot.inbox_size() == 0);
    bot.world.clock().set(BotWorld::at(23, 8));
    bot.pump(3);
    CHECK(bot.inbox_size() == 1);
}

TEST_CASE("a notice whose answer was lost is not sent again, through no channel") {
    BotWorld bot;
    bot.sim_post("/sim/faults",
                 {{"path", "/cgi-bin/message/subscribe/send"}, {"hangup", true}, {"after_effect", true}, {"times", 1}});
    bot.world.clock().set(BotWorld::at(20, 10));
    bot.in_mini_program(bot.world.ls01_secretary, 3, 3);
    bot.speak(bot.world.ls01_secretary);
    plan(bot);
    bot.pump(20, std::chrono::seconds(120));
    bot.bot().run_due();
    plan(bot);
    bot.pump(20, std::chrono::seconds(120));
    CHECK(state_of(bot, bot.world.ls01_secretary) == "unknown");
    CHECK(bot.inbox_size() == 1);
    CHECK(bot.calls("/cgi-bin/message/custom/send") == 0);
}
