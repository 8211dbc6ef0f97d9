// The bot is killed while WeChat is being asked for a token, or is taking a notice or a text to one person, before the
// call has its effect and after it, and started again: nobody is written to twice, and whoever may or may not have got
// his message is shown as unknown. LEAGUE_KILLS_EACH says how often each moment is tried.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "lib/domain/beijing_time.hpp"
#include "tests/stories/support/faked_time.hpp"
#include "tests/stories/support/kills.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

constexpr const char* kNotice = "LogDueNoticeOfTheMiniProgramForLeagueDesk01";
constexpr const char* kToken = "/cgi-bin/stable_token";
constexpr const char* kNoticeCall = "/cgi-bin/message/subscribe/send";
constexpr const char* kTextCall = "/cgi-bin/message/custom/send";
constexpr int kAnswerTakes = 6000;  // ms; the bot is killed within this time

/// On the first of a month nobody has logged.
const Instant kFirstOfMonth = instant_from_rfc3339("2026-12-01T00:05:00+08:00").value();

/// Branches whose secretaries are all to be reminded, every second by a notice, the others by a text.
std::vector<std::string> gather_people(Stage& stage, int branches_per_township) {
    std::vector<std::string> people;
    for (const char* town : {"CG", "LS", "QS", "BT", "SQ", "FL", "YL", "SH", "TY", "LQ", "DP", "JS"}) {
        for (int i = 1; i <= branches_per_township; ++i) {
            const std::string branch = std::string("QH-") + town + (i < 10 ? "-0" : "-") + std::to_string(i);
            if (branch == stage.free_branch()) continue;
            if (people.size() % 2 == 0) {
                const json consent = {
                    {"account", "mp"}, {"openid", "demo-mp-" + branch}, {"template_id", kNotice}, {"count", 1}};
                REQUIRE(stage.order("consent", consent).at("delivered") == 1);
            } else {
                stage.say("demo-oa-" + branch, "帮助");
            }
            people.push_back(branch);
        }
    }
    // Who spoke lately is written every few seconds, and at the end.
    REQUIRE(stage.server().terminate() == 0);
    stage.start_server();
    return people;
}

}  // namespace

SCENARIO("a bot that dies between the claim of a message and its end sends nobody a second one") {
    const int each = kills_each();
    // A kill of notices lets the texts before it pass and the other way round, and so does a token that was asked for
    // by somebody else.
    const int branches_per_township = 2 * each + 8;
    FakedTime time(kFirstOfMonth);
    Stage stage({.settings = {{"bot.claim_s", "10"}, {"bot.lease_s", "5"}, {"bot.senders", "1"}},
                 .branches_per_township = branches_per_township,
                 .months = 1,
                 .with_bot = false,
                 .environment = time.environment()});
    const std::vector<std::string> people = gather_people(stage, branches_per_township);
    const json planned = stage.ctl_json({"remind", "plan", "--month", "2026-12"});
    REQUIRE(planned.at("planned") == people.size());

    std::map<std::string, int> kills;
    int without_effect = 0;
    const auto kill_during = [&](const char* path, bool has_effect) {
        CAPTURE(path, has_effect, kills);
        json fault = {{"path", path}, {"delay_ms", kAnswerTakes}, {"times", 1}};
        if (!has_effect) fault["hangup"] = true;
        stage.order("faults", fault);
        stage.start_bot();
        wait_until("WeChat is answering", [&] { return stage.see("faults").at("faults").empty(); });
        // A token may be asked for by who fills in unionids: then no message was on its way.
        // Each kill before left one message claimed, or unknown once its claim had run out.
        const json now = stage.ctl_json({"outbox", "list", "--limit", "1"}).at("states");
        int left_before = 0;
        for (const auto& [call, count] : kills) left_before += count;
        const bool is_on_its_way = now.value("sending", 0) + now.value("unknown", 0) > left_before;
        stage.kill_bot();
        if (!is_on_its_way) return false;
        ++kills[path];
        if (!has_effect) ++without_effect;
        return true;
    };
    for (int round = 0; round < each; ++round) {
        for (const char* path : {kNoticeCall, kTextCall}) {
            for (const bool has_effect : {true, false}) REQUIRE(kill_during(path, has_effect));
        }
        do {
            stage.redis.flush();  // the token is asked for anew, between the claim and the call
        } while (!kill_during(kToken, /*has_effect=*/false));
    }
    stage.start_bot();
    const auto states = [&] { return stage.ctl_json({"outbox", "list", "--limit", "1"}).at("states"); };
    wait_until(
        "nothing in the outbox is due or on its way",
        [&] {
            const json now = states();
            return now.value("due", 0) == 0 && now.value("sending", 0) == 0;
        },
        std::chrono::seconds(120));

    std::map<std::string, int> received;
    const json inbox = stage.see("inbox").at("inbox");
    for (const json& one : inbox) {
        const std::string openid = one.at("openid");
        ++received[openid.substr(std::string("demo-oa-").size())];
    }
    for (const auto& [branch, count] : received) {
        CAPTURE(branch);
        CHECK(count == 1);
    }
    const json counts = states();
    const int killed = kills[kNoticeCall] + kills[kTextCall] + kills[kToken];
    CAPTURE(counts, kills, without_effect);
    CHECK(received.size() == people.size() - static_cast<std::size_t>(without_effect));
    CHECK(counts.value("unknown", 0) == killed);
    CHECK(counts.value("sent", 0) == static_cast<int>(people.size()) - killed);
}
