// outbox: what waits, what was refused and why, and putting it right.
#include "lib/app/manage_outbox.hpp"
#include "lib/app/sending_rates.hpp"
#include "lib/app/tell_trail.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/sending.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct OutboxArguments {
    std::string state;
    std::string kind;
    std::string period;
    std::string id;
    std::string account;
    int limit = 100;
    bool may_send_twice = false;
};

std::optional<std::string> if_given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

ManageOutbox managing(Desk& desk) {
    return {desk.ready_database(), desk.seals(), sending_rates(desk.config())};
}

/// Ids, states and times; neither openid nor payload, which are personal.
json json_of(const OutboxRow& row) {
    return {{"id", row.id.str()},
            {"kind", row.kind},
            {"account", row.account},
            {"subject", row.subject},
            {"period", row.period},
            {"state", to_string(row.state)},
            {"attempts", row.attempts},
            {"errcode", row.errcode},
            {"outcome", row.outcome},
            {"due_at", to_rfc3339(row.due_at)},
            {"created_at", to_rfc3339(row.created_at)},
            {"sent_at", row.sent_at ? json(to_rfc3339(*row.sent_at)) : json()}};
}

std::string line_of(const Phrases& phrases, const ManageOutbox::Line& shown) {
    const OutboxRow& row = shown.row;
    std::string line = row.id.str() + "  " + std::string(to_string(row.state)) + "  " + row.kind + "  " + row.account +
                       "  " + row.period + "  tries " + std::to_string(row.attempts) + "  due " +
                       to_rfc3339(row.due_at);
    if (row.errcode != 0) line += "  " + std::to_string(row.errcode);
    if (!row.outcome.empty()) line += "  " + row.outcome;
    line += "\n";
    const std::string cure = explain_line(phrases, shown);
    return cure.empty() ? line : line + "      " + cure + "\n";
}

json json_of(const SendingHold& hold) {
    return {{"account", hold.account},
            {"kind", hold.kind},
            {"errcode", hold.errcode},
            {"reason", hold.reason},
            {"since", to_rfc3339(hold.since)},
            {"probes", hold.probes},
            {"probe_at", to_rfc3339(hold.probe_at)}};
}

std::string line_of(const Phrases& phrases, const SendingHold& hold) {
    return "held  " + hold.account + (hold.kind.empty() ? std::string() : "  " + hold.kind) + "  since " +
           to_rfc3339(hold.since) + "\n      " + explain_hold(phrases, hold) + "\n";
}

/// With the channels it looked for, which a list leaves out.
Report one(Desk& desk, const ManageOutbox::Line& line) {
    const Phrases phrases(desk.config().paths.templates);
    Report report{line_of(phrases, line), json_of(line.row), 0};
    const std::vector<std::string> trail = explain_trail(phrases, trail_of(line.row.payload));
    report.json["trail"] = trail;
    for (const std::string& step : trail) report.text += "      " + step + "\n";
    return report;
}

/// The newest rows of each of the states, and what is held.
Report rows(Desk& desk, const OutboxArguments& arguments, const std::vector<std::optional<OutboxState>>& states) {
    ManageOutbox outbox = managing(desk);
    const Phrases phrases(desk.config().paths.templates);
    OutboxFilter filter;
    filter.limit = arguments.limit;
    filter.kind = if_given(arguments.kind);
    filter.period = if_given(arguments.period);
    Report report;
    report.json = {{"states", json::object()}, {"holds", json::array()}, {"rows", json::array()}};
    for (const std::optional<OutboxState>& state : states) {
        filter.state = state;
        const ManageOutbox::Page page = outbox.list(Actor::system(), filter);
        if (state == states.front()) {
            for (const auto& [of, count] : page.counts) {
                report.json["states"][std::string(to_string(of))] = count;
                report.text += std::string(to_string(of)) + " " + std::to_string(count) + "  ";
            }
            report.text += "\n";
            for (const SendingHold& hold : page.holds) {
                report.json["holds"].push_back(json_of(hold));
                report.text += line_of(phrases, hold);
            }
        }
        for (const ManageOutbox::Line& line : page.lines) {
            report.json["rows"].push_back(json_of(line.row));
            report.text += line_of(phrases, line);
        }
    }
    return report;
}

Report list(Desk& desk, const OutboxArguments& arguments) {
    const std::optional<OutboxState> state = outbox_state_from(arguments.state);
    if (!state && !arguments.state.empty()) throw Problem::invalid("state", "field.not_a_choice");
    return rows(desk, arguments, {state});
}

/// Everything that wants a person: refused, or perhaps not arrived.
Report dead(Desk& desk, const OutboxArguments& arguments) {
    return rows(desk, arguments, {OutboxState::refused, OutboxState::unknown});
}

Report show(Desk& desk, const OutboxArguments& arguments) {
    return one(desk, managing(desk).show(Actor::system(), OutboxId(arguments.id)));
}

Report retry(Desk& desk, const OutboxArguments& arguments) {
    return one(desk, managing(desk).retry(Actor::system(), OutboxId(arguments.id), arguments.may_send_twice));
}

Report cancel(Desk& desk, const OutboxArguments& arguments) {
    return one(desk, managing(desk).cancel(Actor::system(), OutboxId(arguments.id)));
}

Report mark_done(Desk& desk, const OutboxArguments& arguments) {
    return one(desk, managing(desk).mark_done(Actor::system(), OutboxId(arguments.id)));
}

Report try_again(Desk& desk, const OutboxArguments& arguments) {
    const long long holds = managing(desk).try_again(Actor::system(), arguments.account);
    return {"held before, tried again now: " + std::to_string(holds) + "\n", {{"holds", holds}}, 0};
}

}  // namespace

Report pump_outbox(Desk& desk) {
    ColumnParts parts(desk.config());
    Sending sending(desk, parts);
    const long long expired = sending.pump().expire_claims();
    const OutboxPump::Round round = sending.pump().run_until_idle();
    Report report;
    report.json = {{"expired", expired},           {"claimed", round.claimed}, {"sent", round.sent},
                   {"refused", round.refused},     {"unknown", round.unknown}, {"cancelled", round.cancelled},
                   {"postponed", round.postponed}, {"lost", round.lost}};
    report.text = "sent " + std::to_string(round.sent) + ", refused " + std::to_string(round.refused) + ", unknown " +
                  std::to_string(round.unknown) + ", cancelled " + std::to_string(round.cancelled) + ", later " +
                  std::to_string(round.postponed) + "\n";
    if (round.refused + round.unknown > 0) {
        report.text += "see: leaguectl outbox list --state refused\n";
        report.status = 1;
    }
    return report;
}

void add_outbox(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<OutboxArguments>();
    CLI::App* noun = line.add_subcommand("outbox", "what leaves for WeChat");
    noun->require_subcommand(1);
    const auto add = [&](const char* verb, const char* what, Report (*run)(Desk&, const OutboxArguments&)) {
        CLI::App* command = noun->add_subcommand(verb, what);
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
        return command;
    };
    CLI::App* to_list = add("list", "counts by state and the newest rows", list);
    to_list->add_option("--state", arguments->state, "due, sending, sent, refused, unknown or cancelled");
    to_list->add_option("--kind", arguments->kind, "e.g. column_draft");
    to_list->add_option("--period", arguments->period, "e.g. 2026-11");
    to_list->add_option("--limit", arguments->limit, "how many")->check(CLI::Range(1, 10000))->capture_default_str();
    const auto add_for_row = [&](const char* verb, const char* what, Report (*run)(Desk&, const OutboxArguments&)) {
        CLI::App* command = add(verb, what, run);
        command->add_option("id", arguments->id, "as listed")->required();
        return command;
    };
    add_for_row("show", "one row", show);
    add_for_row("retry", "send a refused, unknown or cancelled row again", retry)
        ->add_flag("--may-send-twice", arguments->may_send_twice, "needed where it may have arrived already");
    add_for_row("cancel", "give a row up", cancel);
    add_for_row("done", "a person did it in WeChat's console or by phone: send it no more", mark_done);
    CLI::App* to_bury = add("dead", "what was refused or may have been lost, each with its cure", dead);
    to_bury->add_option("--limit", arguments->limit, "how many of each")->check(CLI::Range(1, 10000));
    add("try-again", "what held an account was cured: try it now", try_again)
        ->add_option("account", arguments->account, "as listed: oa, mp")
        ->required();
    noun->add_subcommand("pump", "send what is due, now and from here")->callback([=] { choose(pump_outbox); });
}

}  // namespace league::ctl
