// remind: the reminder of a month by hand, pauses, and what was settled by phone.
#include "lib/app/call_list.hpp"
#include "lib/app/pause_reminders.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/settings.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/day_input.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct RemindArguments {
    std::string unit;
    std::string month;
    std::string period;
    std::string note;
    std::string id;
    std::string person;
    std::string until;
    std::string reason;
};

Report plan(Desk& desk, const RemindArguments& arguments) {
    const auto month = Month::parse(arguments.month);
    if (!month) throw Problem::invalid("month", "period_malformed", {{"example", "2026-11"}});
    const PlanReminders::Settings settings = reminder_settings(desk.config());
    PlanReminders use_case(desk.ready_database(), desk.seals(), desk.random(), settings);
    const auto planned = use_case.run_month(Actor::system(), arguments.unit, *month);
    Report report;
    report.json = {{"branches", planned.branches},
                   {"planned", planned.planned},
                   {"known", planned.known},
                   {"without_secretary", planned.without_secretary}};
    report.text = std::to_string(planned.branches) + " branches have not logged; " + std::to_string(planned.planned) +
                  " people will be reminded, " + std::to_string(planned.known) + " were planned before, " +
                  std::to_string(planned.without_secretary) + " branches have nobody to remind\n";
    const Instant now = desk.clock().now();
    const Instant first = next_working_moment(now, settings.quiet, settings.calendar);
    report.json["not_before"] = to_rfc3339(first);
    if (first > now) {
        report.text += "nothing is sent at night or on days off: reminders leave from " + to_rfc3339(first) + "\n";
    }
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

json json_of(const PauseView& view) {
    return {{"id", view.pause.id},         {"unit", view.unit.code},
            {"unit_name", view.unit.name}, {"person", view.pause.person ? json(view.pause.person->str()) : json()},
            {"until", to_iso(view.until)}, {"reason", view.pause.reason}};
}

std::string line_of(const PauseView& view) {
    return view.pause.id + "  " + view.unit.name + (view.person_name.empty() ? "" : "  " + view.person_name) +
           "  until " + to_iso(view.until) + "  " + view.pause.reason + "\n";
}

Report pause(Desk& desk, const RemindArguments& arguments) {
    PauseReminders::Input input;
    input.id = make_uuid_v7(desk.random(), desk.clock().now());
    input.unit = arguments.unit;
    if (!arguments.person.empty()) input.person = PersonId(arguments.person);
    input.until = day_from("until", arguments.until);
    input.reason = arguments.reason;
    const auto made = PauseReminders(desk.ready_database(), desk.seals()).run(Actor::system(), input);
    return {line_of(made.view), json_of(made.view), 0};
}

Report resume(Desk& desk, const RemindArguments& arguments) {
    ResumeReminders(desk.ready_database(), desk.seals()).run(Actor::system(), arguments.id);
    return {"reminders go again: " + arguments.id + "\n", {{"resumed", arguments.id}}, 0};
}

Report pauses(Desk& desk, const RemindArguments& arguments) {
    Report report;
    report.json["pauses"] = json::array();
    for (const PauseView& view : ListPauses(desk.ready_database(), desk.seals()).run(Actor::system(), arguments.unit)) {
        report.json["pauses"].push_back(json_of(view));
        report.text += line_of(view);
    }
    if (report.text.empty()) report.text = "nothing is paused\n";
    return report;
}

Report done(Desk& desk, const RemindArguments& arguments) {
    const std::string id = SettleByPhone(desk.ready_database(), desk.seals(), desk.random())
                               .run(Actor::system(), {arguments.unit, arguments.period, arguments.note});
    return {"settled by phone: " + id + "\n", {{"done", id}}, 0};
}

}  // namespace

void add_remind(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<RemindArguments>();
    CLI::App* noun = line.add_subcommand("remind", "reminders of what is not done");
    noun->require_subcommand(1);
    const auto add = [&](const char* verb, const char* what, Report (*run)(Desk&, const RemindArguments&)) {
        CLI::App* command = noun->add_subcommand(verb, what);
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
        return command;
    };
    const auto add_for_month = [&](const char* verb, const char* what, Report (*run)(Desk&, const RemindArguments&)) {
        CLI::App* command = add(verb, what, run);
        command->add_option("--month", arguments->month, "e.g. 2026-11")->required();
        command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    };
    add_for_month("plan", "put reminders of branches without a log into the outbox; the bot sends them", plan);
    add_for_month("send", "the same, and send from here what is due", send);
    CLI::App* to_pause = add("pause", "remind nobody of a unit and below it, or one person, up to a day", pause);
    to_pause->add_option("--unit", arguments->unit, "code or id")->required();
    to_pause->add_option("--person", arguments->person, "id of one person at or below the unit");
    to_pause->add_option("--until", arguments->until, "the last day, e.g. 2026-12-10")->required();
    to_pause->add_option("--reason", arguments->reason, "why")->required();
    add("resume", "take a pause back", resume)->add_option("id", arguments->id, "as listed")->required();
    add("pauses", "the pauses that hold now", pauses)
        ->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    CLI::App* settled = add("done", "a unit was phoned: no more reminders of that period", done);
    settled->add_option("--unit", arguments->unit, "code or id")->required();
    settled->add_option("--period", arguments->period, "2026-11 of logs, 2026-11-H1 of a report")->required();
    settled->add_option("--note", arguments->note, "what came of it");
}

}  // namespace league::ctl
