#include "server/resources/project_input.hpp"

#include "lib/base/random.hpp"

namespace league {
namespace {

constexpr Need kOptional = Need::optional;

std::optional<int> optional_integer(JsonInput& body, const std::string& field) {
    const int value = body.integer(field, kOptional);
    return body.has(field) ? std::optional(value) : std::nullopt;
}

std::vector<ProjectPartner> read_partners(JsonInput& body) {
    std::vector<ProjectPartner> partners;
    for (JsonInput* part : body.objects("partners", kOptional)) {
        ProjectPartner partner;
        partner.kind = part->choice("kind", partner_kind_from).value_or(PartnerKind::other);
        partner.name = part->text("name");
        partner.credit_code = part->text("credit_code", kOptional);
        partner.is_lead = part->boolean("is_lead", kOptional);
        partner.members = optional_integer(*part, "members");
        partners.push_back(std::move(partner));
    }
    return partners;
}

PaperInput read_paper(JsonInput& body) {
    PaperInput paper;
    paper.title = body.text("title", kOptional);
    paper.series = body.text("series", kOptional);
    paper.number = optional_integer(body, "number");
    paper.mark = body.text("mark", kOptional);
    paper.signatory = body.text("signatory");
    return paper;
}

Election read_election(JsonInput& body) {
    Election election;
    election.entitled = body.integer("entitled");
    election.present = body.integer("present");
    election.proxies = body.integer("proxies", kOptional);
    election.ballots_out = body.integer("ballots_out");
    election.ballots_back = body.integer("ballots_back");
    election.ballots_valid = body.integer("ballots_valid");
    election.seats = body.integer("seats");
    for (JsonInput* one : body.objects("candidates")) {
        election.candidates.push_back({one->text("name"), one->integer("votes")});
    }
    return election;
}

}  // namespace

ProjectContent read_project(JsonInput& body, Need org_need) {
    ProjectContent content;
    content.township = OrgUnitId(body.text("org_id", org_need));
    content.name = body.text("org_name");
    content.short_name = body.text("org_short_name", kOptional);
    content.kind = body.choice("org_kind", org_kind_from).value_or(OrgKind::branch);
    content.mode = body.text("mode");
    content.tags = body.texts("tags", kOptional);
    content.partners = read_partners(body);
    content.members = body.integer("members");
    content.youth = body.integer("youth");
    content.counted_on = body.date("counted_on").value_or(Date());
    content.area = body.text("area", kOptional);
    content.hobby = body.text("hobby", kOptional);
    content.industry = body.text("industry", kOptional);
    content.trade = body.text("trade", kOptional);
    content.category = body.text("org_category", kOptional);
    content.leave = body.text("leave_paper", kOptional);
    content.lasts_from = body.date("lasts_from", kOptional);
    content.lasts_until = body.date("lasts_until", kOptional);
    content.is_student = body.boolean("is_student", kOptional);
    return content;
}

StepInput read_step(JsonInput& body) {
    StepInput step;
    step.stage = body.choice("stage", stage_from).value_or(Stage::prepared);
    step.on = body.date("on").value_or(Date());
    if (JsonInput* paper = body.object("paper", kOptional)) step.paper = read_paper(*paper);
    step.note = body.text("note", kOptional);
    step.consent = body.boolean("consent", kOptional);
    step.candidates = body.texts("candidates", kOptional);
    if (JsonInput* election = body.object("election", kOptional)) step.election = read_election(*election);
    for (JsonInput* holder : body.objects("posts", kOptional)) {
        const std::string name = holder->text("name");
        step.posts.push_back({name, holder->choice("post", post_from).value_or(Post::officer)});
    }
    step.code = body.text("code", kOptional);
    step.term_years = body.integer("term_years", kOptional);
    if (JsonInput* confirm = body.object("confirm", kOptional)) {
        step.confirm = StepInput::Confirmation{confirm->text("name", kOptional), confirm->text("category", kOptional),
                                               confirm->text("industry", kOptional)};
    }
    step.entered_on = body.date("entered_on", kOptional);
    return step;
}

BatchStepInput read_batch_step(JsonInput& body, const std::string& id) {
    BatchStepInput input;
    input.id = BatchId(id);
    input.on = body.date("on").value_or(Date());
    if (JsonInput* paper = body.object("paper")) input.paper = read_paper(*paper);
    input.papers = body.choice("papers", batch_papers_from, kOptional).value_or(BatchPapers::one_for_all);
    return input;
}

BuildingMode read_mode(JsonInput& body, const std::string& code) {
    BuildingMode mode;
    mode.code = code;
    mode.label = body.text("mode_label");
    mode.description = body.text("description", kOptional);
    mode.sort = body.integer("sort", kOptional);
    const bool in_use = body.boolean("in_use", kOptional);
    mode.in_use = !body.has("in_use") || in_use;
    for (JsonInput* part : body.objects("needs", kOptional)) {
        PartnerNeed need;
        need.kind = part->choice("kind", partner_kind_from).value_or(PartnerKind::other);
        need.min = part->integer("min");
        need.max = part->integer("max", kOptional);
        need.needs_lead = part->boolean("needs_lead", kOptional);
        mode.partners.push_back(need);
    }
    return mode;
}

std::string read_path_id(const http::Request& request, const std::string& name) {
    const std::string& id = request.parameter(name);
    if (!is_uuid(id)) throw Problem::invalid("id", "field.not_an_id");
    return id;
}

}  // namespace league
