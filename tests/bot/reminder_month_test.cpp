// A month and a week of a county that configured nothing, hour by hour: what arrived at every person.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "lib/app/plan_reminders.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/place_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Message {
    std::string openid;
    Instant at;
    std::string words;
};

std::vector<Message> messages(BotWorld& bot) {
    std::vector<Message> all;
    const Json answer = bot.sim_get("/sim/inbox");
    for (const Json& one : answer.at("inbox")) {
        all.push_back({one.at("openid"), *instant_from_rfc3339(one.at("at").get<std::string>()), one.dump()});
    }
    return all;
}

std::vector<Message> messages_to(BotWorld& bot, const CastMember& member) {
    std::vector<Message> all = messages(bot);
    std::erase_if(all, [&](const Message& one) { return one.openid != member.openid.str(); });
    return all;
}

/// Hour by hour, as a bot that runs all the time.
void live_until(BotWorld& bot, Instant end) {
    while (bot.world.clock().now() < end) {
        bot.bot().run_due();
        bot.pump(1, std::chrono::seconds(0));
        bot.world.clock().advance(std::chrono::hours(1));
    }
}

Instant december(unsigned day, int hour = 0) {
    return at_beijing({std::chrono::year(2026), std::chrono::month(12), std::chrono::day(day)}, hour * 60);
}

/// The days on which something arrived, "11-20".
std::set<std::string> days_of(const std::vector<Message>& all) {
    std::set<std::string> days;
    for (const Message& one : all) days.insert(to_iso(beijing_date(one.at)).substr(5));
    return days;
}

void make_one_person(World& world, const CastMember& keep, const CastMember& merged) {
    world.database().write([&](Transaction& tx) {
        RoleWriter(tx).move(*merged.person, *keep.person);
        IdentityWriter(tx, world.seals()).move(*merged.person, *keep.person);
        PersonWriter(tx, world.seals()).merge(*merged.person, *keep.person);
    });
}

}  // namespace

TEST_CASE("in a month nobody hears of what is done, twice on a day, over the week's limit, at night or on a day off") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(10, 9));
    bot.bot().run_due();
    const CastMember silent = bot.in_mini_program(world.ls01_secretary, 20, 20);
    const CastMember busy = bot.in_mini_program(world.cg01_secretary, 20, 20);
    const CastMember township = bot.in_mini_program(world.ls_secretary, 20, 20);
    const CastMember leader = bot.in_mini_program(world.leader, 20, 20);
    const CastMember without = world.appoint("周无订", Role::branch_secretary, "QH-CG-02");
    bot.log("QH-CG-01", 9);
    live_until(bot, december(10));

    CHECK(messages_to(bot, busy).empty());
    CHECK(messages_to(bot, without).empty());
    // The 20th, before the end and on it; the one after it would be the third of that week.
    CHECK(days_of(messages_to(bot, silent)) == std::set<std::string>{"11-20", "11-27", "11-30"});
    // Reports of both half months; on December 1 and 2 the week is used up too.
    CHECK(days_of(messages_to(bot, township)) == std::set<std::string>{"11-13", "11-16", "11-27", "11-30"});
    CHECK(days_of(messages_to(bot, leader)) == std::set<std::string>{"12-07"});

    std::map<std::string, std::vector<Date>> days;
    for (const Message& one : messages(bot)) {
        const Date day = beijing_date(one.at);
        INFO(one.openid << " " << to_rfc3339(one.at));
        CHECK(WorkCalendar().is_worked(day));
        const int minute = beijing_minute_of_day(one.at);
        CHECK((minute >= 8 * 60 && minute < 21 * 60));
        for (const Date& other : days[one.openid]) CHECK(other != day);
        days[one.openid].push_back(day);
        const auto in_week = std::count_if(days[one.openid].begin(), days[one.openid].end(),
                                           [&](const Date& other) { return add_days(other, 7) > day; });
        CHECK(in_week <= 2);
    }
}

TEST_CASE("two people who are found to be one between two reminders are told once a day, with the duties of both") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 9));
    bot.bot().run_due();
    const CastMember first = bot.in_mini_program(world.cg01_secretary, 5, 5);
    const CastMember second = bot.in_mini_program(world.ls01_secretary, 5, 5);
    world.clock().set(BotWorld::at(20, 10));
    bot.bot().run_due();  // planned for both
    make_one_person(world, world.cg01_secretary, world.ls01_secretary);
    live_until(bot, BotWorld::at(21, 0));
    const std::vector<Message> all = messages(bot);
    REQUIRE(all.size() == 1);
    CHECK(all[0].words.find("等2个单位") != std::string::npos);
    live_until(bot, BotWorld::at(28, 0));
    CHECK(messages(bot).size() == 2);
    CHECK(messages_to(bot, first).size() + messages_to(bot, second).size() == 2);
}

TEST_CASE("a person with two roles gets one message with the duties of both") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(27, 9));
    bot.bot().run_due();
    world.database().write([&](Transaction& tx) {
        RoleWriter(tx).grant(RoleGrantId(make_uuid_v7(world.random(), tx.now())), *world.ls01_secretary.person,
                             Role::township_secretary, world.ls.id);
    });
    const CastMember phone = bot.in_mini_program(world.ls01_secretary, 5, 5);
    live_until(bot, BotWorld::at(28, 0));
    const std::vector<Message> all = messages_to(bot, phone);
    REQUIRE(all.size() == 1);
    CHECK(all[0].words.find("11月活动记录、11月下半月报") != std::string::npos);
}

TEST_CASE("what was put off past the end of the month speaks of a month that is over") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(30, 10));
    bot.log("QH-CG-01", 3);
    const CastMember phone = bot.in_mini_program(world.ls01_secretary, 5, 5);
    PlanReminders(world.database(), world.seals(), world.random(), {})
        .run(Actor::system(), {"QH", {{DutyKind::log, "2026-11"}}});
    world.clock().set(BotWorld::at(30, 22));
    bot.pump(1);
    CHECK(messages_to(bot, phone).empty());
    live_until(bot, december(1, 12));
    const std::vector<Message> all = messages_to(bot, phone);
    REQUIRE(all.size() == 1);
    CHECK(all[0].words.find("已经过期") != std::string::npos);
}

TEST_CASE("a branch that moved is asked about by the township that it stands below now") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(december(2, 9));
    world.database().write([&](Transaction& tx) {
        OrgWriter(tx).move(world.unit("QH-CG-02"), world.unit("QH-LS"));
        PlaceWriter(tx).move(world.unit("QH-CG-02").id, world.ls.id, *Month::parse("2026-12"));
    });
    const CastMember phone = bot.in_mini_program(world.ls_secretary, 5, 5);
    PlanReminders(world.database(), world.seals(), world.random(), {})
        .run(Actor::system(), {"QH", {{DutyKind::township, "2026-11"}}});
    bot.pump(2);
    const std::vector<Message> all = messages_to(bot, phone);
    REQUIRE(all.size() == 1);
    CHECK(all[0].words.find("3个支部11月没记录") != std::string::npos);
}

TEST_CASE("whoever died between claim and answer is not told again") {
    BotWorld bot;
    World& world = bot.world;
    world.clock().set(BotWorld::at(20, 9));
    bot.bot().run_due();
    const CastMember phone = bot.in_mini_program(world.ls01_secretary, 5, 5);
    world.clock().set(BotWorld::at(20, 10));
    bot.bot().run_due();
    while (bot.reminder_of(world.ls01_secretary).kind == kTell) bot.bot().pump_once();
    // A sender claims the row and is never heard of again.
    world.database().write([&](Transaction& tx) {
        OutboxWriter(tx, world.seals()).claim("gone", 10, tx.now() + std::chrono::seconds(60));
    });
    live_until(bot, BotWorld::at(21, 0));
    CHECK(to_string(bot.reminder_of(world.ls01_secretary).state) == "unknown");
    CHECK(messages_to(bot, phone).empty());
}
