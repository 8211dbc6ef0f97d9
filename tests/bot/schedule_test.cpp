#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/move_unit.hpp"
#include "lib/app/read_columns.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

using Names = std::vector<std::string>;

bool ran(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("a fresh installation makes up for nothing, then each job runs once a period") {
    BotWorld bot;
    CHECK_FALSE(ran(bot.bot().run_due(), "column 2026-10-H2"));
    bot.world.clock().set(BotWorld::at(16, 8, 59));
    CHECK_FALSE(ran(bot.bot().run_due(), "column 2026-11-H1"));
    bot.world.clock().set(BotWorld::at(16, 9));
    CHECK(ran(bot.bot().run_due(), "column 2026-11-H1"));
    CHECK_FALSE(ran(bot.bot().run_due(), "column 2026-11-H1"));
    CHECK(ReadColumns(bot.world.database()).all(Actor::system(), "").size() == 1);
}

TEST_CASE("work missed while the bot was down runs when it is back, with the period it belongs to") {
    BotWorld bot;
    bot.bot().run_due();
    bot.world.clock().set(BotWorld::at(18, 15));
    bot.restart();
    CHECK(ran(bot.bot().run_due(), "column 2026-11-H1"));
}

TEST_CASE("work that is too late is only reported") {
    BotWorld bot;
    bot.bot().run_due();
    bot.world.clock().set(BotWorld::at(28, 15));
    CHECK_FALSE(ran(bot.bot().run_due(), "column 2026-11-H1"));
    CHECK(ReadColumns(bot.world.database()).all(Actor::system(), "").empty());
}

TEST_CASE("two bots do scheduled work once, with Redis and without") {
    BotWorld bot;
    auto other = bot.another_bot();
    bot.bot().run_due();
    other->run_due();
    if (GENERATE(true, false)) bot.redis.stop();
    bot.world.clock().set(BotWorld::at(16, 9));
    bot.bot().run_due();
    other->run_due();
    CHECK(ReadColumns(bot.world.database()).all(Actor::system(), "").size() == 1);
    CHECK(bot.rows("column_chart").size() == 1);
}

TEST_CASE("a reminder is planned on the day that its rule names, and once on it") {
    BotWorld bot;
    bot.bot().run_due();
    bot.log("QH-CG-01", 3);
    bot.world.clock().set(BotWorld::at(20, 10));
    CHECK(ran(bot.bot().run_due(), "reminder 2026-11-20"));
    CHECK_FALSE(ran(bot.bot().run_due(), "reminder 2026-11-20"));
    CHECK(bot.rows("tell").size() == 1);
}

TEST_CASE("a move of the next month is carried out when that month begins, also on a bot's very first day") {
    BotWorld bot;
    World& world = bot.world;
    MoveUnit(world.database(), world.digest(), world.random())
        .run(Actor::system(), {"QH-CG-01", "QH-LS", *Month::parse("2026-12"), "区划调整", ""});
    world.clock().set(BotWorld::at(30, 23, 59));
    if (GENERATE(true, false)) bot.bot().run_due();
    CHECK(world.unit("QH-CG-01").path.str() == "QH/QH-CG/QH-CG-01");
    world.clock().set(BotWorld::at(30, 23, 59) + std::chrono::minutes(1));
    CHECK(ran(bot.bot().run_due(), "moves 2026-12"));
    CHECK(world.unit("QH-CG-01").path.str() == "QH/QH-LS/QH-CG-01");
    CHECK_FALSE(ran(bot.bot().run_due(), "moves 2026-12"));
}

TEST_CASE("a running bot answers on its health port and stops") {
    BotWorld bot;
    bot.bot().start();
    http::ClientOptions options;
    options.base_url = "http://127.0.0.1:" + std::to_string(bot.bot().port());
    http::HttpClient client(options);
    CHECK(client.get("/healthz", {})->status == 200);
    const auto metrics = client.get("/metrics", {});
    CHECK(metrics->body.find("league_outbox_rows{state=\"due\"} 0") != std::string::npos);
    bot.bot().stop();
}
