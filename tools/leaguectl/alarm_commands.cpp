// alarms: what needs a person, as the bot found it.
#include "lib/app/watch_alarms.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

json json_of(const Phrases& phrases, const Alarm& alarm) {
    return {{"id", alarm.id},
            {"cause", to_string(alarm.fact.cause)},
            {"subject", alarm.fact.subject},
            {"detail", alarm.fact.detail},
            {"words", explain_alarm(phrases, alarm.fact)},
            {"raised_at", to_rfc3339(alarm.raised_at)},
            {"ended_at", alarm.ended_at ? json(to_rfc3339(*alarm.ended_at)) : json(nullptr)},
            {"told_at", alarm.told_at ? json(to_rfc3339(*alarm.told_at)) : json(nullptr)}};
}

std::string line_of(const Phrases& phrases, const Alarm& alarm) {
    return to_rfc3339(alarm.raised_at) + (alarm.ended_at ? " - " + to_rfc3339(*alarm.ended_at) : std::string()) + "  " +
           explain_alarm(phrases, alarm.fact) + "\n";
}

/// Status 1 while something is open.
Report show(Desk& desk, bool with_ended) {
    const Phrases phrases(desk.config().paths.templates);
    const ListAlarms::Output output = ListAlarms(desk.ready_database()).run(Actor::system());
    Report report;
    report.status = output.open.empty() ? 0 : 1;
    report.json = {{"open", output.open.size()}, {"alarms", json::array()}};
    for (const Alarm& alarm : with_ended ? output.newest : output.open) {
        report.json["alarms"].push_back(json_of(phrases, alarm));
        report.text += line_of(phrases, alarm);
    }
    if (report.text.empty()) report.text = phrases.text("alarms", "none") + "\n";
    return report;
}

}  // namespace

void add_alarms(CLI::App& line, const Choose& choose) {
    auto with_ended = std::make_shared<bool>(false);
    CLI::App* command = line.add_subcommand("alarms", "what needs a person; status 1 while there is something");
    command->add_flag("--all", *with_ended, "the newest fifty, those that are over too");
    command->callback([=] { choose([=](Desk& desk) { return show(desk, *with_ended); }); });
}

}  // namespace league::ctl
