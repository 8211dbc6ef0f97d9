#include "lib/storage/supervision_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/days.hpp"
#include "lib/storage/org_columns.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, unit_id, cause, basis, stage, revision, due_at, opened_at
FROM supervisions
WHERE id = $1)";

constexpr std::string_view kFacts = R"(
SELECT period, figure, value
FROM supervision_facts
WHERE supervision_id = $1
ORDER BY position)";

constexpr std::string_view kSteps = R"(
SELECT revision, act, words, on_at, due_at, people_sealed, done_at, done_by
FROM supervision_steps
WHERE supervision_id = $1
ORDER BY revision)";

// $2: 1 leaves out what is over.
constexpr std::string_view kList = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT s.id, s.unit_id, s.cause, s.basis, s.stage, s.revision, s.due_at, s.opened_at,
       u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at
FROM below
JOIN supervisions s ON s.unit_id = below.id
JOIN org_units u ON u.id = s.unit_id
WHERE $2 = 0 OR s.stage NOT IN ('dropped', 'closed')
ORDER BY s.opened_at DESC, s.id DESC)";

constexpr std::string_view kHas = R"(
SELECT 1
FROM supervisions
WHERE unit_id = $1 AND cause = $2 AND (basis = $3 OR stage NOT IN ('dropped', 'closed'))
LIMIT 1)";

constexpr std::string_view kAll = R"(
SELECT id, unit_id, cause, basis, stage, revision, due_at, opened_at
FROM supervisions
ORDER BY id)";

constexpr std::string_view kActs = R"(
SELECT revision, act, due_at
FROM supervision_steps
WHERE supervision_id = $1
ORDER BY revision)";

constexpr std::string_view kInsert = R"(
INSERT INTO supervisions (id, unit_id, cause, basis, stage, revision, due_at, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

constexpr std::string_view kInsertFact = R"(
INSERT INTO supervision_facts (supervision_id, position, period, figure, value)
VALUES ($1, $2, $3, $4, $5))";

constexpr std::string_view kInsertStep = R"(
INSERT INTO supervision_steps (supervision_id, revision, act, words, on_at, due_at, people_sealed, done_at, done_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))";

constexpr std::string_view kUpdate = R"(
UPDATE supervisions
SET stage = $2, revision = $3, due_at = $4
WHERE id = $1)";

constexpr std::string_view kPeople = "supervision_steps.people";

Supervision next_supervision(Row& row) {
    Supervision found;
    found.id = row.next<SupervisionId>();
    found.unit = row.next<OrgUnitId>();
    const auto cause = supervision_cause_from(row.next<std::string>());
    found.basis = row.next<std::string>();
    const auto stage = supervision_stage_from(row.next<std::string>());
    ensure(cause && stage);  // the schema's CHECKs know the same words
    found.cause = *cause;
    found.stage = *stage;
    found.revision = row.next<int>();
    found.due = next_optional_day(row);
    found.opened_at = row.next<Instant>();
    return found;
}

SupervisionAct next_act(Row& row) {
    const auto act = supervision_act_from(row.next<std::string>());
    ensure(act.has_value());  // the schema's CHECK knows the same words
    return *act;
}

std::string lines_of(const std::vector<std::string>& people) {
    std::string lines;
    for (const std::string& person : people) {
        if (!lines.empty()) lines += '\n';
        lines += person;
    }
    return lines;
}

}  // namespace

std::optional<Supervision> SupervisionStore::find(const SupervisionId& id) const {
    std::optional<Supervision> found = tx_.find_one(kFind, id, next_supervision);
    if (found) add_parts(*found);
    return found;
}

std::vector<SupervisionRow> SupervisionStore::list(ReadTransaction& tx, const OrgPath& under, bool open_only) {
    return tx.list(kList, under, open_only, [](Row& row) {
        SupervisionRow found;
        found.supervision = next_supervision(row);
        found.unit = next_unit(row);
        return found;
    });
}

bool SupervisionStore::has(ReadTransaction& tx, const OrgUnitId& unit, const SupervisionProposal& proposal) {
    return tx.exists(kHas, unit, proposal.cause, proposal.basis);
}

std::vector<SupervisionId> SupervisionStore::faults(ReadTransaction& tx, long long& examined) {
    std::vector<SupervisionId> wrong;
    for (const Supervision& kept : tx.list(kAll, next_supervision)) {
        ++examined;
        const auto steps = tx.list(kActs, kept.id, [](Row& row) {
            SupervisionStep step;
            step.revision = row.next<int>();
            step.act = next_act(row);
            step.due = next_optional_day(row);
            return step;
        });
        const bool awaits = !steps.empty() && kept.stage == SupervisionStage::found;
        const bool agrees = replay(steps) == kept.stage && kept.revision == static_cast<int>(steps.size()) &&
                            kept.due == (awaits ? steps.back().due : std::nullopt);
        if (!agrees) wrong.push_back(kept.id);
    }
    return wrong;
}

void SupervisionStore::add_parts(Supervision& supervision) const {
    supervision.facts = tx_.list(kFacts, supervision.id, [](Row& row) {
        SupervisionFact fact;
        fact.period = row.next<std::string>();
        fact.figure = row.next<std::string>();
        fact.value = row.next<long long>();
        return fact;
    });
    supervision.steps = tx_.list(kSteps, supervision.id, [&](Row& row) {
        SupervisionStep step;
        step.revision = row.next<int>();
        step.act = next_act(row);
        step.words = row.next<std::string>();
        step.on = next_optional_day(row);
        step.due = next_optional_day(row);
        const auto people = seals_.open(kPeople, row.next<std::optional<std::string>>());
        if (people) step.people = text::split(*people, '\n');
        step.done_at = row.next<Instant>();
        step.done_by = row.next<std::optional<PersonId>>();
        return step;
    });
}

void SupervisionWriter::insert(const Supervision& supervision) {
    tx_.run(kInsert, supervision.id, supervision.unit, supervision.cause, supervision.basis, supervision.stage,
            supervision.revision, day_value(supervision.due), supervision.opened_at);
    int position = 0;
    for (const SupervisionFact& fact : supervision.facts) {
        tx_.run(kInsertFact, supervision.id, position++, fact.period, fact.figure, fact.value);
    }
    insert_step(supervision.id, supervision.steps.front());
}

void SupervisionWriter::add_step(const Supervision& supervision) {
    insert_step(supervision.id, supervision.steps.back());
    tx_.run(kUpdate, supervision.id, supervision.stage, supervision.revision, day_value(supervision.due));
}

void SupervisionWriter::insert_step(const SupervisionId& id, const SupervisionStep& step) {
    const auto people = step.people.empty() ? std::nullopt : std::optional(lines_of(step.people));
    tx_.run(kInsertStep, id, step.revision, step.act, step.words, day_value(step.on), day_value(step.due),
            seals_.seal(kPeople, people), step.done_at, step.done_by);
}

}  // namespace league
