// wechat-sim: plays WeChat for the accounts of a configuration, with a page for people at "/".
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>

#include "lib/platform/clock_system.hpp"
#include "lib/platform/config.hpp"
#include "lib/platform/log.hpp"
#include "lib/platform/random.hpp"
#include "lib/platform/signals.hpp"
#include "tools/wechat_sim/wechat_sim.hpp"

namespace {

using namespace league;

/// What WeChat's console lets an office write before each value; the names are those of [[notice]] fields.
std::string label_of(const std::string& ours) {
    static const std::map<std::string, std::string> labels = {
        {"unit", "团支部"}, {"item", "待办事项"}, {"deadline", "截止时间"}, {"note", "备注"}};
    const auto found = labels.find(ours);
    return found == labels.end() ? ours : found->second;
}

/// The templates that the configuration says an account owns.
std::vector<sim::NoticeTemplate> templates_of(const Config& config, const std::string& account) {
    std::vector<sim::NoticeTemplate> templates;
    for (const NoticeConfig& notice : config.notices) {
        if (notice.account != account) continue;
        sim::NoticeTemplate one;
        one.id = notice.template_id;
        one.title = "活动登记提醒";
        for (const auto& [key, ours] : notice.fields) {
            one.fields.push_back(key);
            one.labels[key] = label_of(ours);
        }
        one.long_term = notice.long_term;
        templates.push_back(std::move(one));
    }
    return templates;
}

sim::SimOptions options_from(const Config& config) {
    sim::SimOptions options;
    options.host = config.simulator.host;
    options.port = config.simulator.port;
    options.pages_folder = config.simulator.pages;
    for (const WechatAccount& account : config.accounts) {
        sim::SimAccount played;
        played.account = account;
        played.callback_url = config.simulator.callback_base + "/wechat/" + account.name;
        const bool json = account.kind == AccountKind::mini_program && config.simulator.mini_program_format == "json";
        played.format = json ? sim::PushFormat::json : sim::PushFormat::xml;
        played.can_publish = config.simulator.can_publish;
        played.templates = templates_of(config, account.name);
        options.accounts.push_back(std::move(played));
    }
    return options;
}

int run(const std::string& file) {
    StopSignals signals;
    const Config config = load_config(file);
    log::set_up("wechat-sim", config.logs.level, config.logs.format);
    const SystemClock clock;
    SystemRandom random;
    sim::WechatSim wechat(options_from(config), clock, random);
    wechat.start();
    log::info("playing WeChat", {{"address", wechat.url()}, {"accounts", config.accounts.size()}});
    signals.wait();
    wechat.stop();
    log::info("stopped");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Plays WeChat for development, tests and demonstrations: interfaces, pushes, and a page at /.",
                 "wechat-sim");
    std::string file = "config/league.toml";
    app.add_option("--config", file, "Configuration file; its accounts are the ones played")->capture_default_str();
    app.set_version_flag("--version", std::string("wechat-sim ") + LEAGUE_VERSION);
    CLI11_PARSE(app, argc, argv);
    try {
        return run(file);
    } catch (const league::BadConfig& bad) {
        for (const std::string& line : bad.lines()) std::cerr << line << '\n';
        return 2;
    } catch (const league::Problem& problem) {
        std::cerr << "wechat-sim: " << problem.key() << ' ' << problem.details() << '\n';
        return 1;
    }
}
