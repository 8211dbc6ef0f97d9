#include "tests/year/year.hpp"

#include <catch2/catch.hpp>

#include "lib/base/clock.hpp"
#include "lib/platform/log.hpp"

namespace league::test::year {
namespace {

Config bot_config(const Config& served) {
    Config config = served;
    config.server.public_url = "https://league.example";
    config.bot.port = 0;
    config.column.release = ColumnRelease::publish;
    config.reminders.enabled = false;
    config.supervision.propose = false;  // the story asks for proposals itself
    return config;
}

}  // namespace

const std::vector<std::string> Year::kTownships = {"QH-BS", "QH-CG", "QH-FL", "QH-JS", "QH-LS"};

Year::Year() {
    log::set_up("year", "error", "text");  // a year of served requests is no reading
    at(day("2027-12-20"), "09:00");
    const std::map<std::string, std::string> further = {{"QH-FL", "枫林乡"}, {"QH-JS", "金沙镇"}, {"QH-BS", "白石镇"}};
    for (const auto& [code, name] : further) {
        world.found(code, name, OrgKind::township, "QH");
        world.found(code + "-01", name + "机关团支部", OrgKind::branch, code);
        world.found(code + "-02", name + "中心村团支部", OrgKind::branch, code);
        secretaries.emplace(code, world.appoint(name + "书记", Role::township_secretary, code));
    }
    secretaries.emplace("QH-CG", world.cg_secretary);
    secretaries.emplace("QH-LS", world.ls_secretary);
    secretaries.emplace("QH-CG-01", world.cg01_secretary);
    secretaries.emplace("QH-LS-01", world.ls01_secretary);
    bot_ = std::make_unique<BotApp>(bot_config(config()), world.clock(), world.random());
}

void Year::at(Day day, const std::string& time) {
    if (day / 7 != today_ / 7) forget_tokens();  // sessions end after a while
    today_ = day;
    const long long minutes = std::stoll(time.substr(0, 2)) * 60 + std::stoll(time.substr(3, 2));
    world.clock().set(from_millis((static_cast<long long>(day) * 24 * 60 - 8 * 60 + minutes) * 60'000));
}

void Year::let_bot_work() {
    for (const std::string& job : bot_->run_due()) {
        if (job.starts_with("column")) pump();
    }
}

void Year::pump() {
    for (int round = 0; round < 12; ++round) {
        while (bot_->pump_once().claimed > 0) {
        }
        world.clock().advance(std::chrono::seconds(11));
    }
}

json Year::done(const CastMember& who, const std::string& method, const std::string& path, const json& body) {
    const Served answer = as(who, method, path, body);
    INFO(iso(today_) << " " << method << " " << path << "\n" << body.dump() << "\n" << answer.body);
    REQUIRE(answer.status / 100 == 2);
    return answer.json();
}

Served Year::refused(const CastMember& who, const std::string& method, const std::string& path, const json& body,
                     int status) {
    const Served answer = as(who, method, path, body);
    INFO(iso(today_) << " " << method << " " << path << "\n" << body.dump() << "\n" << answer.body);
    REQUIRE(answer.status == status);
    return answer;
}

}  // namespace league::test::year
