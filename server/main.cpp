// league-server: callbacks of WeChat, the JSON API, pages. Everything of substance is in ServerApp.
#include <CLI/CLI.hpp>
#include <iostream>

#include "lib/platform/clock_system.hpp"
#include "lib/platform/core_dumps.hpp"
#include "lib/platform/log.hpp"
#include "lib/platform/random.hpp"
#include "lib/platform/signals.hpp"
#include "server/app.hpp"

namespace {

constexpr std::chrono::seconds kContactsEvery{3};

int serve(const std::string& config_file) {
    league::forbid_core_dumps();
    league::StopSignals signals;
    const league::Config config = league::load_config(config_file);
    league::log::set_up("league-server", config.logs.level, config.logs.format);
    league::SystemClock clock;
    league::SystemRandom random;
    league::ServerApp app(config, clock, random);
    app.start();
    league::log::info("ready", {{"address", app.base_url()}});
    while (!signals.wait_for(kContactsEvery)) app.flush_contacts();
    league::log::info("stopping");
    app.stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App line("HTTP service of League Desk: WeChat callbacks, API, pages", "league-server");
    std::string config_file = "config/league.toml";
    line.add_option("--config", config_file, "configuration file")->check(CLI::ExistingFile)->capture_default_str();
    line.set_version_flag("--version", LEAGUE_VERSION);
    CLI11_PARSE(line, argc, argv);
    try {
        return serve(config_file);
    } catch (const league::BadConfig& bad) {
        for (const std::string& fault : bad.lines()) std::cerr << fault << '\n';
    } catch (const std::exception& fault) {
        std::cerr << "league-server cannot start: " << fault.what() << '\n';
    }
    return 1;
}
