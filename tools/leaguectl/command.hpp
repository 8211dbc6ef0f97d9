// One subcommand: its arguments are declared on the command line when the program starts, run() is called when the
// operator chose it. Commands parse arguments and call the same use cases as the server, nothing else.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "lib/documents/phrases.hpp"
#include "tools/leaguectl/desk.hpp"

namespace league::ctl {

/// What a command gives back: lines for people, the same as JSON for programs; exit status 0 unless told otherwise.
struct Report {
    std::string text;
    nlohmann::json json = nlohmann::json::object();
    int status = 0;
};

/// In the folder of backups: when and where the newest was made, for status.

using Run = std::function<Report(Desk&)>;

/// Declares the command below `line`; `choose` is called with what to run when the operator chose it.
using Choose = std::function<void(Run)>;

/// Sends what is due until nothing is: `outbox pump`, `remind send`. Status 1 when something was refused.
Report pump_outbox(Desk& desk);

void add_init(CLI::App& line, const Choose& choose);
void add_migrate(CLI::App& line, const Choose& choose);
void add_invite(CLI::App& line, const Choose& choose);
void add_role(CLI::App& line, const Choose& choose);
void add_content(CLI::App& line, const Choose& choose);
void add_feedback(CLI::App& line, const Choose& choose);
void add_kind(CLI::App& line, const Choose& choose);
void add_cadence(CLI::App& line, const Choose& choose);
void add_due(CLI::App& line, const Choose& choose);
void add_alarms(CLI::App& line, const Choose& choose);
void add_alive(CLI::App& line, const Choose& choose);
void add_import(CLI::App& line, const Choose& choose);
void add_demo(CLI::App& line, const Choose& choose);
void add_column(CLI::App& line, const Choose& choose);
void add_bulletin(CLI::App& line, const Choose& choose);
void add_keys(CLI::App& line, const Choose& choose);
void add_campaign(CLI::App& line, const Choose& choose);
void add_target(CLI::App& line, const Choose& choose);
void add_standing(CLI::App& line, const Choose& choose);
void add_report(CLI::App& line, const Choose& choose);
void add_supervision(CLI::App& line, const Choose& choose);
void add_code(CLI::App& line, const Choose& choose);
void add_menu(CLI::App& line, const Choose& choose);
void add_note(CLI::App& line, const Choose& choose);
void add_outbox(CLI::App& line, const Choose& choose);
void add_robot(CLI::App& line, const Choose& choose);
void add_schedule(CLI::App& line, const Choose& choose);
void add_remind(CLI::App& line, const Choose& choose);
void add_call_list(CLI::App& line, const Choose& choose);
void add_backup(CLI::App& line, const Choose& choose);
void add_restore(CLI::App& line, const Choose& choose);
void add_verify(CLI::App& line, const Choose& choose);
void add_status(CLI::App& line, const Choose& choose);
void add_unit(CLI::App& line, const Choose& choose);
void add_term(CLI::App& line, const Choose& choose);
void add_headcount(CLI::App& line, const Choose& choose);
void add_group(CLI::App& line, const Choose& choose);
void add_contact(CLI::App& line, const Choose& choose);
void add_instructor(CLI::App& line, const Choose& choose);
void add_config(CLI::App& line, const Choose& choose);
void add_project(CLI::App& line, const Choose& choose);
void add_batch(CLI::App& line, const Choose& choose);
void add_paper(CLI::App& line, const Choose& choose);
/// The two of `project` that lead one along: step, undo.
void add_step_commands(CLI::App* noun, const Choose& choose);

}  // namespace league::ctl
