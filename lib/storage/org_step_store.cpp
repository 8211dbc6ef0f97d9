#include "lib/storage/org_step_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/days.hpp"
#include "lib/storage/paper_store.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kSealContext = "org_project_people.name";

constexpr std::string_view kList = R"(
SELECT id, stage, stage_before, before_on, happened_on, paper_id, note, entered_on, content_hash, recorded_at,
       recorded_by, taken_back_at, taken_back_by, taken_back_reason
FROM org_project_steps
WHERE project_id = $1
ORDER BY sort)";

constexpr std::string_view kLast = R"(
SELECT id, stage, stage_before, before_on, happened_on, paper_id, note, entered_on, content_hash, recorded_at,
       recorded_by, taken_back_at, taken_back_by, taken_back_reason
FROM org_project_steps
WHERE project_id = $1 AND taken_back_at IS NULL
ORDER BY sort DESC
LIMIT 1)";

constexpr std::string_view kFind = R"(
SELECT project_id, content_hash
FROM org_project_steps
WHERE id = $1)";

constexpr std::string_view kIsUsed = R"(
SELECT 1
FROM org_project_steps
WHERE paper_id = $1 AND taken_back_at IS NULL)";

constexpr std::string_view kElection = R"(
SELECT entitled, present, ballots_out, ballots_back, ballots_valid, seats
FROM org_project_elections
WHERE step_id = $1)";

constexpr std::string_view kPeople = R"(
SELECT name_sealed, votes, elected, post
FROM org_project_people
WHERE step_id = $1
ORDER BY sort)";

constexpr std::string_view kNextSort = R"(
SELECT COALESCE(MAX(sort), 0) + 1
FROM org_project_steps
WHERE project_id = $1)";

constexpr std::string_view kInsert = R"(
INSERT INTO org_project_steps (id, project_id, sort, stage, stage_before, before_on, happened_on, paper_id, note,
                               entered_on, content_hash, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))";

constexpr std::string_view kInsertElection = R"(
INSERT INTO org_project_elections (step_id, entitled, present, ballots_out, ballots_back, ballots_valid, seats)
VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view kInsertPerson = R"(
INSERT INTO org_project_people (step_id, sort, name_sealed, votes, elected, post)
VALUES ($1, $2, $3, $4, $5, $6))";

// Who was named before the election is one of the elected, or one of these too.
constexpr std::string_view kForgetCandidates = R"(
UPDATE org_project_people
SET name_sealed = ''
WHERE (step_id, sort) IN (SELECT p.step_id, p.sort
                          FROM org_project_people p
                          JOIN org_project_steps s ON s.id = p.step_id
                          WHERE p.elected = 0 AND p.post IS NULL AND p.name_sealed <> '' AND s.recorded_at < $1
                          ORDER BY p.step_id, p.sort
                          LIMIT $2))";

constexpr std::string_view kTakeBack = R"(
UPDATE org_project_steps
SET taken_back_at = $2, taken_back_by = $3, taken_back_reason = $4
WHERE id = $1 AND taken_back_at IS NULL)";

template <class E>
E known(std::optional<E> value) {
    ensure(value.has_value());  // written by to_string
    return *value;
}

/// The paper is named by its id alone; add_parts() reads the rest.
ProjectStep next_step(Row& row) {
    ProjectStep step;
    step.id = row.next<OrgStepId>();
    step.stage = known(stage_from(row.next<std::string>()));
    step.before = known(stage_from(row.next<std::string>()));
    step.before_on = next_day(row);
    step.on = next_day(row);
    if (const auto paper = row.next<std::optional<PaperId>>()) {
        step.paper.emplace();
        step.paper->id = *paper;
    }
    step.note = row.next<std::string>();
    step.entered_on = next_optional_day(row);
    step.content_hash = row.next<std::string>();
    step.recorded_at = row.next<Instant>();
    step.recorded_by = row.next<std::optional<PersonId>>();
    step.taken_back_at = row.next<std::optional<Instant>>();
    step.taken_back_by = row.next<std::optional<PersonId>>();
    step.taken_back_reason = row.next<std::string>();
    return step;
}

}  // namespace

std::vector<ProjectStep> OrgStepStore::list(const OrgProjectId& project) const {
    std::vector<ProjectStep> steps = tx_.list(kList, project, next_step);
    for (ProjectStep& step : steps) add_parts(step);
    return steps;
}

std::optional<OrgStepStore::Found> OrgStepStore::find(const OrgStepId& id) const {
    return tx_.find_one(kFind, id, [](Row& row) { return Found{row.get<OrgProjectId>(0), row.text(1)}; });
}

std::optional<ProjectStep> OrgStepStore::last(const OrgProjectId& project) const {
    auto step = tx_.find_one(kLast, project, next_step);
    if (step) add_parts(*step);
    return step;
}

bool OrgStepStore::is_used(const PaperId& paper) const {
    return tx_.exists(kIsUsed, paper);
}

void OrgStepStore::add_parts(ProjectStep& step) const {
    if (step.paper) {
        step.paper = PaperStore(tx_, seals_).find(step.paper->id);
        ensure(step.paper.has_value());  // a foreign key holds it
    }
    step.election = tx_.find_one(kElection, step.id, [](Row& row) {
        Election election;
        election.entitled = row.next<int>();
        election.present = row.next<int>();
        election.ballots_out = row.next<int>();
        election.ballots_back = row.next<int>();
        election.ballots_valid = row.next<int>();
        election.seats = row.next<int>();
        return election;
    });
    step.people = tx_.list(kPeople, step.id, [&](Row& row) {
        ProjectStep::Name name;
        const auto sealed = row.next<std::string>();
        if (!sealed.empty()) name.name = seals_.cipher.open(kSealContext, sealed);
        name.votes = row.next<std::optional<int>>();
        name.elected = row.next<bool>();
        if (const auto post = row.next<std::optional<std::string>>()) name.post = known(post_from(*post));
        return name;
    });
}

void OrgStepWriter::insert(const OrgProjectId& project, const ProjectStep& step) {
    const std::optional<PaperId> paper = step.paper ? std::optional(step.paper->id) : std::nullopt;
    tx_.run(kInsert, step.id, project, tx_.value<int>(kNextSort, project).value_or(1), step.stage, step.before,
            day_value(step.before_on), day_value(step.on), paper, step.note, day_value(step.entered_on),
            step.content_hash, step.recorded_at, step.recorded_by);
    if (step.election) {
        const Election& e = *step.election;
        tx_.run(kInsertElection, step.id, e.entitled, e.present, e.ballots_out, e.ballots_back, e.ballots_valid,
                e.seats);
    }
    for (std::size_t i = 0; i < step.people.size(); ++i) {
        const ProjectStep::Name& one = step.people[i];
        tx_.run(kInsertPerson, step.id, i, seals_.cipher.seal(kSealContext, one.name), one.votes, one.elected,
                one.post);
    }
}

long long OrgStepWriter::forget_candidates(Instant before, int most) {
    return tx_.run(kForgetCandidates, before, most);
}

void OrgStepWriter::take_back(const OrgStepId& id, const std::string& reason, const std::optional<PersonId>& by) {
    tx_.run(kTakeBack, id, tx_.now(), by, reason);
}

}  // namespace league
