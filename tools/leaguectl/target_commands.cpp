// campaign, target: what a county asks for, by which day, and of whom.
#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct Arguments {
    std::string unit;
    std::string code;
    std::string name;
    std::string from;
    std::string deadline;
    std::string reason;
    std::string paper_title;
    std::string paper_number;
    std::string paper_date;
    std::string formula = "committee";
    std::string owner_title;
    std::string owner_name;
    std::string valid_from;
    int minimum = 20;
    int per_member = 2;
    int amount = -1;
    int members = -1;
    bool history = false;
};

std::optional<Date> day_from(const std::string& field, const std::string& words) {
    if (words.empty()) return std::nullopt;
    const auto day = date_from_iso(words);
    if (!day) throw Problem::invalid(field, "not_a_date");
    return day;
}

CitedPaper paper_of(const Arguments& given) {
    return {given.paper_title, given.paper_number, day_from("paper_date", given.paper_date)};
}

std::string county_or_top(Desk& desk, const std::string& unit) {
    return desk.ready_database().read([&](ReadTransaction& tx) { return unit_or_top(tx, unit).code; });
}

json json_of(const Campaign& campaign) {
    return {{"id", campaign.id.str()},
            {"code", campaign.code},
            {"name", campaign.name},
            {"from", to_iso(campaign.from)},
            {"deadline", to_iso(campaign.deadline)},
            {"minimum", campaign.minimum},
            {"per_member", campaign.per_member},
            {"paper_title", campaign.source.title},
            {"open", !campaign.closed_at.has_value()}};
}

std::string line_of(const Campaign& campaign) {
    return campaign.code + "  " + to_iso(campaign.from) + " - " + to_iso(campaign.deadline) + "  " +
           (campaign.closed_at ? "closed  " : "open  ") + campaign.name + "\n";
}

Report report_of(const Campaign& campaign) {
    return {line_of(campaign), json_of(campaign), 0};
}

Report open_campaign(Desk& desk, const Arguments& given) {
    OpenCampaign::Input input;
    input.unit = county_or_top(desk, given.unit);
    Campaign& campaign = input.campaign;
    campaign.code = given.code;
    campaign.name = given.name;
    campaign.from = *day_from("from", given.from);
    campaign.deadline = *day_from("deadline", given.deadline);
    campaign.minimum = given.minimum;
    campaign.per_member = given.per_member;
    campaign.source = paper_of(given);
    const auto output =
        OpenCampaign(desk.ready_database(), desk.seals().digest, desk.random()).run(Actor::system(), input);
    Report report = report_of(output.campaign);
    report.json["created"] = output.created;
    return report;
}

/// The campaign of this code; the open one when none is named.
Campaign chosen(Desk& desk, const Arguments& given) {
    const auto campaigns = ListCampaigns(desk.ready_database()).run(Actor::system(), county_or_top(desk, given.unit));
    for (const Campaign& campaign : campaigns) {
        if (given.code.empty() ? !campaign.closed_at : campaign.code == given.code) return campaign;
    }
    if (given.code.empty()) throw Problem(ProblemCode::conflict, "no_open_campaign");
    throw Problem(ProblemCode::not_found, "campaign_not_found");
}

Report move_deadline(Desk& desk, const Arguments& given) {
    const Campaign campaign = chosen(desk, given);
    const MoveDeadline::Input input{campaign.id, *day_from("deadline", given.deadline), campaign.deadline, given.reason,
                                    paper_of(given)};
    return report_of(MoveDeadline(desk.ready_database(), desk.seals().digest).run(Actor::system(), input));
}

Report close_campaign(Desk& desk, const Arguments& given) {
    const Campaign campaign = chosen(desk, given);
    return report_of(CloseCampaign(desk.ready_database(), desk.seals().digest).run(Actor::system(), campaign.id));
}

Report list_campaigns(Desk& desk, const Arguments& given) {
    Report report;
    report.json["campaigns"] = json::array();
    for (const Campaign& campaign :
         ListCampaigns(desk.ready_database()).run(Actor::system(), county_or_top(desk, given.unit))) {
        report.text += line_of(campaign);
        report.json["campaigns"].push_back(json_of(campaign));
    }
    if (report.text.empty()) report.text = "no campaign yet\n";
    return report;
}

void show(Report& report, const OrgUnit& unit, const std::optional<Target>& target) {
    json line = {{"unit", unit.code}, {"name", unit.name}, {"amount", nullptr}};
    report.text += unit.code + "  " + unit.name + "  ";
    if (target) {
        report.text += std::to_string(target->amount) + "  " + std::string(to_string(target->formula)) + "  from " +
                       to_iso(target->valid_from) + "  " + target->owner_title + " " + target->owner_name;
        if (!target->reason.empty()) report.text += "  (" + target->reason + ")";
        line["amount"] = target->amount;
        line["revision"] = target->revision;
        line["formula"] = to_string(target->formula);
        line["valid_from"] = to_iso(target->valid_from);
        line["owner_title"] = target->owner_title;
        line["owner_name"] = target->owner_name;
        line["reason"] = target->reason;
    } else {
        report.text += "-";
    }
    report.text += "\n";
    report.json["targets"].push_back(std::move(line));
}

Report set_target(Desk& desk, const Arguments& given) {
    SetTarget::Input input;
    input.unit = county_or_top(desk, given.unit);
    const auto formula = target_formula_from(given.formula);
    if (!formula) throw Problem::invalid("formula", "field.not_a_choice");
    input.order.formula = *formula;
    if (given.amount >= 0) input.order.amount = given.amount;
    if (given.members >= 0) input.order.committee_members = given.members;
    input.order.reason = given.reason;
    input.order.paper = paper_of(given);
    input.order.owner_title = given.owner_title;
    input.order.owner_name = given.owner_name;
    input.order.valid_from = day_from("valid_from", given.valid_from);
    // Whoever types here has read the list; between reading and writing nobody else may have set another one.
    const auto before = ListTargets(desk.ready_database(), desk.seals()).run(Actor::system(), input.unit).lines.front();
    input.base_revision = before.target ? before.target->revision : 0;
    const auto output = SetTarget(desk.ready_database(), desk.seals()).run(Actor::system(), input);
    Report report;
    show(report, output.unit, output.target);
    report.json = report.json["targets"].front();
    report.json["created"] = output.created;
    return report;
}

Report list_targets(Desk& desk, const Arguments& given) {
    ListTargets use_case(desk.ready_database(), desk.seals());
    const std::string unit = county_or_top(desk, given.unit);
    const auto output = given.history ? use_case.history(Actor::system(), unit) : use_case.run(Actor::system(), unit);
    Report report;
    report.json["campaign"] = output.campaign ? json_of(*output.campaign) : json(nullptr);
    report.json["targets"] = json::array();
    report.text = output.campaign ? line_of(*output.campaign) : "no open campaign\n";
    for (const ListTargets::Line& line : output.lines) show(report, line.unit, line.target);
    return report;
}

Report check_targets(Desk& desk, const Arguments& given) {
    const auto output =
        CheckTargets(desk.ready_database(), desk.seals()).run(Actor::system(), county_or_top(desk, given.unit));
    const Breakdown& breakdown = output.breakdown;
    Report report;
    report.text = "county " + (breakdown.given ? std::to_string(*breakdown.given) : std::string("not given")) +
                  ", parts " + std::to_string(breakdown.sum()) + ", difference " +
                  std::to_string(breakdown.difference()) + "\n";
    json missing = json::array();
    for (const OrgUnit& unit : breakdown.without_target()) {
        report.text += "no target: " + unit.code + "  " + unit.name + "\n";
        missing.push_back(unit.code);
    }
    report.text += breakdown.covers() ? "the parts cover the whole\n" : "the parts do not cover the whole\n";
    report.json = {{"given", breakdown.given ? json(*breakdown.given) : json(nullptr)},
                   {"sum", breakdown.sum()},
                   {"difference", breakdown.difference()},
                   {"covers", breakdown.covers()},
                   {"without_target", std::move(missing)}};
    report.status = breakdown.covers() ? 0 : 1;
    return report;
}

class Noun {
public:
    Noun(CLI::App& line, const Choose& choose, const char* name, const char* about)
        : choose_(choose), noun_(line.add_subcommand(name, about)) {
        noun_->require_subcommand(1);
    }

    CLI::App* verb(const char* name, const char* about, Report (*run)(Desk&, const Arguments&)) {
        CLI::App* command = noun_->add_subcommand(name, about);
        command->add_option("--unit", given_->unit, "code or id; by default the top of the tree");
        command->callback([choose = choose_, given = given_, run] {
            choose([given, run](Desk& desk) { return run(desk, *given); });
        });
        return command;
    }
    void add_paper(CLI::App* command, bool required) {
        command->add_option("--paper", given_->paper_title, "title of the paper it rests on")->required(required);
        command->add_option("--paper-number", given_->paper_number, "its number");
        command->add_option("--paper-date", given_->paper_date, "its date, e.g. 2026-10-08");
    }
    Arguments& given() { return *given_; }

private:
    Choose choose_;
    CLI::App* noun_;
    std::shared_ptr<Arguments> given_ = std::make_shared<Arguments>();
};

}  // namespace

void add_campaign(CLI::App& line, const Choose& choose) {
    Noun noun(line, choose, "campaign", "drives that ask for new organisations by a day");
    CLI::App* open = noun.verb("open", "begin one; a county has one at a time", open_campaign);
    open->add_option("--code", noun.given().code, "short, unique in the county, e.g. 2026")->required();
    open->add_option("--name", noun.given().name, "as people call it")->required();
    open->add_option("--from", noun.given().from, "first day, e.g. 2026-10-10")->required();
    open->add_option("--deadline", noun.given().deadline, "last day")->required();
    open->add_option("--minimum", noun.given().minimum, "of a township")->capture_default_str();
    open->add_option("--per-member", noun.given().per_member, "for each committee member")->capture_default_str();
    noun.add_paper(open, /*required=*/true);
    CLI::App* extend = noun.verb("extend", "move the deadline", move_deadline);
    extend->add_option("--code", noun.given().code, "by default the open one");
    extend->add_option("--deadline", noun.given().deadline, "the new last day")->required();
    extend->add_option("--reason", noun.given().reason, "why")->required();
    noun.add_paper(extend, /*required=*/false);
    noun.verb("close", "end one", close_campaign)->add_option("--code", noun.given().code, "by default the open one");
    noun.verb("list", "all of a county", list_campaigns);
}

void add_target(CLI::App& line, const Choose& choose) {
    Noun noun(line, choose, "target", "how many organisations each unit shall reach");
    CLI::App* set = noun.verb("set", "set or change one", set_target);
    set->add_option("--formula", noun.given().formula, "committee, fixed or override")->capture_default_str();
    set->add_option("--amount", noun.given().amount, "with fixed and override");
    set->add_option("--members", noun.given().members, "members of the township's committee");
    set->add_option("--reason", noun.given().reason, "with override");
    noun.add_paper(set, /*required=*/false);
    set->add_option("--owner-title", noun.given().owner_title, "post of who answers for it")->required();
    set->add_option("--owner-name", noun.given().owner_name, "and name")->required();
    set->add_option("--valid-from", noun.given().valid_from, "by default today");
    noun.verb("list", "those of the open campaign", list_targets)
        ->add_flag("--history", noun.given().history, "all revisions of one unit");
    noun.verb("check", "do the parts cover the whole?", check_targets);
}

}  // namespace league::ctl
