#include "lib/app/record_step.hpp"

#include <algorithm>

#include "lib/app/found_unit.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/building_mode_store.hpp"
#include "lib/storage/org_project_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_step_store.hpp"
#include "lib/storage/paper_store.hpp"

namespace league {
namespace {

constexpr std::size_t kLongestReason = 200;  // characters

StepInput tidied(StepInput step) {
    step.note = text::trim(step.note);
    step.code = text::trim(step.code);
    for (std::string& name : step.candidates) name = text::trim(name);
    for (PostHolder& holder : step.posts) holder.name = text::trim(holder.name);
    if (step.election) {
        for (Candidate& one : step.election->candidates) one.name = text::trim(one.name);
    }
    return step;
}

/// Names that the division of work is about: who was elected, or appointed.
std::vector<std::string> chosen_names(ReadTransaction& tx, const Seals& seals, const OrgProject& project) {
    std::vector<std::string> names;
    if (project.stage != Stage::elected && project.stage != Stage::appointed) return names;
    const auto last = OrgStepStore(tx, seals).last(project.id);
    ensure(last.has_value());  // whoever stands there got there by a step
    for (const ProjectStep::Name& one : last->people) {
        if (one.elected) names.push_back(one.name);
    }
    return names;
}

bool needs_ripeness(Stage stage) {
    return stage == Stage::founding_approved || stage == Stage::result_approved;
}

void check(ReadTransaction& tx, const FoundingParts& parts, const OrgProject& project, const StepInput& step) {
    std::vector<FieldError> errors =
        check_step(project, step, chosen_names(tx, parts.seals, project), parts.rules, beijing_date(tx.now()));
    if (needs_ripeness(step.stage)) {
        const auto mode = BuildingModeStore(tx).find(project.content.mode);
        ensure(mode.has_value());  // a foreign key holds it
        for (FieldError& error : what_is_missing(project.content, *mode, parts.rules)) {
            errors.push_back(std::move(error));
        }
        const ProjectContent& content = project.content;
        if (OrgProjectStore(tx).is_name_taken(content.township, content.name, project.id)) {
            errors.push_back({"org_name", "founding.name_taken", {{"value", content.name}}});
        }
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

std::vector<ProjectStep::Name> people_of(const StepInput& step) {
    std::vector<ProjectStep::Name> people;
    for (const std::string& name : step.candidates) people.push_back({name, std::nullopt, false, std::nullopt});
    for (const PostHolder& holder : step.posts) people.push_back({holder.name, std::nullopt, true, holder.post});
    if (!step.election) return people;
    const auto elected = count_election(*step.election).elected;
    for (std::size_t i = 0; i < step.election->candidates.size(); ++i) {
        const Candidate& one = step.election->candidates[i];
        const bool is_elected = std::find(elected.begin(), elected.end(), i) != elected.end();
        people.push_back({one.name, one.votes, is_elected, std::nullopt});
    }
    return people;
}

ProjectStep step_from(const RecordStep::Input& input, const OrgProject& project, const Actor& actor, Instant now) {
    ProjectStep step;
    step.id = input.id;
    step.stage = input.step.stage;
    step.before = project.stage;
    step.before_on = project.stage_on;
    step.on = input.step.on;
    step.note = input.step.note;
    step.entered_on = input.step.entered_on;
    step.election = input.step.election;
    step.people = people_of(input.step);
    step.recorded_at = now;
    step.recorded_by = actor.person;
    return step;
}

/// The township says since when the national system has it; with `only_if` nothing is changed where it has said
/// otherwise since.
void claim(Transaction& tx, const OrgProject& project, std::optional<Instant> from, std::optional<Instant> only_if) {
    auto record = OrgRecordStore(tx).find(*project.unit);
    ensure(record.has_value());
    if (only_if && record->nms_claimed_at != only_if) return;
    record->nms_claimed_at = from;
    OrgRecordWriter(tx).save(*record);
}

}  // namespace

RecordStep::Output RecordStep::run(const Actor& actor, const Input& input) {
    return parts_.database.write(
        [&](Transaction& tx) { return run_in(tx, actor_now(tx, actor), input, std::nullopt); });
}

RecordStep::Output RecordStep::run_in(Transaction& tx, const Actor& actor, Input input,
                                      const std::optional<Paper>& shared) const {
    const LoadedProject loaded = load_project(tx, actor, Verb::found_orgs, input.project);
    if (!is_uuid(input.id.str())) throw Problem::invalid("id", "founding.id_not_uuid");
    input.step = tidied(std::move(input.step));
    const std::string hash = parts_.seals.digest.sha256(canonical_text(input.step));
    if (const auto earlier = OrgStepStore(tx, parts_.seals).find(input.id)) {
        if (earlier->project == input.project && earlier->content_hash == hash) {
            return {/*recorded=*/false, loaded.project};
        }
        throw Problem(ProblemCode::conflict, "founding.other_step_under_id");
    }
    if (loaded.township.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
    require_order(loaded.project, input.step.stage);
    check(tx, parts_, loaded.project, input.step);

    OrgProject next = loaded.project;
    ProjectStep step = step_from(input, loaded.project, actor, tx.now());
    step.content_hash = hash;
    if (shared) {
        step.paper = shared;
    } else if (const auto kind = paper_of(step.stage)) {
        step.paper = register_paper(tx, parts_, actor, loaded.township.id, *kind, *input.step.paper, step.on,
                                    {next.content.name, 1});
    }
    next.stage = step.stage;
    next.stage_on = step.on;
    next.changed_at = tx.now();
    ++next.revision;
    if (step.stage == Stage::dropped) next.batch.reset();
    if (step.stage == Stage::result_approved) {
        next.unit =
            found_unit(tx, parts_, actor, next, loaded.township, step.on, input.step.code, input.step.term_years).id;
    }
    if (step.entered_on) claim(tx, next, at_beijing(*step.entered_on), std::nullopt);
    OrgStepWriter(tx, parts_.seals).insert(next.id, step);
    OrgProjectWriter(tx).update_state(next);
    AuditWriter(tx, parts_.seals.digest)
        .append(actor, {"record_step_" + std::string(to_string(step.stage)),
                        "org_project",
                        next.id.str(),
                        {"stage", "stage_on", "step", "paper"}});
    return {/*recorded=*/true, std::move(next)};
}

TakeBackStep::Output TakeBackStep::run(const Actor& actor, const Input& input) {
    const std::string reason = text::trim(input.reason);
    return parts_.database.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const LoadedProject loaded = load_project(tx, current, Verb::found_orgs, input.project);
        if (!text::is_valid_utf8(reason)) throw Problem::invalid("reason", "not_text");
        if (reason.empty()) throw Problem::invalid("reason", "missing");
        if (text::count_characters(reason) > kLongestReason) {
            throw Problem::invalid("reason", "too_long", {{"limit", std::to_string(kLongestReason)}});
        }
        OrgStepStore steps(tx, parts_.seals);
        const auto all = steps.list(input.project);
        const auto asked =
            std::find_if(all.begin(), all.end(), [&](const ProjectStep& one) { return one.id == input.step; });
        if (asked == all.end()) throw Problem(ProblemCode::not_found, "founding.step_not_found");
        if (asked->taken_back_at) return Output{/*changed=*/false, loaded.project};
        if (steps.last(input.project)->id != asked->id) {
            throw Problem(ProblemCode::conflict, "founding.not_last_step");
        }
        if (asked->stage == Stage::result_approved) throw Problem(ProblemCode::closed, "founding.founded_already");

        OrgProject next = loaded.project;
        next.stage = asked->before;
        next.stage_on = asked->before_on;
        next.changed_at = tx.now();
        ++next.revision;
        if (next.stage == Stage::surveyed) next.stage_on = next.content.counted_on;
        if (asked->stage == Stage::requested || asked->stage == Stage::founding_approved) next.batch.reset();
        if (asked->entered_on) claim(tx, next, std::nullopt, at_beijing(*asked->entered_on));
        OrgStepWriter(tx, parts_.seals).take_back(asked->id, reason, current.person);
        if (asked->paper && !steps.is_used(asked->paper->id)) {
            PaperWriter(tx, parts_.seals).make_void(asked->paper->id);
        }
        OrgProjectWriter(tx).update_state(next);
        AuditWriter(tx, parts_.seals.digest)
            .append(current, {"take_back_step", "org_project", next.id.str(), {"stage", "stage_on", "step"}});
        return Output{/*changed=*/true, std::move(next)};
    });
}

}  // namespace league
