// The bot is killed while WeChat is answering one call after the other of an article, before the call had its effect
// and after it, and started again: one article comes out of each order, whatever the moment. LEAGUE_KILLS_EACH says how
// often each step is tried.
#include <catch2/catch.hpp>

#include "tests/stories/support/kills.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using nlohmann::json;

namespace {

std::string state_of(const Stage& stage, const std::string& period) {
    return stage.ctl_json({"column", "show", "--period", period}).at("state").get<std::string>();
}

}  // namespace

SCENARIO("a bot that dies during any call of an article publishes it once when it is back") {
    Stage stage({.settings = {{"bot.claim_s", "10"}, {"bot.lease_s", "5"}, {"sending.articles_per_day", "1000"}},
                 .branches_per_township = 8,
                 .months = 1});
    const std::string period = stage.finished_half_month();
    std::size_t ordered = 0;
    for (const char* path : {"/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material", "/cgi-bin/draft/add",
                             "/cgi-bin/freepublish/submit", "/cgi-bin/freepublish/get"}) {
        for (int round = 0; round < kills_each(); ++round) {
            const bool has_effect = round % 2 == 1;
            CAPTURE(path, round, has_effect);
            stall(stage, path, has_effect);
            const Finished order = stage.ctl(
                {"column", "publish", "--period", period, "--correction", "第" + std::to_string(ordered) + "次更正"});
            REQUIRE(order.status == 0);
            ++ordered;
            wait_until("WeChat is answering " + std::string(path), [&] { return is_stalled(stage); });
            stage.kill_bot();
            stage.start_bot();
            wait_until(
                "the issue is published", [&] { return state_of(stage, period) == "published"; },
                std::chrono::seconds(90));
            CHECK(stage.see("articles").at("articles").size() == ordered);
        }
    }
    const Finished verified = stage.ctl({"verify"});
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
}
