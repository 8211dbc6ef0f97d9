// Standings that the bot keeps: every day at its time, and with each issue of the column.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/read_standing.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

StandingView standing(BotWorld& bot, const char* on) {
    return ReadStanding(bot.world.database()).run(Actor::system(), {"QH", date_from_iso(on)});
}

bool froze(BotWorld& bot, const char* day) {
    const auto ran = bot.bot().run_due();
    return std::find(ran.begin(), ran.end(), std::string("standing ") + day) != ran.end();
}

}  // namespace

TEST_CASE("the figures of a day are kept in the evening, once, whoever runs") {
    BotWorld bot;
    bot.open_campaign();
    auto other = bot.another_bot();
    bot.world.clock().set(BotWorld::at(10, 22, 59));
    CHECK_FALSE(froze(bot, "2026-11-10"));
    bot.world.clock().set(BotWorld::at(10, 23));
    CHECK(froze(bot, "2026-11-10"));
    CHECK_FALSE(froze(bot, "2026-11-10"));
    other->run_due();
    bot.world.clock().set(BotWorld::at(11, 8));
    bot.set_target(30, 1);
    const StandingView told = standing(bot, "2026-11-10");
    CHECK(told.basis == StandingBasis::frozen);
    CHECK(told.as_of == BotWorld::at(10, 23));
    CHECK(told.unit.figures.target == 20);
}

TEST_CASE("a day on which no bot ran stays missing and says so") {
    BotWorld bot;
    bot.open_campaign();
    bot.world.clock().set(BotWorld::at(10, 23));
    CHECK(froze(bot, "2026-11-10"));
    bot.world.clock().set(BotWorld::at(12, 23, 30));
    bot.restart();
    CHECK(froze(bot, "2026-11-12"));
    bot.world.clock().set(BotWorld::at(13, 9));
    CHECK(standing(bot, "2026-11-10").basis == StandingBasis::frozen);
    CHECK(standing(bot, "2026-11-11").basis == StandingBasis::recomputed);
    CHECK(standing(bot, "2026-11-12").basis == StandingBasis::frozen);
}

TEST_CASE("an issue of the column keeps the standing of its instant, which the day is told by from then on") {
    BotWorld bot;
    bot.open_campaign();
    bot.world.clock().set(BotWorld::at(16, 9));
    const StandingView published = standing(bot, "2026-11-16");
    const auto issue = bot.publish(BotWorld::half("2026-11-H1")).bulletin;
    bot.set_target(30, 1);
    bot.world.clock().set(BotWorld::at(16, 23));
    CHECK(froze(bot, "2026-11-16"));
    bot.world.clock().set(BotWorld::at(17, 9));
    const StandingView told = standing(bot, "2026-11-16");
    CHECK(told.basis == StandingBasis::frozen);
    CHECK(told.issue == issue.issue);
    CHECK(told.as_of == issue.snapshot.as_of);
    CHECK(told.unit == published.unit);
    CHECK(told.rows == published.rows);

    // A correction on a later day is told on that day and leaves this one.
    bot.publish(BotWorld::half("2026-11-H1"), {}, "活动数有误");
    bot.world.clock().set(BotWorld::at(18, 9));
    CHECK(standing(bot, "2026-11-16").issue == issue.issue);
    CHECK(standing(bot, "2026-11-17").issue == issue.issue + 1);
    CHECK(standing(bot, "2026-11-17").unit.figures.target == 30);
}
