// report: the half-month reports of townships.
#include "lib/app/send_report.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct Arguments {
    std::string unit;
    std::string period;
    std::vector<std::string> corrections;
    std::string reason;
    std::string words;
    std::string why;
    std::string until;
    bool nothing_new = false;
    bool history = false;
};

std::optional<HalfMonth> period_from(const std::string& words) {
    if (words.empty()) return std::nullopt;
    const auto period = HalfMonth::parse(words);
    if (!period) throw Problem::invalid("period", "not_a_half_month");
    return period;
}

HalfMonth period_or_now(Desk& desk, const Arguments& given) {
    return period_from(given.period).value_or(HalfMonth::of(desk.clock().now()));
}

struct Parts {
    explicit Parts(Desk& desk)
        : standing(desk.ready_database(), report_settings(desk.config()).alive),
          reports(desk.ready_database(), standing, desk.seals(), report_settings(desk.config())) {}

    ReadStanding standing;
    ReadReports reports;
};

json json_of(const std::optional<ReportReceipt>& receipt) {
    if (!receipt) return nullptr;
    return {{"revision", receipt->revision},
            {"punctuality", to_string(receipt->punctuality)},
            {"first_sent_at", to_rfc3339(receipt->first_sent_at)}};
}

Report list(Desk& desk, const Arguments& given) {
    Parts parts(desk);
    const std::string unit =
        desk.ready_database().read([&](ReadTransaction& tx) { return unit_or_top(tx, given.unit).code; });
    const ReportsOfPeriod view = parts.reports.list(Actor::system(), unit, period_from(given.period));
    Report report;
    report.text = view.period.str() + "  due " + to_iso(view.dates.due) + ", open until " +
                  to_iso(view.dates.open_until) + ": " + std::to_string(view.received()) + " of " +
                  std::to_string(view.expected()) + " received, " + std::to_string(view.came(Punctuality::on_time)) +
                  " on time, " + std::to_string(view.came(Punctuality::in_grace)) + " in grace, " +
                  std::to_string(view.came(Punctuality::late)) + " late\n";
    report.json = {{"period", view.period.str()},
                   {"due", to_iso(view.dates.due)},
                   {"expected", view.expected()},
                   {"received", view.received()},
                   {"on_time", view.came(Punctuality::on_time)},
                   {"in_grace", view.came(Punctuality::in_grace)},
                   {"late", view.came(Punctuality::late)},
                   {"lines", json::array()}};
    for (const ReportsOfPeriod::Line& line : view.lines) {
        report.text += line.unit.code + "  " + line.unit.name + "  " + std::string(to_string(line.state));
        if (line.receipt) report.text += "  " + std::string(to_string(line.receipt->punctuality));
        if (line.exception_until) report.text += "  exception until " + to_iso(*line.exception_until);
        report.text += "\n";
        report.json["lines"].push_back({{"unit", line.unit.code},
                                        {"name", line.unit.name},
                                        {"state", to_string(line.state)},
                                        {"receipt", json_of(line.receipt)}});
    }
    return report;
}

json json_of(const ReportRevision& revision) {
    json figures = json::object();
    json corrections = json::object();
    for (const ReportLine& line : revision.lines) {
        figures[std::string(to_string(line.figure))] = line.live ? json(*line.live) : json(nullptr);
        if (!line.corrected) continue;
        corrections[std::string(to_string(line.figure))] = {{"value", *line.corrected}, {"reason", line.reason}};
    }
    json silent = json::array();
    for (const SilentOrg& org : revision.silent) silent.push_back(org.name);
    return {{"revision", revision.revision}, {"day", to_iso(revision.day)},
            {"figures", std::move(figures)}, {"corrections", std::move(corrections)},
            {"without_log", silent},         {"nothing_new", revision.nothing_new},
            {"words", revision.words},       {"why", revision.why}};
}

std::string text_of(const ReportRevision& revision) {
    std::string text = revision.revision == 0
                           ? "not sent; as the records have it on " + to_iso(revision.day)
                           : "revision " + std::to_string(revision.revision) + " of " + to_rfc3339(revision.sent_at) +
                                 ", figures of " + to_iso(revision.day);
    text += revision.nothing_new ? ", nothing new\n" : "\n";
    for (const ReportLine& line : revision.lines) {
        text += "  " + std::string(to_string(line.figure)) + "  " + (line.live ? std::to_string(*line.live) : "-");
        if (line.corrected) text += ", corrected " + std::to_string(*line.corrected) + " (" + line.reason + ")";
        text += "\n";
    }
    for (const SilentOrg& org : revision.silent) text += "  no log: " + org.name + "\n";
    if (!revision.words.empty()) text += "  " + revision.words + "\n";
    if (!revision.why.empty()) text += "  changed because: " + revision.why + "\n";
    return text;
}

Report report_of(const ReportView& view) {
    Report report;
    report.text = view.unit.code + "  " + view.unit.name + "  " + view.period.str() + "  " +
                  std::string(to_string(view.state)) + "\n" + text_of(view.report);
    report.json = json_of(view.report);
    report.json["unit"] = view.unit.code;
    report.json["period"] = view.period.str();
    report.json["state"] = to_string(view.state);
    report.json["receipt"] = json_of(view.receipt);
    return report;
}

Report show(Desk& desk, const Arguments& given) {
    Parts parts(desk);
    const HalfMonth period = period_or_now(desk, given);
    if (!given.history) return report_of(parts.reports.show(Actor::system(), given.unit, period));
    Report report;
    report.json["revisions"] = json::array();
    for (const ReportView& view : parts.reports.history(Actor::system(), given.unit, period)) {
        report.text += text_of(view.report);
        report.json["revisions"].push_back(json_of(view.report));
    }
    if (report.text.empty()) report.text = "not sent\n";
    return report;
}

/// "founded_new=3".
ReportCorrection correction_from(const std::string& words, const std::string& reason) {
    const std::size_t at = words.find('=');
    ReportCorrection correction{words.substr(0, at), 0, reason};
    const std::string number = at == std::string::npos ? "" : words.substr(at + 1);
    const bool is_number =
        !number.empty() && number.size() < 10 && number.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) throw Problem::invalid("corrections", "field.not_whole_number");
    correction.value = std::stoll(number);
    return correction;
}

Report confirm(Desk& desk, const Arguments& given) {
    Parts parts(desk);
    SendReport::Input input{given.unit, period_or_now(desk, given)};
    input.order.nothing_new = given.nothing_new;
    input.order.words = given.words;
    input.order.why = given.why;
    for (const std::string& one : given.corrections) {
        input.order.corrections.push_back(correction_from(one, given.reason));
    }
    // Whoever types here has read it; between reading and writing nobody else may have sent another one.
    input.base_revision = parts.reports.show(Actor::system(), given.unit, input.period).report.revision;
    const auto output = SendReport(desk.ready_database(), parts.reports, desk.seals()).run(Actor::system(), input);
    Report report = report_of(output.view);
    report.json["created"] = output.created;
    return report;
}

Report open_again(Desk& desk, const Arguments& given) {
    const auto until = date_from_iso(given.until);
    if (!until) throw Problem::invalid("open_until", "field.not_a_date");
    const OpenReport::Input input{make_uuid_v7(desk.random(), desk.clock().now()), given.unit,
                                  period_or_now(desk, given), *until, given.reason};
    const auto output = OpenReport(desk.ready_database(), desk.seals().digest, report_settings(desk.config()).rules)
                            .run(Actor::system(), input);
    return {"open until " + to_iso(output.exception.until) + "\n",
            {{"id", output.exception.id}, {"open_until", to_iso(output.exception.until)}},
            0};
}

}  // namespace

void add_report(CLI::App& line, const Choose& choose) {
    CLI::App* noun = line.add_subcommand("report", "half-month reports of townships");
    noun->require_subcommand(1);
    const auto given = std::make_shared<Arguments>();
    const auto verb = [&](const char* name, const char* about, Report (*run)(Desk&, const Arguments&)) {
        CLI::App* command = noun->add_subcommand(name, about);
        command->add_option("--period", given->period, "e.g. 2026-11-H1; by default the running half month");
        command->callback([choose, given, run] { choose([given, run](Desk& desk) { return run(desk, *given); }); });
        return command;
    };
    verb("list", "which came when", list)
        ->add_option("--unit", given->unit, "code or id; by default the top of the tree");
    CLI::App* show_one = verb("show", "one, as it was sent or as the records have it", show);
    show_one->add_option("--unit", given->unit, "township, code or id")->required();
    show_one->add_flag("--history", given->history, "every revision");
    CLI::App* send = verb("confirm", "send or correct one for a township that reported on paper or by phone", confirm);
    send->add_option("--unit", given->unit, "township, code or id")->required();
    send->add_flag("--nothing-new", given->nothing_new, "nothing was founded in the half month");
    send->add_option("--correct", given->corrections, "a figure put right, e.g. founded_new=3; may be repeated");
    send->add_option("--reason", given->reason, "why the figures are put right");
    send->add_option("--words", given->words, "what else the township says");
    send->add_option("--why", given->why, "why what was sent is changed");
    CLI::App* open = verb("open", "let one be sent or corrected after its last day", open_again);
    open->add_option("--unit", given->unit, "township, code or id")->required();
    open->add_option("--until", given->until, "last day, e.g. 2026-12-05")->required();
    open->add_option("--reason", given->reason, "why")->required();
}

}  // namespace league::ctl
