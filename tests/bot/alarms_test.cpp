#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/watch_alarms.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;

namespace {

constexpr const char* kPicture = "/cgi-bin/media/uploadimg";
constexpr std::uintmax_t kRoom = 10ull * 1024 * 1024 * 1024;

class Watched {
public:
    BotWorld bot;

    WatchAlarms::Output look(const Surroundings& around = {kRoom, std::nullopt}) {
        WatchAlarms watch(bot.world.database(), bot.world.seals(), bot.world.random(), AlarmConfig{}, {});
        return watch.run(around);
    }
    std::vector<Alarm> open() {
        return bot.world.database().read([](ReadTransaction& tx) { return AlarmStore(tx).open(); });
    }
    std::string words(const Alarm& alarm) { return explain_alarm(Phrases(bot.config().paths.templates), alarm.fact); }
    /// The account is held for an address that is not allowed.
    BulletinId hold() {
        bot.sim_post("/sim/faults", {{"path", "/cgi-bin/stable_token"}, {"errcode", 40164}, {"times", 1000}});
        bot.world.clock().set(BotWorld::at(16, 9));
        const BulletinId id = bot.publish(BotWorld::half("2026-11-H1"), Release::publish).bulletin.id;
        bot.pump(1);
        return id;
    }
};

}  // namespace

TEST_CASE("a held account is one alarm, told once to each officer, and ends with its cure") {
    Watched watched;
    watched.hold();
    const WatchAlarms::Output begun = watched.look();
    CHECK(begun.raised == 1);
    CHECK(begun.told == 1);
    for (int i = 0; i < 20; ++i) {
        watched.bot.pump(1, std::chrono::minutes(10));
        const WatchAlarms::Output later = watched.look();
        CHECK(later.raised + later.told == 0);
    }
    REQUIRE(watched.open().size() == 1);
    CHECK(watched.open()[0].fact.subject == "oa");
    CHECK(watched.words(watched.open()[0]).find("IP 不在公众号的白名单里") != std::string::npos);

    watched.bot.sim_post("/sim/faults", {{"path", "/cgi-bin/stable_token"}, {"errcode", 1}, {"times", 0}});
    watched.bot.pump(10, std::chrono::minutes(10));
    CHECK(watched.look().ended == 1);
    CHECK(watched.open().empty());
}

TEST_CASE("what lasts is told again after the days of the configuration") {
    Watched watched;
    watched.hold();
    CHECK(watched.look().told == 1);
    watched.bot.world.clock().advance(std::chrono::days(2));
    CHECK(watched.look().told == 0);
    watched.bot.world.clock().advance(std::chrono::days(1));
    CHECK(watched.look().told == 1);
    CHECK(watched.open().size() == 1);
}

TEST_CASE("the officer reads the alarm with its cure in the official account") {
    Watched watched;
    BotWorld& bot = watched.bot;
    bot.sim_post("/sim/faults", {{"path", kPicture}, {"errcode", 48001}, {"times", 1000}});
    bot.world.clock().set(BotWorld::at(16, 9));
    bot.speak(bot.world.officer);
    bot.publish(BotWorld::half("2026-11-H1"), Release::publish);
    bot.pump(1);
    CHECK(watched.look().told == 1);
    bot.pump(3);
    CHECK(bot.inbox_size() == 1);
    const std::string inbox = bot.sim_get("/sim/inbox").dump();
    CHECK(inbox.find("需要处理") != std::string::npos);
    CHECK(inbox.find("接口权限") != std::string::npos);
}

TEST_CASE("the bot looks for alarms by itself") {
    Watched watched;
    watched.hold();
    watched.bot.bot().run_due();
    const std::vector<Alarm> open = watched.open();
    CHECK(
        std::any_of(open.begin(), open.end(), [](const Alarm& alarm) { return alarm.fact.cause == AlarmCause::hold; }));
}

TEST_CASE("an alarm that ended before it could be told is not told") {
    Watched watched;
    watched.bot.speak(watched.bot.world.officer);
    CHECK(watched.look({1024, std::nullopt}).told == 1);
    CHECK(watched.look().ended == 1);
    watched.bot.pump(3);
    CHECK(watched.bot.inbox_size() == 0);
}

TEST_CASE("a column that stopped, messages that were lost, a full disk, an old backup and an unknown year are alarms") {
    Watched watched;
    BotWorld& bot = watched.bot;
    bot.sim_post("/sim/account", {{"account", "oa"}, {"can_publish", false}});
    bot.world.clock().set(BotWorld::at(16, 9));
    bot.publish(BotWorld::half("2026-11-H1"), Release::publish);
    bot.pump();
    bot.world.database().write([&](Transaction& tx) {
        OutboxWriter outbox(tx, bot.world.seals());
        OutboxDraft draft;
        draft.id = OutboxId(make_uuid_v7(bot.world.random(), tx.now()));
        draft.kind = "note";
        draft.dedupe_key = "lost";
        outbox.enqueue(draft);
        OutboxSettlement lost;
        lost.state = OutboxState::unknown;
        for (const OutboxRow& row : outbox.claim("x", 100, tx.now() + std::chrono::minutes(1))) {
            outbox.settle(row.id, "x", lost);
        }
    });
    const Instant now = bot.world.clock().now();
    CHECK(watched.look({1024 * 1024, now - std::chrono::days(9)}).raised == 4);
    std::string causes;
    for (const Alarm& alarm : watched.open()) {
        causes += std::string(to_string(alarm.fact.cause)) + " ";
        CHECK_FALSE(watched.words(alarm).empty());
    }
    CHECK(causes.find("column") != std::string::npos);
    CHECK(causes.find("unknown") != std::string::npos);
    CHECK(causes.find("disk") != std::string::npos);
    CHECK(causes.find("backup") != std::string::npos);
    bot.world.clock().advance(std::chrono::days(16));
    CHECK(watched.look({kRoom, std::nullopt}).raised == 1);  // December: 2027 is not in the calendar
    CHECK(watched.open().back().fact.subject == "2027");
}

TEST_CASE("records that were never backed up are an alarm after nine days, unless backups are not the bot's") {
    Watched watched;
    watched.bot.world.clock().advance(std::chrono::days(9));
    CHECK(watched.look({kRoom, std::nullopt, /*makes_backups=*/false}).raised == 0);
    CHECK(watched.look({kRoom, std::nullopt, /*makes_backups=*/true}).raised == 1);
    CHECK(watched.open().back().fact.cause == AlarmCause::backup);
}

TEST_CASE("only officers of the top of the tree read alarms") {
    Watched watched;
    watched.hold();
    watched.look();
    ListAlarms list(watched.bot.world.database());
    CHECK_THROWS_AS(list.run(watched.bot.world.actor(watched.bot.world.cg_secretary)), Problem);
    CHECK(list.run(watched.bot.world.actor(watched.bot.world.officer)).open.size() == 1);
}
