// column: compose, publish and look at the progress column.
#include <iostream>

#include "lib/app/manage_outbox.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/app/settings.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/signals.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/sending.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kLook{200};

struct ColumnArguments {
    std::string unit;
    std::string period;
    std::string correction;
    std::string url;
    bool as_draft = false;
    bool wait = false;
    int wait_s = 600;
    int limit = 24;
};

HalfMonth half_month_from(const std::string& text) {
    const auto period = HalfMonth::parse(text);
    if (!period) throw Problem::invalid("period", "period_malformed", {{"example", "2026-11-H1"}});
    return *period;
}

json json_of(const Bulletin& bulletin) {
    return {{"id", bulletin.id.str()},
            {"issue", bulletin.issue},
            {"edition", bulletin.edition},
            {"period", bulletin.period},
            {"unit", bulletin.snapshot.unit_code},
            {"state", to_string(bulletin.state)},
            {"title", bulletin.title},
            {"article_url", bulletin.article_url},
            {"note", bulletin.note},
            {"composed_at", to_rfc3339(bulletin.composed_at)},
            {"published_at", bulletin.published_at ? json(to_rfc3339(*bulletin.published_at)) : json()}};
}

std::string line_of(const Bulletin& bulletin) {
    std::string line = std::to_string(bulletin.issue) + "  " + bulletin.period + "  " +
                       std::string(to_string(bulletin.state)) + "  " + bulletin.title;
    if (!bulletin.article_url.empty()) line += "  " + bulletin.article_url;
    return line + "\n";
}

Report report_of(const Phrases& phrases, const Bulletin& bulletin) {
    Report report{line_of(bulletin), json_of(bulletin), 0};
    const std::string cure = explain_note(phrases, bulletin.note);
    if (!cure.empty()) report.text += "   " + cure + "\n";
    if (bulletin.state == BulletinState::refused || bulletin.state == BulletinState::unknown) report.status = 1;
    return report;
}

ComposeBulletin::Input input_of(const ColumnArguments& arguments) {
    ComposeBulletin::Input input{arguments.unit, half_month_from(arguments.period), std::nullopt, arguments.correction};
    return input;
}

Bulletin issue_of(Desk& desk, const ColumnArguments& arguments) {
    const auto bulletin =
        ReadColumns(desk.ready_database()).find(Actor::system(), arguments.unit, half_month_from(arguments.period));
    if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
    return *bulletin;
}

/// An issue may be made before its half month is over, but rarely is by intent.
void tell_if_early(Desk& desk, const ColumnArguments& arguments, Report& report) {
    const HalfMonth period = half_month_from(arguments.period);
    const bool early = desk.clock().now() < period.span().end;
    report.json["early"] = early;
    if (!early) return;
    report.text += "note: " + period.str() + " runs until " + to_iso(period.last_day()) +
                   "; the issue holds the figures of the moment it was composed, and later logs need --correction\n";
}

Report compose(Desk& desk, const ColumnArguments& arguments) {
    const ColumnParts parts(desk.config());
    ComposeBulletin use_case(desk.ready_database(), desk.seals(), desk.random(), parts.phrases, parts.writer,
                             bulletin_options(desk.config()));
    const auto made = use_case.run(Actor::system(), input_of(arguments));
    Report report = report_of(parts.phrases, made.bulletin);
    report.json["created"] = made.created;
    tell_if_early(desk, arguments, report);
    return report;
}

/// True while a step of the issue is due or on its way, here or in a bot.
bool under_way(Desk& desk, const BulletinId& bulletin) {
    OutboxFilter filter;
    filter.subject = bulletin.str();
    for (const auto& line : ManageOutbox(desk.ready_database(), desk.seals()).list(Actor::system(), filter).lines) {
        if (line.row.state == OutboxState::due || line.row.state == OutboxState::sending) return true;
    }
    return false;
}

/// Sends what is due, shoulder to shoulder with the bot, until nothing of the issue is left to do. Each step goes to
/// stderr as it happens. False when time ran out or somebody pressed Ctrl-C.
bool see_through(Desk& desk, ColumnParts& parts, const ColumnArguments& arguments, const BulletinId& id) {
    StopSignals signals;
    Sending sending(desk, parts);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(arguments.wait_s);
    std::string said;
    while (true) {
        const OutboxPump::Round round = sending.pump().run_once();
        const Bulletin now = issue_of(desk, arguments);
        const std::string state(to_string(now.state));
        if (state != said) std::cerr << now.period << ": " << state << std::endl;
        said = state;
        if (!under_way(desk, id)) return true;
        if (std::chrono::steady_clock::now() > until) return false;
        if (round.claimed == 0 && signals.wait_for(kLook)) return false;
        if (signals.stopping()) return false;
    }
}

Report publish(Desk& desk, const ColumnArguments& arguments) {
    ColumnParts parts(desk.config());
    PublishBulletin use_case(desk.ready_database(), desk.seals(), desk.random(), parts.phrases, parts.writer,
                             bulletin_options(desk.config()));
    ComposeBulletin::Input input = input_of(arguments);
    input.release = arguments.as_draft ? Release::draft : Release::publish;
    const auto put = use_case.run(Actor::system(), input);
    if (!arguments.wait) {
        Report report = report_of(parts.phrases, put.bulletin);
        tell_if_early(desk, arguments, report);
        return report;
    }

    const bool over = see_through(desk, parts, arguments, put.bulletin.id);
    Report report = report_of(parts.phrases, issue_of(desk, arguments));
    report.json["under_way"] = !over;
    tell_if_early(desk, arguments, report);
    if (!over) {
        report.text += "still under way; the bot goes on with it: leaguectl outbox list\n";
        report.status = 1;
    }
    return report;
}

Report confirm(Desk& desk, const ColumnArguments& arguments) {
    const Phrases phrases(desk.config().paths.templates);
    ConfirmPublished use_case(desk.ready_database(), desk.seals());
    return report_of(phrases, use_case.run(Actor::system(), {issue_of(desk, arguments).id, arguments.url}));
}

Report list(Desk& desk, const ColumnArguments& arguments) {
    Report report;
    report.json["issues"] = json::array();
    const auto issues = ReadColumns(desk.ready_database()).all(Actor::system(), arguments.unit, arguments.limit);
    for (const Bulletin& bulletin : issues) {
        report.text += line_of(bulletin);
        report.json["issues"].push_back(json_of(bulletin));
    }
    if (issues.empty()) report.text = "no issue yet\n";
    return report;
}

Report show(Desk& desk, const ColumnArguments& arguments) {
    const Phrases phrases(desk.config().paths.templates);
    const Bulletin bulletin = issue_of(desk, arguments);
    Report report = report_of(phrases, bulletin);
    report.status = 0;
    report.json["rows"] = json::array();
    report.text += bulletin.digest + "\n";
    for (const BulletinRow& row : bulletin.snapshot.rows) {
        report.text += "  " + std::to_string(row.rank) + "  " + row.name + "  " + std::to_string(row.figures.active) +
                       "/" + std::to_string(row.figures.branches) + "  " + std::to_string(row.figures.activities) +
                       "\n";
        report.json["rows"].push_back({{"rank", row.rank},
                                       {"code", row.code},
                                       {"name", row.name},
                                       {"branches", row.figures.branches},
                                       {"active", row.figures.active},
                                       {"activities", row.figures.activities},
                                       {"present", row.figures.present}});
    }
    return report;
}

}  // namespace

void add_column(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<ColumnArguments>();
    CLI::App* noun = line.add_subcommand("column", "the progress column");
    noun->require_subcommand(1);
    const auto add = [&](const char* verb, const char* what, Report (*run)(Desk&, const ColumnArguments&)) {
        CLI::App* command = noun->add_subcommand(verb, what);
        command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
        return command;
    };
    const auto add_for_period = [&](const char* verb, const char* what, Report (*run)(Desk&, const ColumnArguments&)) {
        CLI::App* command = add(verb, what, run);
        command->add_option("--period", arguments->period, "half month, e.g. 2026-11-H1")->required();
        return command;
    };
    const char* const correction = "what was wrong in the issue before; makes a new one";

    add_for_period("compose", "freeze the figures of a half month into an issue", compose)
        ->add_option("--correction", arguments->correction, correction);
    CLI::App* to_publish = add_for_period("publish", "compose when needed, then publish", publish);
    to_publish->add_option("--correction", arguments->correction, correction);
    to_publish->add_flag("--draft", arguments->as_draft, "stop at the draft; a person presses the button");
    to_publish->add_flag("--wait", arguments->wait, "send at once and wait for the end");
    to_publish->add_option("--wait-s", arguments->wait_s, "longest wait, in seconds")->capture_default_str();
    add_for_period("confirm", "a person pressed the button in WeChat's console", confirm)
        ->add_option("--url", arguments->url, "address of the article");
    add_for_period("show", "the figures and the state of an issue", show);
    add("list", "the newest issues", list)
        ->add_option("--limit", arguments->limit, "how many")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
}

}  // namespace league::ctl
