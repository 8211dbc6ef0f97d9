// The bot is killed while WeChat is answering the calls of a mass send, before the call had its effect and after it,
// and started again: every follower gets one, whatever the moment. LEAGUE_KILLS_EACH says how often each call is tried.
#include <catch2/catch.hpp>

#include "tests/stories/support/kills.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using nlohmann::json;

SCENARIO("a bot that dies while a mass send is asked for sends it to every follower once") {
    Stage stage({.settings = {{"bot.claim_s", "10"},
                              {"bot.lease_s", "5"},
                              {"sending.mass_sends_per_day", "100"},
                              {"reminders.quiet_from", "\"00:00\""},
                              {"reminders.quiet_until", "\"00:00\""}},
                 .branches_per_township = 8,
                 .months = 1});
    stage.order("account", {{"account", "oa"}, {"mass_quota", 1000}});
    const std::string period = stage.finished_half_month();
    std::size_t ordered = 0;
    for (int round = 0; round < kills_each(); ++round) {
        const bool has_effect = round % 2 == 1;
        CAPTURE(round, has_effect);
        const json made = stage.ctl_json(
            {"column", "compose", "--period", period, "--correction", "第" + std::to_string(ordered) + "次更正"});
        const std::string id = made.at("id").get<std::string>();
        stall(stage, "/cgi-bin/message/mass/sendall", has_effect);
        REQUIRE(stage.ctl({"bulletin", "release", "--id", id, "--as", "mass_send"}).status == 0);
        ++ordered;
        wait_until("WeChat is answering", [&] { return is_stalled(stage); });
        stage.kill_bot();
        stage.start_bot();
        wait_until(
            "the issue is sent",
            [&] {
                return stage.ctl_json({"bulletin", "show", "--id", id}).at("state") == "sent";
            },
            std::chrono::seconds(150));
        CHECK(stage.see("sends").at("sends").size() == ordered);
    }
}
