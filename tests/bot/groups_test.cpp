// Robots of work groups: what they are told, once, by day, within WeCom's limits.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/group_news.hpp"
#include "lib/app/watch_alarms.hpp"
#include "tests/bot/bot_world.hpp"

using namespace league;
using namespace league::test;
using Catch::Matchers::Contains;

namespace {

RobotConfig robot(const char* name, const char* unit, std::vector<std::string> tells) {
    return {name, unit, std::move(tells), Secret("key-of-" + std::string(name))};
}

class Groups {
public:
    explicit Groups(std::vector<RobotConfig> robots)
        : bot([&](Config& config) {
              config.robots = robots;
              config.column.release = ColumnRelease::publish;
          }) {}

    BotWorld bot;

    int gather() {
        return GroupNews(bot.world.database(), bot.world.seals(), bot.world.random(), bot.config().robots).gather();
    }
    int remind(const std::vector<ReminderTopic>& topics) {
        return GroupNews(bot.world.database(), bot.world.seals(), bot.world.random(), bot.config().robots)
            .remind(topics);
    }
    std::vector<Json> heard(const std::string& name, const char* type = "text") {
        std::vector<Json> messages;
        const Json seen = bot.sim_get("/sim/robots").at("robots");
        for (const Json& one : seen) {
            if (one.at("key") == "key-of-" + name && one.at("message").at("msgtype") == type) {
                messages.push_back(one.at("message"));
            }
        }
        return messages;
    }
    std::vector<std::string> texts(const std::string& name) {
        std::vector<std::string> said;
        for (const Json& one : heard(name)) said.push_back(one.at("text").at("content"));
        return said;
    }
    /// The issue of the first half of November, published at nine in the morning of the 16th.
    void publish() {
        bot.log("QH-CG-01", 3);
        bot.world.clock().set(BotWorld::at(16, 9));
        bot.publish(BotWorld::half("2026-11-H1"), Release::publish);
        bot.pump(12);
    }
};

const std::vector<ReminderTopic> kLogs = {{DutyKind::log, "2026-11"}};

}  // namespace

TEST_CASE("a group hears of a new issue once, in words and then with a picture, with its own township's row") {
    Groups groups({robot("county", "", {"column"}), robot("cg", "QH-CG", {"column", "due"})});
    CHECK(groups.gather() == 0);
    groups.publish();
    CHECK(groups.gather() == 2);
    CHECK(groups.gather() == 0);
    groups.bot.pump(4);
    CHECK(groups.gather() == 0);
    REQUIRE(groups.texts("county").size() == 1);
    CHECK_THAT(groups.texts("county")[0], Contains("第1期") && Contains("http"));
    REQUIRE(groups.texts("cg").size() == 1);
    CHECK_THAT(groups.texts("cg")[0], Contains("城关镇：2个支部中1个本月有活动"));
    CHECK_THAT(groups.texts("county")[0], !Contains("城关镇：2个支部"));
    CHECK(groups.heard("county", "image").size() == 1);
    CHECK(groups.heard("cg", "image").size() == 1);
}

TEST_CASE("an issue of last week is no news to a robot that is new") {
    Groups groups({robot("county", "", {"column"})});
    groups.publish();
    groups.bot.world.clock().advance(std::chrono::days(4));
    CHECK(groups.gather() == 0);
}

TEST_CASE("a township's group reads which branches have not logged, the county's how many in each township") {
    Groups groups({robot("county", "", {"due"}), robot("cg", "QH-CG", {"due"}), robot("other", "", {"column"})});
    groups.bot.world.clock().set(BotWorld::at(20, 10));
    groups.bot.log("QH-CG-01", 3);
    CHECK(groups.remind(kLogs) == 2);
    CHECK(groups.remind(kLogs) == 0);
    groups.bot.pump(2);
    REQUIRE(groups.texts("cg").size() == 1);
    const std::string branch = groups.bot.world.cg02.short_name;
    CHECK_THAT(groups.texts("cg")[0], Contains("没有记录活动的支部有1个：" + branch) && Contains("请在11月30日前记录"));
    CHECK_THAT(groups.texts("cg")[0], !Contains(groups.bot.world.cg01.short_name));
    REQUIRE(groups.texts("county").size() == 1);
    CHECK_THAT(groups.texts("county")[0], Contains("有3个") && Contains("城关镇：1个") && Contains("柳树镇：2个"));
    CHECK_THAT(groups.texts("county")[0], !Contains(branch));
    CHECK(groups.texts("other").empty());
}

TEST_CASE("a group does not hear of what is done before its message leaves, nor at night, nor a day late") {
    Groups groups({robot("cg", "QH-CG", {"due"})});
    groups.bot.world.clock().set(BotWorld::at(20, 10));
    CHECK(groups.remind(kLogs) == 1);
    groups.bot.log("QH-CG-01", 3);
    groups.bot.log("QH-CG-02", 4);
    groups.bot.pump(2);
    CHECK(groups.texts("cg").empty());

    Groups night({robot("cg", "QH-CG", {"due"})});
    night.bot.world.clock().set(BotWorld::at(20, 22));
    CHECK(night.remind(kLogs) == 1);
    night.bot.pump(1);
    CHECK(night.texts("cg").empty());
    night.bot.world.clock().set(BotWorld::at(23, 9));  // the 21st and 22nd are a weekend
    night.bot.pump(1);
    CHECK(night.texts("cg").empty());
    CHECK(night.bot.rows("robot_text").at(0).outcome == "of another day");
}

TEST_CASE("a list of many names is shortened by whole names and says how many there are") {
    Groups groups({robot("cg", "QH-CG", {"due"})});
    for (int i = 10; i < 60; ++i) {
        groups.bot.world.found("QH-CG-" + std::to_string(i), "柳荫街第" + std::to_string(i) + "网格联合团支部",
                               OrgKind::branch, "QH-CG");
    }
    groups.bot.world.clock().set(BotWorld::at(20, 10));
    groups.remind(kLogs);
    groups.bot.pump(1);
    REQUIRE(groups.texts("cg").size() == 1);
    CHECK(groups.texts("cg")[0].size() < 2048);
    CHECK_THAT(groups.texts("cg")[0], Contains("等52个"));
}

TEST_CASE("two bots tell a group once, and it takes no more than twenty messages in a minute") {
    std::vector<RobotConfig> robots{robot("cg", "QH-CG", {"alarm"})};
    Groups groups(robots);
    groups.bot.world.clock().set(BotWorld::at(20, 10));
    groups.bot.world.database().write([&](Transaction& tx) {
        for (int i = 0; i < 25; ++i) {
            AlarmWriter(tx).raise("alarm-" + std::to_string(i),
                                  {AlarmCause::schedule, "column 2026-" + std::to_string(i), ""});
        }
    });
    const auto second = groups.bot.another_bot();
    CHECK(groups.gather() == 25);
    CHECK(groups.gather() == 0);
    for (int i = 0; i < 40; ++i) {
        groups.bot.bot().pump_once();
        second->pump_once();
    }
    CHECK(groups.texts("cg").size() == 20);
    groups.bot.world.clock().advance(std::chrono::seconds(61));
    groups.bot.pump(2);
    std::vector<std::string> said = groups.texts("cg");
    CHECK(said.size() == 25);
    std::sort(said.begin(), said.end());
    CHECK(std::unique(said.begin(), said.end()) == said.end());
}

TEST_CASE("a robot whose key is none is held, told as one alarm by its name, and speaks when the key is right") {
    Groups groups({robot("cg", "QH-CG", {"due"})});
    groups.bot.world.clock().set(BotWorld::at(20, 10));
    groups.bot.sim_post("/sim/faults", {{"path", "/cgi-bin/webhook/send"}, {"errcode", 93000}, {"times", 1}});
    groups.remind(kLogs);
    groups.bot.pump(1);
    CHECK(groups.texts("cg").empty());
    WatchAlarms watch(groups.bot.world.database(), groups.bot.world.seals(), groups.bot.world.random(), AlarmConfig{},
                      {});
    CHECK(watch.run({}).raised == 1);
    const auto open = groups.bot.world.database().read([](ReadTransaction& tx) { return AlarmStore(tx).open(); });
    REQUIRE(open.size() == 1);
    CHECK_THAT(explain_alarm(Phrases(groups.bot.config().paths.templates), open[0].fact),
               Contains("群机器人 cg") && Contains("密钥"));
    groups.bot.pump(3, std::chrono::minutes(10));
    CHECK(groups.texts("cg").size() == 1);
}
