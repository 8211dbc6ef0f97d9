// project: organisations on their way to being founded, and the list of building modes.
#include "lib/app/building_modes.hpp"
#include "lib/app/read_projects.hpp"
#include "lib/app/save_project.hpp"
#include "lib/base/text.hpp"
#include "tools/leaguectl/founding.hpp"

namespace league::ctl {
namespace {

struct ContentArguments {
    std::string org, name, short_name, kind, mode, counted_on, lasts_from, lasts_until;
    std::string area, hobby, industry, trade, category, leave;
    std::vector<std::string> tags;
    std::vector<std::string> partners;  ///< kind:name, kind:name:lead
    std::string members, youth;
    bool is_student = false;
};

void add_content_options(CLI::App* command, ContentArguments& a) {
    command->add_option("--name", a.name, "full name of the future organisation");
    command->add_option("--short-name", a.short_name, "short name");
    command->add_option("--kind", a.kind, "branch, joint_branch, temporary_branch or general_branch");
    command->add_option("--mode", a.mode, "code of a building mode");
    command->add_option("--members", a.members, "League members");
    command->add_option("--youth", a.youth, "youth aged 14 to 28, members among them");
    command->add_option("--counted-on", a.counted_on, "day of the count, 2026-10-01");
    command->add_option("--partner", a.partners, "KIND:NAME or KIND:NAME:lead; may be repeated");
    command->add_option("--tag", a.tags, "may be repeated");
    command->add_option("--area", a.area, "place that it is built on");
    command->add_option("--hobby", a.hobby, "hobby or function");
    command->add_option("--industry", a.industry, "as the national member system names it");
    command->add_option("--trade", a.trade, "trade");
    command->add_option("--category", a.category, "as the national member system names it");
    command->add_option("--leave", a.leave, "paper that allows more members than usual");
    command->add_option("--lasts-from", a.lasts_from, "of a temporary branch: beginning of its project");
    command->add_option("--lasts-until", a.lasts_until, "of a temporary branch: its end");
    command->add_flag("--student", a.is_student, "a branch of students");
}

ProjectPartner partner_of(const std::string& typed) {
    const std::size_t colon = typed.find(':');
    ProjectPartner partner;
    const auto kind = partner_kind_from(typed.substr(0, colon));
    if (!kind || colon == std::string::npos) throw Problem::invalid("partners", "field.not_a_choice");
    partner.kind = *kind;
    partner.name = typed.substr(colon + 1);
    constexpr std::string_view lead = ":lead";
    if (partner.name.ends_with(lead)) {
        partner.is_lead = true;
        partner.name.resize(partner.name.size() - lead.size());
    }
    return partner;
}

/// What was given goes over what is there.
void apply(const ContentArguments& a, ProjectContent& content) {
    const auto over = [](std::string& member, const std::string& given) {
        if (!given.empty()) member = given;
    };
    over(content.name, a.name);
    over(content.short_name, a.short_name);
    over(content.mode, a.mode);
    over(content.area, a.area);
    over(content.hobby, a.hobby);
    over(content.industry, a.industry);
    over(content.trade, a.trade);
    over(content.category, a.category);
    over(content.leave, a.leave);
    if (!a.kind.empty()) {
        const auto kind = org_kind_from(a.kind);
        if (!kind) throw Problem::invalid("org_kind", "field.not_a_choice");
        content.kind = *kind;
    }
    if (!a.members.empty()) content.members = number_in("members", a.members);
    if (!a.youth.empty()) content.youth = number_in("youth", a.youth);
    if (const auto day = day_if_given("counted_on", a.counted_on)) content.counted_on = *day;
    if (const auto day = day_if_given("lasts_from", a.lasts_from)) content.lasts_from = day;
    if (const auto day = day_if_given("lasts_until", a.lasts_until)) content.lasts_until = day;
    if (!a.tags.empty()) content.tags = a.tags;
    if (a.is_student) content.is_student = true;
    if (a.partners.empty()) return;
    content.partners.clear();
    for (const std::string& typed : a.partners) content.partners.push_back(partner_of(typed));
}

std::string line_of(const OrgProject& project) {
    return project.id.str() + "  " + std::string(to_string(project.stage)) + "  " + to_iso(project.stage_on) + "  " +
           project.content.name + "\n";
}

nlohmann::json json_of(const OrgProject& project) {
    return {{"id", project.id.str()},
            {"name", project.content.name},
            {"kind", to_string(project.content.kind)},
            {"mode", project.content.mode},
            {"members", project.content.members},
            {"youth", project.content.youth},
            {"stage", to_string(project.stage)},
            {"stage_on", to_iso(project.stage_on)},
            {"revision", project.revision}};
}

Report add(Desk& desk, const ContentArguments& arguments) {
    FoundingDesk founding(desk);
    SaveProject::Input input;
    input.id = OrgProjectId(founding.new_id(desk));
    input.content.township = OrgUnitId(arguments.org);
    apply(arguments, input.content);
    const OrgProject project = SaveProject(founding.parts).run(Actor::system(), input).project;
    return {line_of(project), json_of(project), 0};
}

Report correct(Desk& desk, const std::string& id, const ContentArguments& arguments) {
    FoundingDesk founding(desk);
    const OrgProject before = ShowProject(founding.parts).run(Actor::system(), OrgProjectId(id)).project;
    CorrectProject::Input input{before.id, before.revision, before.content};
    apply(arguments, input.content);
    const OrgProject project = CorrectProject(founding.parts).run(Actor::system(), input).project;
    return {line_of(project), json_of(project), 0};
}

Report list(Desk& desk, const std::string& org, const std::string& stage) {
    FoundingDesk founding(desk);
    ListProjects::Input input;
    input.unit = org;
    input.filter.limit = 100;
    if (!stage.empty()) {
        input.filter.stage = stage_from(stage);
        if (!input.filter.stage) throw Problem::invalid("stage", "field.not_a_choice");
    }
    Report report;
    report.json = {{"projects", nlohmann::json::array()}, {"counts", nlohmann::json::object()}};
    ListProjects list_projects(founding.parts);
    ListProjects::Output page;
    do {
        page = list_projects.run(Actor::system(), input);
        for (const auto& row : page.rows) {
            report.text += row.row.township_name + "  " + line_of(row.row.project);
            nlohmann::json shown = json_of(row.row.project);
            shown["township"] = row.row.township_code;
            shown["missing"] = nlohmann::json::array();
            for (const FieldError& error : row.missing) {
                report.text += "    " + founding.phrases.explain(error) + "\n";
                shown["missing"].push_back(founding.phrases.explain(error));
            }
            report.json["projects"].push_back(std::move(shown));
        }
        input.filter.offset += input.filter.limit;
    } while (input.filter.offset < page.total);
    for (const auto& [where, count] : page.counts) {
        report.text += std::string(to_string(where)) + " " + std::to_string(count) + "\n";
        report.json["counts"][std::string(to_string(where))] = count;
    }
    return report;
}

Report show(Desk& desk, const std::string& id) {
    FoundingDesk founding(desk);
    const auto output = ShowProject(founding.parts).run(Actor::system(), OrgProjectId(id));
    Report report;
    report.text = output.township.name + "  " + line_of(output.project);
    report.json = json_of(output.project);
    report.json["unit"] = output.unit ? nlohmann::json(output.unit->code) : nlohmann::json(nullptr);
    if (output.unit) report.text += "founded as " + output.unit->code + "\n";
    for (const auto* list_of : {&output.missing, &output.notices}) {
        for (const FieldError& error : *list_of) report.text += "    " + founding.phrases.explain(error) + "\n";
    }
    report.json["steps"] = nlohmann::json::array();
    for (const auto& shown : output.steps) {
        const ProjectStep& step = shown.step;
        const std::string mark = step.paper ? step.paper->mark + " " + step.paper->title : "";
        report.text += to_iso(step.on) + "  " + std::string(to_string(step.stage)) + "  " + mark +
                       (step.taken_back_at ? "  taken back: " + step.taken_back_reason : "") + "\n";
        report.json["steps"].push_back({{"id", step.id.str()},
                                        {"stage", to_string(step.stage)},
                                        {"on", to_iso(step.on)},
                                        {"paper", mark},
                                        {"taken_back", step.taken_back_at.has_value()}});
    }
    return report;
}

Report list_modes(Desk& desk) {
    Report report;
    report.json = {{"modes", nlohmann::json::array()}};
    for (const BuildingMode& mode : ListBuildingModes(desk.ready_database()).run()) {
        std::string needs;
        for (const PartnerNeed& need : mode.partners) {
            needs += " " + std::string(to_string(need.kind)) + ":" + std::to_string(need.min) + ":" +
                     std::to_string(need.max) + (need.needs_lead ? ":lead" : "");
        }
        report.text += mode.code + "  " + mode.label + (mode.in_use ? "" : "  (not in use)") + " " + needs + "\n";
        report.json["modes"].push_back({{"code", mode.code}, {"label", mode.label}, {"in_use", mode.in_use}});
    }
    return report;
}

struct ModeArguments {
    std::string code, label, description;
    int sort = 100;
    bool retired = false;
    std::vector<std::string> needs;  ///< kind:min, kind:min:max, kind:min:max:lead
};

Report save_mode(Desk& desk, const ModeArguments& a) {
    BuildingMode mode{a.code, a.label, a.description, a.sort, !a.retired, {}};
    for (const std::string& typed : a.needs) {
        const std::vector<std::string> words = text::split(typed, ':');
        const auto kind = partner_kind_from(words.front());
        if (!kind || words.size() < 2 || words.size() > 4) throw Problem::invalid("needs", "field.not_a_choice");
        PartnerNeed need;
        need.kind = *kind;
        need.min = number_in("needs", words[1]);
        if (words.size() > 2) need.max = number_in("needs", words[2]);
        need.needs_lead = words.size() == 4 && words[3] == "lead";
        mode.partners.push_back(need);
    }
    const bool changed = SaveBuildingMode(desk.ready_database(), desk.seals().digest).run(Actor::system(), mode);
    return {(changed ? "kept " : "as it was: ") + mode.code + "\n", {{"code", mode.code}, {"changed", changed}}, 0};
}

void add_modes(CLI::App* noun, const Choose& choose) {
    CLI::App* modes = noun->add_subcommand("modes", "ways of building, with the partners that each needs");
    modes->callback([=] { choose(list_modes); });
    auto a = std::make_shared<ModeArguments>();
    CLI::App* mode = noun->add_subcommand("mode", "keep a way of building in the county's list");
    mode->add_option("code", a->code, "its code")->required();
    mode->add_option("--label", a->label, "as the office calls it")->required();
    mode->add_option("--description", a->description, "a sentence about it");
    mode->add_option("--sort", a->sort, "its place in the list")->capture_default_str();
    mode->add_option("--need", a->needs, "KIND:MIN, KIND:MIN:MAX or KIND:MIN:MAX:lead; may be repeated");
    mode->add_flag("--retire", a->retired, "offer it no more");
    mode->callback([=] { choose([=](Desk& desk) { return save_mode(desk, *a); }); });
}

}  // namespace

void add_project(CLI::App& line, const Choose& choose) {
    CLI::App* noun = line.add_subcommand("project", "organisations on their way to being founded");
    noun->require_subcommand(1);
    auto a = std::make_shared<ContentArguments>();
    auto id = std::make_shared<std::string>();
    auto stage = std::make_shared<std::string>();

    CLI::App* listing = noun->add_subcommand("list", "where they stand and what they lack");
    listing->add_option("--org", a->org, "code or id of a unit; left out: the top");
    listing->add_option("--stage", *stage, "only those that stand there");
    listing->callback([=] { choose([=](Desk& desk) { return list(desk, a->org, *stage); }); });

    CLI::App* showing = noun->add_subcommand("show", "one of them with its steps and papers");
    showing->add_option("id", *id, "as listed")->required();
    showing->callback([=] { choose([=](Desk& desk) { return show(desk, *id); }); });

    CLI::App* adding = noun->add_subcommand("add", "put an organisation on the way");
    adding->add_option("--org", a->org, "code or id of the township")->required();
    add_content_options(adding, *a);
    for (const char* needed : {"--name", "--kind", "--mode", "--members", "--youth", "--counted-on"}) {
        adding->get_option(needed)->required();
    }
    adding->callback([=] { choose([=](Desk& desk) { return add(desk, *a); }); });

    CLI::App* correcting = noun->add_subcommand("correct", "change what is said of one; what is not given stays");
    correcting->add_option("id", *id, "as listed")->required();
    add_content_options(correcting, *a);
    correcting->callback([=] { choose([=](Desk& desk) { return correct(desk, *id, *a); }); });

    add_step_commands(noun, choose);
    add_modes(noun, choose);
}

}  // namespace league::ctl
