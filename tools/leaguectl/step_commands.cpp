// project step, project undo: the way of one project.
#include "lib/app/read_projects.hpp"
#include "lib/app/record_step.hpp"
#include "tools/leaguectl/founding.hpp"

namespace league::ctl {
namespace {

struct StepArguments {
    std::string project, stage, on, note, code, entered_on;
    bool consent = false;
    PaperArguments paper;
    std::vector<std::string> candidates;  ///< names, with votes behind a colon at an election
    std::vector<std::string> posts;       ///< name:post
    Election election;
    int term_years = 0;
    std::string confirm_name, confirm_category, confirm_industry;
};

StepInput step_of(const StepArguments& a) {
    StepInput step;
    const auto stage = stage_from(a.stage);
    if (!stage) throw Problem::invalid("stage", "field.not_a_choice");
    step.stage = *stage;
    const auto on = day_if_given("on", a.on);
    if (!on) throw Problem::invalid("on", "field.missing");
    step.on = *on;
    step.note = a.note;
    step.consent = a.consent;
    if (a.paper.is_given()) step.paper = a.paper.input();
    step.code = a.code;
    step.term_years = a.term_years;
    step.entered_on = day_if_given("entered_on", a.entered_on);
    if (*stage == Stage::elected) {
        step.election = a.election;
        for (const std::string& typed : a.candidates) {
            const auto [name, votes] = split_last(typed);
            step.election->candidates.push_back({name, number_in("election.candidates", votes)});
        }
    } else {
        step.candidates = a.candidates;
    }
    for (const std::string& typed : a.posts) {
        const auto [name, word] = split_last(typed);
        const auto post = post_from(word);
        if (!post) throw Problem::invalid("posts", "field.not_a_choice");
        step.posts.push_back({name, *post});
    }
    if (!(a.confirm_name.empty() && a.confirm_category.empty() && a.confirm_industry.empty())) {
        step.confirm = StepInput::Confirmation{a.confirm_name, a.confirm_category, a.confirm_industry};
    }
    return step;
}

Report report_of(const OrgProject& project) {
    Report report;
    report.text =
        project.content.name + "  " + std::string(to_string(project.stage)) + "  " + to_iso(project.stage_on) + "\n";
    report.json = {{"id", project.id.str()},
                   {"stage", to_string(project.stage)},
                   {"stage_on", to_iso(project.stage_on)},
                   {"founded_id", project.unit ? nlohmann::json(project.unit->str()) : nlohmann::json(nullptr)}};
    return report;
}

Report record(Desk& desk, const StepArguments& a) {
    FoundingDesk founding(desk);
    const RecordStep::Input input{OrgProjectId(a.project), OrgStepId(founding.new_id(desk)), step_of(a)};
    return report_of(RecordStep(founding.parts).run(Actor::system(), input).project);
}

Report undo(Desk& desk, const std::string& project, const std::string& reason) {
    FoundingDesk founding(desk);
    const auto shown = ShowProject(founding.parts).run(Actor::system(), OrgProjectId(project));
    std::optional<OrgStepId> last;
    for (const auto& one : shown.steps) {
        if (!one.step.taken_back_at) last = one.step.id;
    }
    if (!last) throw Problem(ProblemCode::not_found, "founding.step_not_found");
    return report_of(TakeBackStep(founding.parts).run(Actor::system(), {shown.project.id, *last, reason}).project);
}

void add_election_options(CLI::App* command, Election& election) {
    command->add_option("--entitled", election.entitled, "elected: members with a vote");
    command->add_option("--present", election.present, "elected: of these");
    command->add_option("--proxies", election.proxies, "elected: votes for somebody absent; must be none");
    command->add_option("--ballots-out", election.ballots_out, "elected: ballots handed out");
    command->add_option("--ballots-back", election.ballots_back, "elected: ballots collected");
    command->add_option("--ballots-valid", election.ballots_valid, "elected: of these");
    command->add_option("--seats", election.seats, "elected: seats to fill");
}

}  // namespace

void add_step_commands(CLI::App* noun, const Choose& choose) {
    auto a = std::make_shared<StepArguments>();
    CLI::App* step = noun->add_subcommand("step", "record the next step of a project");
    step->add_option("id", a->project, "of the project, as listed")->required();
    step->add_option("--stage", a->stage,
                     "prepared, requested, founding_approved, elected, appointed, result_reported, result_approved, "
                     "filed or dropped")
        ->required();
    step->add_option("--on", a->on, "day on which it happened, 2026-10-08")->required();
    step->add_option("--note", a->note, "reason of a request or of giving up");
    step->add_flag("--consent", a->consent, "requested, elected: the Party side agrees");
    add_paper_options(step, a->paper);
    step->add_option("--candidate", a->candidates, "prepared: NAME; elected: NAME:VOTES; may be repeated");
    add_election_options(step, a->election);
    step->add_option("--post", a->posts, "appointed, result_reported: NAME:POST; may be repeated");
    step->add_option("--code", a->code, "result_approved: code of the unit; left out: the next");
    step->add_option("--term", a->term_years, "result_approved: years");
    step->add_option("--confirm-name", a->confirm_name, "filed: the full name once more, it can never be changed");
    step->add_option("--confirm-category", a->confirm_category, "filed: the category once more");
    step->add_option("--confirm-industry", a->confirm_industry, "filed: the industry once more");
    step->add_option("--entered-on", a->entered_on, "filed: day of entry in the national member system");
    step->callback([=] { choose([=](Desk& desk) { return record(desk, *a); }); });

    auto reason = std::make_shared<std::string>();
    CLI::App* back = noun->add_subcommand("undo", "take the last step back");
    back->add_option("id", a->project, "of the project, as listed")->required();
    back->add_option("--reason", *reason, "why")->required();
    back->callback([=] { choose([=](Desk& desk) { return undo(desk, a->project, *reason); }); });
}

}  // namespace league::ctl
