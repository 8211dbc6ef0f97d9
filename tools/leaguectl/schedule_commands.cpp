// schedule: what the bot does by the calendar, the next times of each rule or all of one day; nothing is run or
// written.
#include "lib/app/read_schedule.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/day_input.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct Arguments {
    std::string on;
    int count = 10;
};

json json_of(const ReadSchedule::Line& line) {
    json shown = {{"work", line.work},
                  {"rule", line.rule},
                  {"at", to_rfc3339(line.time.at)},
                  {"period", line.time.period},
                  {"outcome", line.outcome ? json(*line.outcome) : json(nullptr)}};
    if (line.figures) {
        shown["branches"] = line.figures->branches;
        shown["branches_without_log"] = line.figures->branches - line.figures->active;
    }
    return shown;
}

std::string words_of(const Phrases& phrases, const std::string& work) {
    return phrases.has("schedule", "work." + work) ? phrases.text("schedule", "work." + work) : work;
}

std::string line_of(const Phrases& phrases, const ReadSchedule::Line& line) {
    const Date day = beijing_date(line.time.at);
    const std::chrono::weekday weekday{std::chrono::sys_days(day)};
    std::string text = "  " + to_rfc3339(line.time.at).substr(0, 16) + "  " +
                       phrases.text("schedule", "weekday." + std::to_string(weekday.iso_encoding())) + "  " +
                       line.time.period;
    if (line.outcome) text += "  " + phrases.text("schedule", "done", {{"outcome", *line.outcome}});
    return text + "\n";
}

/// What the run would do, with the figures of this moment.
std::string effect_of(const Phrases& phrases, const ReadSchedule::Line& line) {
    if (line.outcome) return "";
    const std::string key = "effect." + line.work;
    if (!phrases.has("schedule", key)) return "";
    Values values{{"period", line.time.period}, {"branches", ""}, {"missing", ""}};
    if (line.figures) {
        values["branches"] = std::to_string(line.figures->branches);
        values["missing"] = std::to_string(line.figures->branches - line.figures->active);
    }
    return "      " + phrases.text("schedule", key, values) + "\n";
}

Report show(Desk& desk, const Arguments& arguments) {
    const Config& config = desk.config();
    const Phrases phrases(config.paths.templates);
    const WechatAccount* account = config.account(config.column.account);
    ReadSchedule read(desk.ready_database(), planned_work(config), config.calendar,
                      account == nullptr ? std::string() : account->unit_code);
    const bool is_day = !arguments.on.empty();
    const ReadSchedule::Output output = is_day ? read.day(Actor::system(), day_from("on", arguments.on))
                                               : read.next(Actor::system(), static_cast<std::size_t>(arguments.count));
    Report report;
    report.json = {
        {"as_of", to_rfc3339(output.as_of)}, {"lines", json::array()}, {"years_without_notice", output.years_unknown}};
    std::string heading;
    for (const ReadSchedule::Line& line : output.lines) {
        report.json["lines"].push_back(json_of(line));
        const std::string of = words_of(phrases, line.work) + "  " + line.rule + "\n";
        if (of != heading) report.text += of;
        heading = of;
        report.text += line_of(phrases, line);
        if (is_day) report.text += effect_of(phrases, line);
    }
    if (output.lines.empty()) report.text += phrases.text("schedule", "nothing") + "\n";
    for (const int year : output.years_unknown) {
        report.text += phrases.text("schedule", "no_notice", {{"year", std::to_string(year)}}) + "\n";
    }
    return report;
}

}  // namespace

void add_schedule(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = line.add_subcommand("schedule", "what the bot does by the calendar; runs and writes nothing");
    CLI::Option* on = command->add_option("--on", arguments->on, "all of one day: 2026-12-31");
    command->add_option("--count", arguments->count, "next times of each rule")
        ->check(CLI::Range(1, 100))
        ->capture_default_str()
        ->excludes(on);
    command->callback([=] { choose([=](Desk& desk) { return show(desk, *arguments); }); });
}

}  // namespace league::ctl
