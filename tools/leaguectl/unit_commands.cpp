// unit, term, headcount: the life of organisations after they were founded.
#include "lib/app/end_unit.hpp"
#include "lib/app/move_unit.hpp"
#include "lib/app/read_organisations.hpp"
#include "lib/app/record_org_life.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/day_input.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct UnitArguments {
    std::string org;
    std::string to;
    std::string from;
    std::string on;
    std::string reason;
    std::string paper;
    bool cancel = false;
};

json day_of(const std::optional<Instant>& at) {
    return at ? json(to_iso(beijing_date(*at))) : json(nullptr);
}

Report move(Desk& desk, const UnitArguments& arguments) {
    const Month from = month_from("from_month", arguments.from);
    Database& database = desk.ready_database();
    if (arguments.cancel) {
        CancelMove(database, desk.seals().digest).run(Actor::system(), {arguments.org, from});
        return {"cancelled the move of " + arguments.org + " in " + from.str() + "\n", {{"cancelled", from.str()}}, 0};
    }
    const MoveUnit::Output moved =
        MoveUnit(database, desk.seals().digest, desk.random())
            .run(Actor::system(), {arguments.org, arguments.to, from, arguments.reason, arguments.paper});
    const bool holds = moved.unit.parent == moved.to.id;
    Report report;
    report.text = moved.unit.name + (holds ? " stands below " : " will stand below ") + moved.to.name + " from " +
                  from.str() + "\n";
    report.json = {{"org", moved.unit.code},
                   {"to", moved.to.code},
                   {"from_month", from.str()},
                   {"changed", moved.changed},
                   {"holds", holds}};
    return report;
}

Report end(Desk& desk, const UnitArguments& arguments, UnitEventKind kind) {
    EndUnit use(desk.ready_database(), desk.seals().digest, desk.random());
    const EndUnit::Output ended =
        use.run(Actor::system(),
                {arguments.org, kind, arguments.to, day_from("on", arguments.on), arguments.reason, arguments.paper});
    Report report;
    report.text = ended.unit.name + "  " + std::string(to_string(kind)) + "  " + arguments.on + "  roles ended " +
                  std::to_string(ended.roles_ended) + "\n";
    report.json = {{"org", ended.unit.code},
                   {"how", to_string(kind)},
                   {"on", arguments.on},
                   {"changed", ended.changed},
                   {"roles_ended", ended.roles_ended}};
    return report;
}

Report show(Desk& desk, const std::string& org) {
    const auto whole = ReadOrganisations(desk.ready_database()).one(Actor::system(), org);
    const OrgRecord& record = whole.row.record;
    Report report;
    report.json = {{"org", whole.row.unit.code},
                   {"name", whole.row.unit.name},
                   {"closed_on", day_of(whole.row.unit.closed_at)},
                   {"founded_on", day_of(record.founded_at)},
                   {"claimed_on", day_of(record.nms_claimed_at)},
                   {"counted_since", day_of(record.nms_counted_at)},
                   {"term_ends_on", day_of(record.term_ends_at)},
                   {"members", record.heads ? json(record.heads->members) : json(nullptr)},
                   {"tags", whole.row.tags},
                   {"places", json::array()},
                   {"events", json::array()}};
    for (const auto& place : whole.places) {
        report.json["places"].push_back({{"below", place.parent ? json(place.parent->code) : json(nullptr)},
                                         {"from_month", place.span.from.str()}});
    }
    for (const auto& entry : whole.events) {
        report.json["events"].push_back({{"how", to_string(entry.event.kind)},
                                         {"on", day_of(entry.event.effective_at)},
                                         {"other", entry.other ? json(entry.other->code) : json(nullptr)},
                                         {"reason", entry.event.reason},
                                         {"paper", entry.event.paper},
                                         {"cancelled", entry.event.cancelled_at.has_value()}});
    }
    report.text = report.json.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    return report;
}

Report tag(Desk& desk, const std::string& org, const std::vector<std::string>& tags) {
    const auto kept = RecordTags(desk.ready_database(), desk.seals().digest).run(Actor::system(), {org, tags});
    Report report;
    for (const std::string& one : kept) report.text += one + "\n";
    report.json = {{"org", org}, {"tags", kept}};
    return report;
}

Report claim(Desk& desk, const UnitArguments& arguments) {
    ClaimEntry::Input input{arguments.org, std::nullopt};
    if (!arguments.cancel) input.claimed_on = day_from("claimed_on", arguments.on);
    const OrgRecord record = ClaimEntry(desk.ready_database(), desk.seals().digest).run(Actor::system(), input);
    return {arguments.org + (record.nms_claimed_at ? " claimed since " + arguments.on : " not claimed") + "\n",
            {{"org", arguments.org}, {"claimed_on", day_of(record.nms_claimed_at)}},
            0};
}

struct TermArguments {
    std::string org;
    std::string began;
    int years = 3;
    bool student = false;
    bool appointed = false;
    std::string paper;
    int within = kTermNoticeDays;
};

Report list_terms(Desk& desk, const TermArguments& arguments) {
    const auto terms =
        ReadOrganisations(desk.ready_database()).ending(Actor::system(), arguments.org, arguments.within);
    Report report;
    report.json = {{"terms", json::array()}};
    for (const EndingTerm& term : terms.ending) {
        const Date ends = beijing_date(term.ends_at);
        const std::string notice(to_string(term_notice(ends, terms.today)));
        report.text += to_iso(ends) + "  " + notice + "  " + term.unit.code + "  " + term.unit.name + "\n";
        report.json["terms"].push_back({{"org", term.unit.code}, {"ends_on", to_iso(ends)}, {"notice", notice}});
    }
    return report;
}

Report set_term(Desk& desk, const TermArguments& arguments) {
    RecordTerm::Input input;
    input.unit = arguments.org;
    input.term.began = day_from("began_on", arguments.began);
    input.term.years = arguments.years;
    input.term.student = arguments.student;
    input.term.manner = arguments.appointed ? TermManner::appointed : TermManner::elected;
    input.term.paper = arguments.paper;
    const auto kept = RecordTerm(desk.ready_database(), desk.seals().digest).run(Actor::system(), input);
    return {kept.unit.name + "  " + arguments.began + " until " + to_iso(kept.ends) + "\n",
            {{"org", kept.unit.code}, {"ends_on", to_iso(kept.ends)}},
            0};
}

Report remove_term(Desk& desk, const TermArguments& arguments) {
    const Date began = day_from("began_on", arguments.began);
    RemoveTerm(desk.ready_database(), desk.seals().digest).run(Actor::system(), {arguments.org, began});
    return {"removed the term of " + arguments.org + " from " + to_iso(began) + "\n",
            {{"org", arguments.org}, {"removed", to_iso(began)}},
            0};
}

struct HeadArguments {
    std::string org;
    int members = 0;
    int youth = -1;
    std::string on;
};

Report count_heads(Desk& desk, const HeadArguments& arguments) {
    RecordHeads::Input input{arguments.org, arguments.members, std::nullopt, day_from("counted_on", arguments.on)};
    if (arguments.youth >= 0) input.youth = arguments.youth;
    const OrgRecord record = RecordHeads(desk.ready_database(), desk.seals().digest).run(Actor::system(), input);
    Report report;
    const std::string newest = to_iso(beijing_date(record.heads->counted_at));
    report.json = {{"org", arguments.org},
                   {"members", arguments.members},
                   {"on", to_iso(input.counted_on)},
                   {"newest", {{"members", record.heads->members}, {"on", newest}}}};
    report.text = arguments.org + "  " + std::to_string(arguments.members) + " members on " + to_iso(input.counted_on);
    if (newest != to_iso(input.counted_on)) {
        report.text += "; the newest are " + std::to_string(record.heads->members) + " on " + newest;
    }
    report.text += "\n";
    return report;
}

void add_end(CLI::App& noun, const Choose& choose, const char* word, const char* says, UnitEventKind kind) {
    auto arguments = std::make_shared<UnitArguments>();
    CLI::App* command = noun.add_subcommand(word, says);
    command->add_option("org", arguments->org, "code or id of the unit")->required();
    if (kind == UnitEventKind::merged) {
        command->add_option("--into", arguments->to, "code or id of the organisation it goes into")->required();
    }
    command->add_option("--on", arguments->on, "the first day on which it is no more")->required();
    command->add_option("--reason", arguments->reason, "why")->required();
    command->add_option("--paper", arguments->paper, "number and title of the paper");
    command->callback([=] { choose([=](Desk& desk) { return end(desk, *arguments, kind); }); });
}

}  // namespace

void add_unit(CLI::App& line, const Choose& choose) {
    CLI::App* noun = line.add_subcommand("unit", "how organisations move, end and are described");
    noun->require_subcommand(1);
    auto arguments = std::make_shared<UnitArguments>();
    CLI::App* moving = noun->add_subcommand("move", "put a unit below another from the first of a month on");
    moving->add_option("org", arguments->org, "code or id of the unit")->required();
    moving->add_option("--to", arguments->to, "code or id of the unit it will stand below");
    moving->add_option("--from", arguments->from, "the month, 2026-12")->required();
    moving->add_option("--reason", arguments->reason, "why");
    moving->add_option("--paper", arguments->paper, "number and title of the paper");
    moving->add_flag("--cancel", arguments->cancel, "take back a move whose month has not begun");
    moving->callback([=] { choose([=](Desk& desk) { return move(desk, *arguments); }); });

    add_end(*noun, choose, "merge", "end an organisation in another", UnitEventKind::merged);
    add_end(*noun, choose, "dissolve", "end an organisation by decision", UnitEventKind::dissolved);
    add_end(*noun, choose, "close", "end a unit that is no more", UnitEventKind::closed);

    auto org = std::make_shared<std::string>();
    CLI::App* showing = noun->add_subcommand("show", "what is known of an organisation");
    showing->add_option("org", *org, "code or id")->required();
    showing->callback([=] { choose([=](Desk& desk) { return show(desk, *org); }); });

    auto tags = std::make_shared<std::vector<std::string>>();
    CLI::App* tagging = noun->add_subcommand("tag", "set an organisation's tags; none takes all away");
    tagging->add_option("org", *org, "code or id")->required();
    tagging->add_option("tags", *tags, "words");
    tagging->callback([=] { choose([=](Desk& desk) { return tag(desk, *org, *tags); }); });

    auto claimed = std::make_shared<UnitArguments>();
    CLI::App* claiming = noun->add_subcommand("claim", "say that it was entered into the member system");
    claiming->add_option("org", claimed->org, "code or id")->required();
    auto* on = claiming->add_option("--on", claimed->on, "since which day");
    claiming->add_flag("--cancel", claimed->cancel, "take that back")->excludes(on);
    claiming->callback([=] { choose([=](Desk& desk) { return claim(desk, *claimed); }); });
}

void add_term(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<TermArguments>();
    CLI::App* noun = line.add_subcommand("term", "terms of committees and secretaries");
    noun->require_subcommand(1);
    CLI::App* list = noun->add_subcommand("list", "terms at and below a unit that end soon or are over");
    list->add_option("--org", arguments->org, "code or id of the unit")->required();
    list->add_option("--within", arguments->within, "days")->check(CLI::Range(0, 3660))->capture_default_str();
    list->callback([=] { choose([=](Desk& desk) { return list_terms(desk, *arguments); }); });
    CLI::App* set = noun->add_subcommand("set", "write a term down");
    set->add_option("org", arguments->org, "code or id of the unit")->required();
    set->add_option("--began", arguments->began, "its first day")->required();
    set->add_option("--years", arguments->years, "how long")->capture_default_str();
    set->add_flag("--student", arguments->student, "of a student branch");
    set->add_flag("--appointed", arguments->appointed, "not elected");
    set->add_option("--paper", arguments->paper, "number and title of the paper");
    set->callback([=] { choose([=](Desk& desk) { return set_term(desk, *arguments); }); });
    CLI::App* remove = noun->add_subcommand("remove", "take back a term that was written down by mistake");
    remove->add_option("org", arguments->org, "code or id of the unit")->required();
    remove->add_option("--began", arguments->began, "its first day")->required();
    remove->callback([=] { choose([=](Desk& desk) { return remove_term(desk, *arguments); }); });
}

void add_headcount(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<HeadArguments>();
    CLI::App* noun = line.add_subcommand("headcount", "how many members and youth organisations have");
    noun->require_subcommand(1);
    CLI::App* set = noun->add_subcommand("set", "write down the heads of a day");
    set->add_option("org", arguments->org, "code or id of the organisation")->required();
    set->add_option("--members", arguments->members, "League members")->required();
    set->add_option("--youth", arguments->youth, "youth, where they were counted")->check(CLI::NonNegativeNumber);
    set->add_option("--on", arguments->on, "the day")->required();
    set->callback([=] { choose([=](Desk& desk) { return count_heads(desk, *arguments); }); });
}

}  // namespace league::ctl
