// kind, cadence, due, alive: what activities are, how often they are asked for, and who lives by them.
#include "lib/app/manage_cadence.hpp"
#include "lib/app/manage_kinds.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/app/read_due.hpp"
#include "lib/app/read_kinds.hpp"
#include "lib/app/settings.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/kind_words.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct Arguments {
    KindWords kind;
    std::string code;
    std::string unit;
    std::string org_kind;
    std::string period;
    std::string from;
    std::string last_day;
    std::string source;
    std::string state;
    int min_count = 1;
    int min_members = 0;
    int limit = 200;
    bool all = false;
};

json kind_line(const ActivityKind& kind) {
    json fields = json::array();
    for (const KindField& field : kind.fields) {
        if (field.in_use) fields.push_back({{"code", field.code}, {"label", field.label}});
    }
    return {{"code", kind.code}, {"label", kind.label}, {"in_use", kind.in_use}, {"fields", std::move(fields)}};
}

Report list_kinds(Desk& desk, const Arguments& arguments) {
    ReadKinds read(desk.ready_database());
    Report report;
    report.json = {{"kinds", json::array()}};
    for (const ActivityKind& kind : arguments.all ? read.run_all() : read.run()) {
        report.text += kind.code + "  " + kind.label + (kind.in_use ? "" : "  retired") + "\n";
        report.json["kinds"].push_back(kind_line(kind));
    }
    return report;
}

Report define_kind(Desk& desk, const Arguments& arguments) {
    const ActivityKind kind =
        AddKind(desk.ready_database(), desk.seals().digest).run(Actor::system(), kind_from(arguments.kind));
    return {"added " + kind.code + "\n", kind_line(kind), 0};
}

Report retire_kind(Desk& desk, const Arguments& arguments) {
    const ActivityKind kind =
        RetireKind(desk.ready_database(), desk.seals().digest).run(Actor::system(), arguments.code);
    return {"retired " + kind.code + "\n", kind_line(kind), 0};
}

json rule_line(const CadenceRule& rule) {
    return {{"id", rule.id},
            {"kind", rule.kind ? json(*rule.kind) : json(nullptr)},
            {"every", to_string(rule.period)},
            {"min_count", rule.min_count},
            {"min_members", rule.min_members},
            {"valid_from", to_iso(rule.valid_from)},
            {"valid_to", rule.valid_to ? json(to_iso(*rule.valid_to)) : json(nullptr)},
            {"source", rule.source}};
}

std::string rule_words(const CadenceRule& rule) {
    return (rule.kind ? *rule.kind : "any activity") + " " + std::to_string(rule.min_count) + " every " +
           std::string(to_string(rule.period));
}

Report list_cadence(Desk& desk, const Arguments& arguments) {
    Report report;
    report.json = {{"rules", json::array()}};
    for (const auto& line : ListCadence(desk.ready_database()).run(Actor::system(), {arguments.unit, arguments.all})) {
        const CadenceRule& rule = line.rule;
        report.text += rule.id + "  " + rule_words(rule) + "  " +
                       (line.unit_name.empty() ? "" : line.unit_name + "  ") + to_iso(rule.valid_from) + ".." +
                       (rule.valid_to ? to_iso(*rule.valid_to) : "") + "  " + rule.source + "\n";
        report.json["rules"].push_back(rule_line(rule));
    }
    return report;
}

Date day_or_throw(const char* field, const std::string& text) {
    const std::optional<Date> date = date_from_iso(text);
    if (!date) throw Problem::invalid(field, "period_malformed", {{"example", "2027-01-31"}});
    return *date;
}

Report make_rule(Desk& desk, const Arguments& arguments) {
    CadenceRule rule;
    rule.id = make_uuid_v7(desk.random(), desk.clock().now());
    if (!arguments.code.empty()) rule.kind = arguments.code;
    if (!arguments.org_kind.empty()) {
        rule.org_kind = org_kind_from(arguments.org_kind);
        if (!rule.org_kind) throw Problem::invalid("org_kind", "not_a_choice");
    }
    const auto period = cadence_period_from(arguments.period);
    if (!period) throw Problem::invalid("period", "not_a_choice");
    rule.period = *period;
    rule.min_count = arguments.min_count;
    rule.min_members = arguments.min_members;
    rule.valid_from = day_or_throw("valid_from", arguments.from);
    rule.source = arguments.source;
    const auto output =
        AddCadence(desk.ready_database(), desk.seals().digest).run(Actor::system(), {std::move(rule), arguments.unit});
    return {"added " + output.rule.id + "\n", rule_line(output.rule), 0};
}

Report end_cadence(Desk& desk, const Arguments& arguments) {
    const CadenceRule rule = EndCadence(desk.ready_database(), desk.seals().digest)
                                 .run(Actor::system(), {arguments.code, day_or_throw("valid_to", arguments.last_day)});
    return {"ends " + to_iso(*rule.valid_to) + "\n", rule_line(rule), 0};
}

Report due(Desk& desk, const Arguments& arguments) {
    ReadDue::Input input;
    input.unit = arguments.unit;
    input.limit = arguments.limit;
    if (!arguments.period.empty()) {
        input.month = Month::parse(arguments.period);
        if (!input.month) throw Problem::invalid("period", "period_malformed", {{"example", "2026-11"}});
    }
    if (!arguments.state.empty()) {
        input.state = duty_state_from(arguments.state);
        if (!input.state) throw Problem::invalid("state", "not_a_choice");
    }
    const ReadDue::Output output = ReadDue(desk.ready_database()).run(Actor::system(), input);
    Report report;
    report.json = {{"period", output.month.str()},
                   {"rules", json::array()},
                   {"total", output.total},
                   {"organisations", json::array()}};
    for (const ReadDue::RuleLine& line : output.rules) {
        report.text += rule_words(line.rule) + ", due " + to_iso(line.range.last.last_day()) + ": asked of " +
                       std::to_string(line.asked) + ", done " + std::to_string(line.done) + ", due " +
                       std::to_string(line.due) + ", overdue " + std::to_string(line.overdue) + "\n";
        report.json["rules"].push_back({{"rule", line.rule.id},
                                        {"asked", line.asked},
                                        {"done", line.done},
                                        {"due", line.due},
                                        {"overdue", line.overdue}});
    }
    for (const ReadDue::Organisation& one : output.listed) {
        json duties = json::array();
        report.text += one.unit.code + "  " + one.unit.name;
        for (const Duty& duty : one.duties) {
            const CadenceRule& rule = output.rules[duty.rule].rule;
            report.text += "  " + (rule.kind ? *rule.kind : "any") + " " + std::to_string(duty.done) + "/" +
                           std::to_string(duty.needed) + " " + std::string(to_string(duty.state));
            duties.push_back({{"rule", rule.id},
                              {"done", duty.done},
                              {"needed", duty.needed},
                              {"due_on", to_iso(duty.due_on())},
                              {"state", to_string(duty.state)}});
        }
        report.text += "\n";
        report.json["organisations"].push_back({{"unit", one.unit.code}, {"duties", std::move(duties)}});
    }
    if (output.total > static_cast<long long>(output.listed.size())) {
        report.text += "... " + std::to_string(output.total) + " organisations in all\n";
    }
    return report;
}

Report alive(Desk& desk, const Arguments& arguments) {
    ReadAlive::Input input;
    input.unit = arguments.unit;
    input.limit = arguments.limit;
    if (!arguments.state.empty()) {
        input.state = alive_state_from(arguments.state);
        if (!input.state) throw Problem::invalid("state", "not_a_choice");
    }
    ReadAlive read(desk.ready_database(), activity_rules(desk.config().activities));
    const ReadAlive::Output output = read.run(Actor::system(), input);
    const auto shown = [](const AliveCounts& counts) {
        return json{{"organisations", counts.organisations},
                    {"alive", counts.alive},
                    {"weak", counts.weak},
                    {"hollow", counts.hollow}};
    };
    const auto words = [](const AliveCounts& counts) {
        return std::to_string(counts.organisations) + " organisations: " + std::to_string(counts.alive) + " alive, " +
               std::to_string(counts.weak) + " weak, " + std::to_string(counts.hollow) + " hollow\n";
    };
    Report report;
    report.text = output.unit.name + "  " + words(output.totals);
    report.json = {{"unit", output.unit.code},
                   {"as_of", to_rfc3339(output.as_of)},
                   {"totals", shown(output.totals)},
                   {"below", json::array()},
                   {"organisations", json::array()}};
    for (const ReadAlive::Below& line : output.below) {
        report.text += line.unit.name + "  " + words(line.counts);
        json counts = shown(line.counts);
        counts["unit"] = line.unit.code;
        report.json["below"].push_back(std::move(counts));
    }
    for (const ReadAlive::Organisation& one : output.listed) {
        std::string open;
        for (const AliveCondition condition : kAliveConditions) {
            if (one.index.of(condition) != Finding::met) open += " " + std::string(to_string(condition));
        }
        report.text += one.unit.code + "  " + one.unit.name + "  " + std::string(to_string(one.index.state)) + " " +
                       std::to_string(one.index.met) + "/5" + (open.empty() ? "" : "  open:" + open) + "\n";
        report.json["organisations"].push_back(
            {{"unit", one.unit.code}, {"state", to_string(one.index.state)}, {"met", one.index.met}, {"open", open}});
    }
    return report;
}

using Command = Report (*)(Desk&, const Arguments&);

CLI::App* add_command(CLI::App& noun, const Choose& choose, const std::shared_ptr<Arguments>& arguments,
                      const char* verb, const char* what, Command run) {
    CLI::App* command = noun.add_subcommand(verb, what);
    command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
    return command;
}

}  // namespace

void add_kind(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* noun = line.add_subcommand("kind", "kinds of activity");
    noun->require_subcommand(1);
    add_command(*noun, choose, arguments, "list", "kinds in their order", list_kinds)
        ->add_flag("--all", arguments->all, "those out of use too");
    CLI::App* add =
        add_command(*noun, choose, arguments, "add", "a further kind with its fields and checks", define_kind);
    KindWords& kind = arguments->kind;
    add->add_option("code", kind.code, "lower-case letters, digits and _")->required();
    add->add_option("--label", kind.label, "what people call it")->required();
    add->add_option("--sort", kind.sort, "place in the list")->capture_default_str();
    add->add_flag("--restricted", kind.restricted, "content only for the branch and its committees");
    add->add_option("--field", kind.fields,
                    "code:label:text:MAX, code:label:integer:MIN:MAX, code:label:boolean or "
                    "code:label:choice:ONE|TWO; a * after the code makes it required");
    add->add_option("--check", kind.checks,
                    "\"votes_for+votes_against at_most voters: sentence\"; also equal and over_half");
    add_command(*noun, choose, arguments, "retire", "offer it to nobody any more", retire_kind)
        ->add_option("code", arguments->code, "as listed")
        ->required();
}

void add_cadence(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* noun = line.add_subcommand("cadence", "how often organisations meet and act, and by which paper");
    noun->require_subcommand(1);
    CLI::App* list = add_command(*noun, choose, arguments, "list", "rules, short periods first", list_cadence);
    list->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    list->add_flag("--all", arguments->all, "those that ended too");
    CLI::App* add = add_command(*noun, choose, arguments, "add", "a further rule", make_rule);
    add->add_option("--kind", arguments->code, "code of a kind of activity; by default any");
    add->add_option("--every", arguments->period, "month, quarter, half_year or year")->required();
    add->add_option("--times", arguments->min_count, "how often in it")->capture_default_str();
    add->add_option("--from", arguments->from, "first day, e.g. 2027-01-01")->required();
    add->add_option("--source", arguments->source, "the paper that says so")->required();
    add->add_option("--unit", arguments->unit, "holds at and below it; by default everywhere");
    add->add_option("--org-kind", arguments->org_kind, "only for this kind of organisation");
    add->add_option("--members", arguments->min_members, "only with that many members")->capture_default_str();
    CLI::App* end = add_command(*noun, choose, arguments, "end", "say which day is a rule's last", end_cadence);
    end->add_option("id", arguments->code, "as listed")->required();
    end->add_option("--last-day", arguments->last_day, "e.g. 2026-12-31")->required();
}

void add_due(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = add_command(line, choose, arguments, "due",
                                    "what the rules ask of organisations in a month, and who misses it", due);
    command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    command->add_option("--period", arguments->period, "e.g. 2026-11; by default the month under way");
    command->add_option("--state", arguments->state, "done, due or overdue; by default the last two");
    command->add_option("--limit", arguments->limit, "organisations listed")->capture_default_str();
}

void add_alive(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        add_command(line, choose, arguments, "alive", "which organisations live, are weak, are hollow", alive);
    command->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    command->add_option("--state", arguments->state, "alive, weak or hollow; by default all");
    command->add_option("--limit", arguments->limit, "organisations listed")->capture_default_str();
}

}  // namespace league::ctl
