#include "lib/app/manage_batches.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/record_step.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/canonical.hpp"
#include "lib/domain/check_line.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/building_mode_store.hpp"
#include "lib/storage/org_project_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr std::size_t kTitle = 60;  // characters
constexpr std::size_t kMostProjects = 50;

BatchRow row_of(ReadTransaction& tx, const Batch& batch) {
    const auto unit = OrgStore(tx).find(batch.unit);
    ensure(unit.has_value());  // a foreign key holds it
    return {batch, unit->code, unit->name, BatchStore(tx).counts(batch.id)};
}

std::string canonical_text(const CreateBatch::Input& input, const OrgUnitId& township) {
    Canonical out;
    out.add("batch/1").add(township.str()).add(input.title).add(input.projects.size());
    for (const OrgProjectId& project : input.projects) out.add(project.str());
    return std::move(out).text();
}

/// The sentences of a refusal in one line, to be told beside the project that they are about.
std::string why(const Phrases& phrases, const std::vector<FieldError>& errors) {
    std::string all;
    for (const FieldError& error : errors) all += phrases.explain(error);
    return all;
}

FieldError about(std::size_t place, const std::string& project, const std::string& key, const std::string& reason) {
    return {"projects." + std::to_string(place),
            key,
            {{"number", std::to_string(place + 1)}, {"project", project}, {"why", reason}}};
}

/// Why the project cannot join a batch of the township; nothing when it can.
std::optional<FieldError> hindrance(ReadTransaction& tx, const FoundingParts& parts, std::size_t place,
                                    const std::optional<OrgProject>& project, const OrgUnitId& township) {
    if (!project || project->content.township != township) return about(place, "", "founding.batch_unknown", "");
    const std::string& name = project->content.name;
    if (project->batch) return about(place, name, "founding.batch_taken", "");
    if (project->stage != Stage::requested) {
        const Problem now(ProblemCode::conflict, "founding.now." + std::string(to_string(project->stage)),
                          {{"project", name}});
        return about(place, name, "founding.batch_unripe", parts.phrases.explain(now));
    }
    const auto mode = BuildingModeStore(tx).find(project->content.mode);
    ensure(mode.has_value());  // a foreign key holds it
    const auto missing = what_is_missing(project->content, *mode, parts.rules);
    if (missing.empty()) return std::nullopt;
    return about(place, name, "founding.batch_unripe", why(parts.phrases, missing));
}

std::vector<OrgProject> ripe_projects(ReadTransaction& tx, const FoundingParts& parts, const CreateBatch::Input& input,
                                      const OrgUnitId& township) {
    std::vector<FieldError> errors;
    check_line(errors, "batch_title", input.title, kTitle);
    if (input.projects.empty()) errors.push_back({"projects", "missing", {}});
    if (input.projects.size() > kMostProjects) {
        errors.push_back({"projects", "too_many", {{"limit", std::to_string(kMostProjects)}}});
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    std::vector<OrgProject> projects;
    for (std::size_t i = 0; i < input.projects.size(); ++i) {
        std::optional<OrgProject> project = OrgProjectStore(tx).find(input.projects[i]);
        if (auto error = hindrance(tx, parts, i, project, township)) {
            errors.push_back(*std::move(error));
            continue;
        }
        for (const OrgProject& other : projects) {
            if (other.id != project->id) continue;
            errors.push_back(about(i, project->content.name, "founding.batch_twice", ""));
        }
        projects.push_back(*std::move(project));
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    return projects;
}

struct LoadedBatch {
    Batch batch;
    OrgUnit township;
};

LoadedBatch load_batch(ReadTransaction& tx, const Actor& actor, const BatchId& id) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    std::optional<Batch> batch = BatchStore(tx).find(id);
    if (!batch) throw Problem(ProblemCode::not_found, "founding.batch_not_found");
    std::optional<OrgUnit> township = OrgStore(tx).find(batch->unit);
    ensure(township.has_value());  // a foreign key holds it
    require(actor, Verb::found_orgs, *township);
    if (township->closed_at) throw Problem(ProblemCode::closed, "unit_closed");
    return {*std::move(batch), *std::move(township)};
}

/// Whether the project has the step behind it already.
bool is_past(Stage now, Stage step) {
    if (step == Stage::result_approved) return is_founded(now);
    return now != Stage::surveyed && now != Stage::prepared && now != Stage::requested && now != Stage::dropped;
}

/// Records the step for each project that waits for it; every refusal is told, none of them done.
void record_all(Transaction& tx, const FoundingParts& parts, const Actor& actor, const BatchStepInput& input,
                Stage stage, const std::vector<OrgProject>& projects, const std::optional<Paper>& shared) {
    const RecordStep record(parts);
    std::vector<FieldError> errors;
    int nth = 0;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        if (is_past(projects[i].stage, stage)) continue;
        RecordStep::Input step;
        step.project = projects[i].id;
        step.id = OrgStepId(make_uuid_v7(parts.random, tx.now()));
        step.step.stage = stage;
        step.step.on = input.on;
        step.step.paper = input.paper;
        if (!shared && step.step.paper->number) *step.step.paper->number += nth++;
        const bool has_term = projects[i].content.kind != OrgKind::temporary_branch;
        if (stage == Stage::result_approved && has_term) step.step.term_years = input.term_years;
        try {
            record.run_in(tx, actor, step, shared);
        } catch (const Problem& problem) {
            if (problem.code() != ProblemCode::conflict && problem.code() != ProblemCode::invalid_input) throw;
            const std::string reason =
                problem.errors().empty() ? parts.phrases.explain(problem) : why(parts.phrases, problem.errors());
            errors.push_back(about(i, projects[i].content.name, "founding.batch_refused", reason));
        }
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

BatchStepOutput step_of_all(const FoundingParts& parts, const Actor& asked, const BatchStepInput& input, Stage stage) {
    return parts.database.write([&](Transaction& tx) {
        const Actor actor = actor_now(tx, asked);
        LoadedBatch loaded = load_batch(tx, actor, input.id);
        Batch& batch = loaded.batch;
        std::optional<Date>& done = stage == Stage::result_approved ? batch.founded_on : batch.approved_on;
        const std::vector<OrgProject> projects = OrgProjectStore(tx).list_of_batch(batch.id);
        if (done == input.on) return BatchStepOutput{/*changed=*/false, row_of(tx, batch), projects};
        if (done) throw Problem(ProblemCode::closed, "founding.batch_done", {{"day", to_iso(*done)}});
        std::size_t waiting = 0;
        for (const OrgProject& project : projects) waiting += is_past(project.stage, stage) ? 0 : 1;
        if (waiting == 0) throw Problem(ProblemCode::closed, "founding.batch_empty");

        const PaperKind kind = *paper_of(stage);
        if (auto errors = check_paper(input.paper, kind); !errors.empty()) throw Problem::invalid(std::move(errors));
        if (!input.on.ok() || input.on > beijing_date(tx.now())) {
            throw Problem::invalid("on", "founding.in_the_future");
        }
        std::optional<Paper> shared;
        if (input.papers == BatchPapers::one_for_all) {
            shared = register_paper(tx, parts, actor, batch.unit, kind, input.paper, input.on,
                                    {projects.front().content.name, waiting});
        }
        record_all(tx, parts, actor, input, stage, projects, shared);
        done = input.on;
        BatchWriter(tx).update(batch);
        AuditWriter(tx, parts.seals.digest)
            .append(actor, {stage == Stage::result_approved ? "found_batch" : "approve_batch",
                            "batch",
                            batch.id.str(),
                            {stage == Stage::result_approved ? "founded_on" : "approved_on", "projects"}});
        return BatchStepOutput{/*changed=*/true, row_of(tx, batch), OrgProjectStore(tx).list_of_batch(batch.id)};
    });
}

}  // namespace

std::optional<BatchPapers> batch_papers_from(std::string_view text) {
    if (text == "one") return BatchPapers::one_for_all;
    if (text == "each") return BatchPapers::one_each;
    return std::nullopt;
}

CreateBatch::Output CreateBatch::run(const Actor& actor, const Input& asked) {
    Input input = asked;
    input.title = text::trim(input.title);
    return parts_.database.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit township = find_township(tx, current, Verb::found_orgs, input.org);
        if (!is_uuid(input.id.str())) throw Problem::invalid("id", "founding.id_not_uuid");
        const std::string hash = parts_.seals.digest.sha256(canonical_text(input, township.id));
        if (const auto earlier = BatchStore(tx).find(input.id)) {
            if (earlier->first_content_hash != hash) {
                throw Problem(ProblemCode::conflict, "founding.other_content_under_id");
            }
            return Output{/*created=*/false, row_of(tx, *earlier)};
        }
        std::vector<OrgProject> projects = ripe_projects(tx, parts_, input, township.id);
        Batch batch;
        batch.id = input.id;
        batch.unit = township.id;
        batch.year = static_cast<int>(beijing_date(tx.now()).year());
        batch.number = BatchStore(tx).next_number(batch.unit, batch.year);
        batch.title = input.title;
        batch.first_content_hash = hash;
        batch.created_by = current.person;
        batch.created_at = tx.now();
        BatchWriter(tx).insert(batch);
        int place = 0;
        for (OrgProject& project : projects) {
            project.batch = batch.id;
            project.batch_sort = place++;
            ++project.revision;
            project.changed_at = tx.now();
            OrgProjectWriter(tx).update_state(project);
        }
        AuditWriter(tx, parts_.seals.digest)
            .append(current, {"create_batch", "batch", batch.id.str(), {"title", "projects"}});
        return Output{/*created=*/true, row_of(tx, batch)};
    });
}

BatchStepOutput ApproveBatch::run(const Actor& actor, const BatchStepInput& input) {
    return step_of_all(parts_, actor, input, Stage::founding_approved);
}

BatchStepOutput FoundBatch::run(const Actor& actor, const BatchStepInput& input) {
    return step_of_all(parts_, actor, input, Stage::result_approved);
}

void LeaveBatch::run(const Actor& actor, const Input& input) {
    parts_.database.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        load_batch(tx, current, input.batch);
        LoadedProject loaded = load_project(tx, current, Verb::found_orgs, input.project);
        OrgProject& project = loaded.project;
        if (project.batch != input.batch) return;
        if (is_founded(project.stage)) throw Problem(ProblemCode::closed, "founding.founded_already");
        project.batch.reset();
        ++project.revision;
        project.changed_at = tx.now();
        OrgProjectWriter(tx).update_state(project);
        AuditWriter(tx, parts_.seals.digest)
            .append(current, {"leave_batch", "org_project", project.id.str(), {"batch"}});
    });
}

std::vector<BatchRow> ListBatches::run(const Actor& actor, const std::string& unit) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit root = unit_or_top(tx, unit);
        require(actor, Verb::see_projects, root);
        return BatchStore(tx).list(root.path);
    });
}

}  // namespace league
