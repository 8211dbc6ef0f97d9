#include "tests/chaos/world.hpp"

#include <map>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "tests/stories/support/wait.hpp"

namespace league::test {
namespace {

using nlohmann::json;

constexpr const char* kNotice = "LogDueNoticeOfTheMiniProgramForLeagueDesk01";
/// Below 500 free the office is told that its disk is nearly full.
constexpr int kDiskMegabytes = 800;
constexpr std::chrono::minutes kMorning(9 * 60 + 30);
/// So that a half month ends after five days, and the year after three weeks.
const Instant kBegin = instant_from_rfc3339("2026-12-10T09:30:00+08:00").value();

StageOptions office(World& world) {
    return {.settings = {{"rates.per_person_per_minute", "100000"},
                         {"rates.sign_in_per_address_per_minute", "100000"},
                         // Thousands of logs in a minute would have their words checked for minutes afterwards.
                         {"content.check", "false"},
                         {"reminders.enabled", "true"},
                         {"column.enabled", "true"},
                         {"sending.articles_per_day", "1000"},
                         {"database.backups", "\"backup\""},
                         {"database.backups_kept", "2"},
                         {"bot.claim_s", "10"},
                         {"bot.lease_s", "5"}},
            .branches_per_township = 8,
            .months = 1,
            .environment = world.read_only_disk.environment(world.time.environment()),
            .copies = World::kCopies,
            .prepare = [&](const std::string& folder) { world.disk.mount(folder + "/var", kDiskMegabytes); }};
}

}  // namespace

World::World() : time(kBegin), stage(office(*this)) {
    for (const json& person : stage.card().at("to_try")) {
        if (person["role"] != "branch_secretary" || person["logged_this_month"].get<bool>()) continue;
        stage.order("consent",
                    {{"account", "mp"}, {"openid", person["mp_openid"]}, {"template_id", kNotice}, {"count", 50}});
    }
}

World::~World() {
    for (std::size_t copy = 0; copy < kCopies; ++copy) {
        stage.kill_bot(copy);
        stage.kill_server(copy);
    }
}

void World::wait_until_ready() {
    const auto ready = [](const std::string& base) {
        const auto answer = http::HttpClient({.base_url = base}).get("/readyz");
        return answer && answer->status == 200;
    };
    wait_until(
        "all programs are ready",
        [&] {
            for (std::size_t copy = 0; copy < kCopies; ++copy) {
                if (!ready(stage.server_url(copy)) || stage.bot_metrics(copy).empty()) return false;
            }
            return ready(stage.server_url());
        },
        std::chrono::seconds(120));
}

void World::go_to_day(int later) {
    time.set(at_beijing(add_days(beijing_date(time.now()), later)) + kMorning);
}

void World::go_past_half_month() {
    time.set(at_beijing(add_days(HalfMonth::of(time.now()).last_day(), 1)) + kMorning);
}

World::Messages World::messages_to_secretaries() {
    // Of both accounts: a person is written to once a day, by one of them.
    std::map<std::pair<std::string, std::string>, int> by_day;
    Messages messages;
    const json seen = stage.see("inbox");
    for (const json& one : seen.at("inbox")) {
        const std::string openid = one.at("openid");
        const auto unit = openid.find("QH-");
        if (unit == std::string::npos) continue;
        ++messages.received;
        const Instant at = instant_from_rfc3339(one.at("at").get<std::string>()).value();
        if (++by_day[{openid.substr(unit), to_iso(beijing_date(at))}] > 1) ++messages.doubled;
    }
    return messages;
}

}  // namespace league::test
