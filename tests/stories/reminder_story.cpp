#include <catch2/catch.hpp>
#include <map>

#include "tests/stories/support/stage.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using Catch::Matchers::Contains;

namespace {

/// Template of the mini program's notice in config/league.toml.
constexpr const char* kNotice = "LogDueNoticeOfTheMiniProgramForLeagueDesk01";

std::map<std::string, int> messages_by_openid(Stage& stage) {
    std::map<std::string, int> count;
    const auto inbox = stage.see("inbox");
    for (const auto& one : inbox.at("inbox")) ++count[one["openid"].get<std::string>()];
    return count;
}

void wait_until_outbox_rests(Stage& stage) {
    wait_until("nothing in the outbox is due or on its way", [&] {
        const auto states = stage.ctl_json({"outbox", "list", "--limit", "1"}).at("states");
        return states.value("due", 0) == 0 && states.value("sending", 0) == 0;
    });
}

}  // namespace

SCENARIO("a reminder reaches once whoever has not logged, by the first channel that can") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1});
    // Secretaries of branches that nobody has logged for this month.
    std::vector<nlohmann::json> silent;
    for (const auto& person : stage.card().at("to_try")) {
        if (person["role"] == "branch_secretary" && !person["logged_this_month"].get<bool>()) silent.push_back(person);
    }
    REQUIRE(silent.size() >= 4);
    const auto oa = [&](std::size_t i) { return silent[i]["oa_openid"].get<std::string>(); };
    const auto mp = [&](std::size_t i) { return silent[i]["mp_openid"].get<std::string>(); };
    const auto agree = [&](const std::string& openid) {
        const auto answer =
            stage.order("consent", {{"account", "mp"}, {"openid", openid}, {"template_id", kNotice}, {"count", 2}});
        REQUIRE(answer["delivered"] == 2);
    };
    agree(mp(0));              // reached by a notice
    stage.say(oa(1), "帮助");  // reached by a customer-service message, spoke just now
    agree(mp(2));              // agreed, but logs before the reminder
    CHECK_THAT(stage.say(oa(2), "类型：团课\n名称：学习团章\n时间：今天\n应到：10 实到：10\n内容：学习。"),
               Contains("记好了"));
    // The fourth can be reached by nobody but the telephone.

    // Who spoke lately is written every few seconds, and at the end.
    CHECK(stage.server().terminate() == 0);
    stage.start_server();

    const auto planned = stage.ctl_json({"remind", "plan", "--month", stage.month()});
    CHECK(planned["planned"].get<int>() > 3);
    wait_until_outbox_rests(stage);

    const auto reached = messages_by_openid(stage);
    CHECK(reached == std::map<std::string, int>{{mp(0), 1}, {oa(1), 1}});
    const auto calls = stage.ctl_json({"call-list", "--period", stage.month()}).at("calls");
    const auto to_phone = [&](std::size_t i) {
        int count = 0;
        for (const auto& call : calls) count += call["unit"] == silent[i]["unit"] ? 1 : 0;
        return count;
    };
    CHECK(to_phone(0) == 0);
    CHECK(to_phone(1) == 0);
    CHECK(to_phone(2) == 0);
    CHECK(to_phone(3) == 1);

    const auto again = stage.ctl_json({"remind", "plan", "--month", stage.month()});
    CHECK(again["planned"] == 0);
    wait_until_outbox_rests(stage);
    CHECK(messages_by_openid(stage) == reached);
    CHECK(stage.ctl_json({"call-list", "--period", stage.month()}).at("calls").size() == calls.size());
}
