// remind, call-list: the monthly reminder, and whom it could not reach.
#include "lib/app/plan_reminders.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct RemindArguments {
    std::string unit;
    std::string month;
    std::string period;
    std::string done;
    bool all = false;
};

Report plan(Desk& desk, const RemindArguments& arguments) {
    const auto month = Month::parse(arguments.month);
    if (!month) throw Problem::invalid("month", "period_malformed", {{"example", "2026-11"}});
    const ReminderConfig& config = desk.config().reminders;
    PlanReminders use_case(desk.ready_database(), desk.seals(), desk.random(),
                           QuietHours{config.quiet_from, config.quiet_until});
    const auto planned = use_case.run(Actor::system(), {arguments.unit, *month});
    Report report;
    report.json = {{"branches", planned.branches},
                   {"planned", planned.planned},
                   {"known", planned.known},
                   {"without_secretary", planned.without_secretary}};
    report.text = std::to_string(planned.branches) + " branches have not logged; " + std::to_string(planned.planned) +
                  " people will be reminded, " + std::to_string(planned.known) + " were planned before, " +
                  std::to_string(planned.without_secretary) + " branches have nobody to remind\n";
    const Instant now = desk.clock().now();
    const Instant first =
        next_working_moment(now, QuietHours{config.quiet_from, config.quiet_until}, desk.config().calendar);
    report.json["not_before"] = to_rfc3339(first);
    if (first > now)
        report.text += "nothing is sent at night or on days off: reminders leave from " + to_rfc3339(first) + "\n";
    return report;
}

Report send(Desk& desk, const RemindArguments& arguments) {
    Report report = plan(desk, arguments);
    Report pumped = pump_outbox(desk);
    report.text += pumped.text;
    report.json["outbox"] = std::move(pumped.json);
    report.status = pumped.status;
    return report;
}

Report call_list(Desk& desk, const RemindArguments& arguments) {
    if (!arguments.done.empty()) {
        MarkPhoned(desk.ready_database(), desk.seals()).run(Actor::system(), arguments.done);
        return {"done " + arguments.done + "\n", {{"done", arguments.done}}, 0};
    }
    if (!arguments.period.empty() && !parse_period(arguments.period)) {
        throw Problem::invalid("period", "period_malformed", {{"example", "2026-11"}});
    }
    const auto lines = ListToPhone(desk.ready_database(), desk.seals())
                           .run(Actor::system(), {arguments.unit, arguments.period, !arguments.all});
    const Phrases phrases(desk.config().paths.templates);
    Report report;
    report.json["calls"] = json::array();
    for (const ListToPhone::Line& line : lines) {
        const std::string reason =
            phrases.has("outbox", line.entry.reason) ? phrases.text("outbox", line.entry.reason) : line.entry.reason;
        report.text += line.entry.id + "  " + line.entry.period + "  " + line.unit_name + "  " + line.name + "  " +
                       line.phone + "  " + reason + (line.entry.done_at ? "  done" : "") + "\n";
        report.json["calls"].push_back({{"id", line.entry.id},
                                        {"period", line.entry.period},
                                        {"unit", line.unit_code},
                                        {"unit_name", line.unit_name},
                                        {"name", line.name},
                                        {"phone", line.phone},
                                        {"reason", reason},
                                        {"done", line.entry.done_at.has_value()}});
    }
    if (lines.empty()) report.text = "nobody to phone\n";
    return report;
}

}  // namespace

void add_remind(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<RemindArguments>();
    CLI::App* noun = line.add_subcommand("remind", "the reminder of branches that have not logged");
    noun->require_subcommand(1);
    const auto add = [&](const char* verb, const char* what, Report (*run)(Desk&, const RemindArguments&)) {
        CLI::App* command = noun->add_subcommand(verb, what);
        command->add_option("--month", arguments->month, "e.g. 2026-11")->required();
        command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
    };
    add("plan", "put reminders into the outbox; the bot sends them", plan);
    add("send", "the same, and send from here what is due", send);
}

void add_call_list(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<RemindArguments>();
    CLI::App* command = line.add_subcommand("call-list", "whom no message could reach, with their phone numbers");
    command->add_option("--period", arguments->period, "e.g. 2026-11; by default every period");
    command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    command->add_flag("--all", arguments->all, "those phoned already too");
    command->add_option("--done", arguments->done, "mark this entry as phoned");
    command->callback([=] { choose([=](Desk& desk) { return call_list(desk, *arguments); }); });
}

}  // namespace league::ctl
