// leaguectl: the operator's command line over the same use cases as the server. Exit status 0 when done, 1 when
// refused or not clean, 2 when the command line itself was wrong.
#include <CLI/CLI.hpp>
#include <iostream>

#include "lib/platform/core_dumps.hpp"
#include "lib/platform/log.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/refuse.hpp"

namespace {

using league::ctl::Run;

int run(const Run& chosen, const std::string& config_file, bool as_json) {
    league::ctl::Desk desk(config_file);
    try {
        const league::ctl::Report report = chosen(desk);
        if (as_json) {
            std::cout << report.json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
        } else {
            std::cout << report.text;
        }
        return report.status;
    } catch (const league::BadConfig& bad) {
        for (const std::string& line : bad.lines()) std::cerr << line << '\n';
    } catch (const league::Problem& problem) {
        std::cerr << league::ctl::refusal_text(desk, problem, as_json);
    } catch (const std::exception& fault) {
        std::cerr << "leaguectl: " << fault.what() << '\n';
    }
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App line("League Desk, the operator's commands", "leaguectl");
    std::string config_file = "config/league.toml";
    bool as_json = false;
    line.add_option("--config", config_file, "configuration file")->check(CLI::ExistingFile)->capture_default_str();
    line.add_flag("--json", as_json, "answer in JSON");
    line.set_version_flag("--version", LEAGUE_VERSION);
    line.require_subcommand(1);
    line.fallthrough();

    Run chosen;
    const league::ctl::Choose choose = [&](Run command) { chosen = std::move(command); };
    for (const auto add : {league::ctl::add_init,       league::ctl::add_migrate,   league::ctl::add_invite,
                           league::ctl::add_role,       league::ctl::add_feedback,  league::ctl::add_import,
                           league::ctl::add_project,    league::ctl::add_batch,     league::ctl::add_paper,
                           league::ctl::add_campaign,   league::ctl::add_target,    league::ctl::add_standing,
                           league::ctl::add_kind,       league::ctl::add_cadence,   league::ctl::add_due,
                           league::ctl::add_alive,      league::ctl::add_demo,      league::ctl::add_column,
                           league::ctl::add_bulletin,   league::ctl::add_keys,      league::ctl::add_outbox,
                           league::ctl::add_remind,     league::ctl::add_call_list, league::ctl::add_backup,
                           league::ctl::add_restore,    league::ctl::add_verify,    league::ctl::add_status,
                           league::ctl::add_config,     league::ctl::add_unit,      league::ctl::add_term,
                           league::ctl::add_headcount,  league::ctl::add_group,     league::ctl::add_contact,
                           league::ctl::add_instructor, league::ctl::add_report,    league::ctl::add_supervision,
                           league::ctl::add_note,       league::ctl::add_menu,      league::ctl::add_code,
                           league::ctl::add_schedule,   league::ctl::add_alarms,    league::ctl::add_robot,
                           league::ctl::add_content}) {
        add(line, choose);
    }
    try {
        line.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return line.exit(error) == 0 ? 0 : 2;
    }
    league::forbid_core_dumps();
    league::log::set_up("leaguectl", "warning", "text");
    return run(chosen, config_file, as_json);
}
