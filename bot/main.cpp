// league-bot: scheduled work and everything that leaves for WeChat. All of substance is in BotApp.
#include <CLI/CLI.hpp>
#include <iostream>
#include <thread>
#include <unistd.h>

#include "bot/app.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/core_dumps.hpp"
#include "lib/platform/log.hpp"
#include "lib/platform/random.hpp"
#include "lib/platform/signals.hpp"

namespace {

/// A call to WeChat may hang longer than we may take to stop; its row becomes unknown then, as after a crash.
constexpr std::chrono::milliseconds kStopWithin{9000};

int work(const std::string& config_file) {
    league::forbid_core_dumps();
    league::StopSignals signals;
    const league::Config config = league::load_config(config_file);
    league::log::set_up("league-bot", config.logs.level, config.logs.format);
    league::SystemClock clock;
    league::SystemRandom random;
    league::BotApp bot(config, clock, random);
    bot.start();
    league::log::info("ready", {{"health_port", bot.port()}});
    signals.wait();
    league::log::info("stopping");
    league::Waiter done;
    std::thread watchdog([&] {
        if (done.wait_for(kStopWithin)) return;
        league::log::warning("a call did not end in time, stopping without it");
        ::_exit(0);
    });
    bot.stop();
    done.wake();
    watchdog.join();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App line("Scheduler and sender of League Desk", "league-bot");
    std::string config_file = "config/league.toml";
    line.add_option("--config", config_file, "configuration file")->check(CLI::ExistingFile)->capture_default_str();
    line.set_version_flag("--version", LEAGUE_VERSION);
    CLI11_PARSE(line, argc, argv);
    try {
        return work(config_file);
    } catch (const league::BadConfig& bad) {
        for (const std::string& fault : bad.lines()) std::cerr << fault << '\n';
    } catch (const std::exception& fault) {
        std::cerr << "league-bot cannot start: " << fault.what() << '\n';
    }
    return 1;
}
