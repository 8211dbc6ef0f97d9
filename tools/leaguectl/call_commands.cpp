// call-list: whom no message reached, with the way each message went.
#include "lib/app/call_list.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/tell_trail.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct CallArguments {
    std::string unit;
    std::string period;
    std::string done;
    std::string note;
    std::string reveal;
    bool all = false;
};

Report mark_done(Desk& desk, const CallArguments& arguments) {
    MarkPhoned(desk.ready_database(), desk.seals()).run(Actor::system(), {arguments.done, arguments.note});
    return {"done " + arguments.done + "\n", {{"done", arguments.done}}, 0};
}

Report list(Desk& desk, const CallArguments& arguments) {
    ListToPhone::Input input{arguments.unit, arguments.period, !arguments.all, std::nullopt};
    if (!arguments.reveal.empty()) input.reveal = arguments.reveal;
    const auto lines =
        ListToPhone(desk.ready_database(), desk.seals(), desk.random(), reminder_settings(desk.config()).reports)
            .run(Actor::system(), input);
    const Phrases phrases(desk.config().paths.templates);
    Report report;
    report.json["calls"] = json::array();
    for (const ListToPhone::Line& line : lines) {
        const std::string reason = phrases.text("outbox", line.entry.reason);
        const std::vector<std::string> trail = explain_trail(phrases, trail_from_text(line.entry.trail));
        report.text += line.entry.id + "  " + line.entry.period + "  " + line.unit.name + "  " + line.name + "  " +
                       line.phone + "  " + reason + (line.entry.done_at ? "  done " + line.entry.note : "") + "\n";
        for (const std::string& step : trail) report.text += "      " + step + "\n";
        report.json["calls"].push_back({{"id", line.entry.id},
                                        {"period", line.entry.period},
                                        {"unit", line.unit.code},
                                        {"unit_name", line.unit.name},
                                        {"name", line.name},
                                        {"phone", line.phone},
                                        {"masked", line.masked},
                                        {"reason", reason},
                                        {"trail", trail},
                                        {"done", line.entry.done_at.has_value()},
                                        {"note", line.entry.note}});
    }
    if (lines.empty()) report.text = "nobody to phone\n";
    return report;
}

}  // namespace

void add_call_list(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<CallArguments>();
    CLI::App* command = line.add_subcommand("call-list", "whom no message reached, and why");
    command->add_option("--period", arguments->period, "e.g. 2026-11 or 2026-11-H1; by default every period");
    command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    command->add_flag("--all", arguments->all, "those phoned already, and what was done meanwhile, too");
    command->add_option("--reveal", arguments->reveal, "show phone numbers in full; why they are needed is kept");
    CLI::Option* done = command->add_option("--done", arguments->done, "mark this entry as phoned");
    command->add_option("--note", arguments->note, "what came of the call")->needs(done);
    command->callback([=] {
        choose(
            [=](Desk& desk) { return arguments->done.empty() ? list(desk, *arguments) : mark_done(desk, *arguments); });
    });
}

}  // namespace league::ctl
