#include "lib/storage/org_project_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/days.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT p.id, p.township_id, p.name, p.short_name, p.kind, p.mode, p.members, p.youth, p.counted_on, p.area, p.hobby,
       p.industry, p.trade, p.category, p.leave_paper, p.lasts_from, p.lasts_until, p.is_student, p.stage, p.stage_on,
       p.revision, p.unit_id, p.batch_id, p.batch_sort, p.first_content_hash, p.created_by, p.created_at, p.changed_at
FROM org_projects p
WHERE p.id = $1)";

// Walks down by parent_id, which stays cheap at any number of units beside the subtree.
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
SELECT p.id, p.township_id, p.name, p.short_name, p.kind, p.mode, p.members, p.youth, p.counted_on, p.area, p.hobby,
       p.industry, p.trade, p.category, p.leave_paper, p.lasts_from, p.lasts_until, p.is_student, p.stage, p.stage_on,
       p.revision, p.unit_id, p.batch_id, p.batch_sort, p.first_content_hash, p.created_by, p.created_at, p.changed_at,
       u.code, u.name, COUNT(*) OVER ()
FROM below
JOIN org_projects p ON p.township_id = below.id
JOIN org_units u ON u.id = p.township_id
WHERE (CAST($2 AS TEXT) IS NULL OR p.stage = $2)
  AND (CAST($3 AS TEXT) IS NULL OR p.batch_id = $3)
  AND ($4 = 0 OR p.stage NOT IN ('filed', 'dropped'))
ORDER BY p.stage_on, p.created_at, p.name, p.id
LIMIT $5 OFFSET $6)";

constexpr std::string_view kListOfBatch = R"(
SELECT p.id, p.township_id, p.name, p.short_name, p.kind, p.mode, p.members, p.youth, p.counted_on, p.area, p.hobby,
       p.industry, p.trade, p.category, p.leave_paper, p.lasts_from, p.lasts_until, p.is_student, p.stage, p.stage_on,
       p.revision, p.unit_id, p.batch_id, p.batch_sort, p.first_content_hash, p.created_by, p.created_at, p.changed_at
FROM org_projects p
WHERE p.batch_id = $1
ORDER BY p.batch_sort, p.id)";

constexpr std::string_view kCountByStage = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT p.stage, COUNT(*)
FROM below
JOIN org_projects p ON p.township_id = below.id
GROUP BY p.stage)";

constexpr std::string_view kIsNameTaken = R"(
SELECT 1
FROM org_units
WHERE parent_id = $1 AND name = $2 AND closed_at IS NULL
  AND id NOT IN (SELECT unit_id FROM org_projects WHERE id = $3 AND unit_id IS NOT NULL)
UNION ALL
SELECT 1
FROM org_projects
WHERE township_id = $1 AND name = $2 AND unit_id IS NULL AND stage <> 'dropped' AND id <> $3)";

// The character after '-' in a code's alphabet is '.', so this is every code that begins with the prefix and a hyphen.
constexpr std::string_view kCodesFrom = R"(
SELECT code
FROM org_units
WHERE code >= $1 AND code < $2
ORDER BY code)";

constexpr std::string_view kWithNewestStep = R"(
SELECT p.id, p.stage, p.stage_on, p.unit_id, s.stage, s.happened_on
FROM org_projects p
LEFT JOIN org_project_steps s ON s.project_id = p.id AND s.taken_back_at IS NULL
  AND s.sort = (SELECT MAX(n.sort) FROM org_project_steps n WHERE n.project_id = p.id AND n.taken_back_at IS NULL)
ORDER BY p.id)";

constexpr std::string_view kTags = R"(
SELECT tag
FROM org_project_tags
WHERE project_id = $1
ORDER BY sort)";

constexpr std::string_view kPartners = R"(
SELECT p.kind, p.name, p.credit_code, j.is_lead, j.members
FROM org_project_partners j
JOIN partners p ON p.id = j.partner_id
WHERE j.project_id = $1
ORDER BY j.sort)";

constexpr std::string_view kInsert = R"(
INSERT INTO org_projects (id, township_id, name, short_name, kind, mode, members, youth, counted_on, area, hobby,
                          industry, trade, category, leave_paper, lasts_from, lasts_until, is_student, stage, stage_on,
                          revision, unit_id, batch_id, batch_sort, first_content_hash, created_by, created_at,
                          changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        $25, $26, $27, $28))";

constexpr std::string_view kUpdate = R"(
UPDATE org_projects
SET name = $2, short_name = $3, kind = $4, mode = $5, members = $6, youth = $7, counted_on = $8, area = $9, hobby = $10,
    industry = $11, trade = $12, category = $13, leave_paper = $14, lasts_from = $15, lasts_until = $16,
    is_student = $17, stage = $18, stage_on = $19, revision = $20, unit_id = $21, batch_id = $22, batch_sort = $23,
    changed_at = $24
WHERE id = $1)";

constexpr std::string_view kForgetTags = R"(
DELETE FROM org_project_tags
WHERE project_id = $1)";

constexpr std::string_view kAddTag = R"(
INSERT INTO org_project_tags (project_id, tag, sort)
VALUES ($1, $2, $3))";

constexpr std::string_view kForgetPartners = R"(
DELETE FROM org_project_partners
WHERE project_id = $1)";

constexpr std::string_view kAddPartner = R"(
INSERT INTO org_project_partners (project_id, partner_id, sort, is_lead, members)
VALUES ($1, $2, $3, $4, $5))";

template <class E>
E known(std::optional<E> value) {
    ensure(value.has_value());  // the schema's CHECK knows the same words
    return *value;
}

OrgProject next_project(Row& row) {
    OrgProject project;
    ProjectContent& content = project.content;
    project.id = row.next<OrgProjectId>();
    content.township = row.next<OrgUnitId>();
    content.name = row.next<std::string>();
    content.short_name = row.next<std::string>();
    content.kind = known(org_kind_from(row.next<std::string>()));
    content.mode = row.next<std::string>();
    content.members = row.next<int>();
    content.youth = row.next<int>();
    content.counted_on = next_day(row);
    content.area = row.next<std::string>();
    content.hobby = row.next<std::string>();
    content.industry = row.next<std::string>();
    content.trade = row.next<std::string>();
    content.category = row.next<std::string>();
    content.leave = row.next<std::string>();
    content.lasts_from = next_optional_day(row);
    content.lasts_until = next_optional_day(row);
    content.is_student = row.next<bool>();
    project.stage = known(stage_from(row.next<std::string>()));
    project.stage_on = next_day(row);
    project.revision = row.next<int>();
    project.unit = row.next<std::optional<OrgUnitId>>();
    project.batch = row.next<std::optional<BatchId>>();
    project.batch_sort = row.next<int>();
    project.first_content_hash = row.next<std::string>();
    project.created_by = row.next<std::optional<PersonId>>();
    project.created_at = row.next<Instant>();
    project.changed_at = row.next<Instant>();
    return project;
}

}  // namespace

std::optional<OrgProject> OrgProjectStore::find(const OrgProjectId& id) const {
    auto project = tx_.find_one(kFind, id, next_project);
    if (project) add_lists({&*project});
    return project;
}

OrgProjectStore::Page OrgProjectStore::list(const OrgPath& root, const ProjectFilter& filter) const {
    Page page;
    page.rows =
        tx_.list(kList, root, filter.stage, filter.batch, filter.open_only, filter.limit, filter.offset, [&](Row& row) {
            ProjectRow found;
            found.project = next_project(row);
            found.township_code = row.next<std::string>();
            found.township_name = row.next<std::string>();
            page.total = row.next<long long>();
            return found;
        });
    std::vector<OrgProject*> projects;
    for (ProjectRow& row : page.rows) projects.push_back(&row.project);
    add_lists(projects);
    return page;
}

std::vector<OrgProject> OrgProjectStore::list_of_batch(const BatchId& batch) const {
    std::vector<OrgProject> found = tx_.list(kListOfBatch, batch, next_project);
    std::vector<OrgProject*> projects;
    for (OrgProject& project : found) projects.push_back(&project);
    add_lists(projects);
    return found;
}

std::map<Stage, long long> OrgProjectStore::count_by_stage(const OrgPath& root) const {
    std::map<Stage, long long> counts;
    tx_.query(kCountByStage, root, [&](Row& row) {
        const Stage stage = known(stage_from(row.next<std::string>()));
        counts[stage] = row.next<long long>();
    });
    return counts;
}

bool OrgProjectStore::is_name_taken(const OrgUnitId& township, const std::string& name,
                                    const std::optional<OrgProjectId>& but) const {
    return tx_.exists(kIsNameTaken, township, name, but.value_or(OrgProjectId()));
}

std::vector<std::string> OrgProjectStore::faults(long long& examined) const {
    std::vector<std::string> found;
    examined = 0;
    tx_.query(kWithNewestStep, [&](Row& row) {
        ++examined;
        const auto id = row.next<std::string>();
        const auto stage = row.next<std::string>();
        const auto stage_on = row.next<Instant>();
        const auto unit = row.next<std::optional<std::string>>();
        const auto led_to = row.next<std::optional<std::string>>();
        const auto led_on = row.next<std::optional<Instant>>();
        if (stage != led_to.value_or(std::string(to_string(Stage::surveyed)))) {
            found.push_back(id + ": stands at " + stage + ", its steps led to " + led_to.value_or("none"));
        } else if (led_on && *led_on != stage_on) {
            found.push_back(id + ": the day of " + stage + " is not that of its step");
        }
        if (unit.has_value() != is_founded(known(stage_from(stage)))) {
            found.push_back(id + (unit ? ": has an organisation before it is founded" : ": is founded without one"));
        }
    });
    return found;
}

std::vector<std::string> OrgProjectStore::codes_from(const std::string& prefix) const {
    return tx_.list(kCodesFrom, prefix + "-", prefix + ".", [](Row& row) { return row.next<std::string>(); });
}

// A project has a handful of each; a page has a hundred projects at most.
void OrgProjectStore::add_lists(std::vector<OrgProject*> projects) const {
    for (OrgProject* project : projects) {
        project->content.tags = tx_.list(kTags, project->id, [](Row& row) { return row.next<std::string>(); });
        project->content.partners = tx_.list(kPartners, project->id, [](Row& row) {
            ProjectPartner partner;
            partner.kind = known(partner_kind_from(row.next<std::string>()));
            partner.name = row.next<std::string>();
            partner.credit_code = row.next<std::string>();
            partner.is_lead = row.next<bool>();
            partner.members = row.next<std::optional<int>>();
            return partner;
        });
    }
}

void OrgProjectWriter::insert(const OrgProject& project, const std::vector<PartnerId>& partners) {
    const ProjectContent& c = project.content;
    tx_.run(kInsert, project.id, c.township, c.name, c.short_name, c.kind, c.mode, c.members, c.youth,
            day_value(c.counted_on), c.area, c.hobby, c.industry, c.trade, c.category, c.leave, day_value(c.lasts_from),
            day_value(c.lasts_until), c.is_student, project.stage, day_value(project.stage_on), project.revision,
            project.unit, project.batch, project.batch_sort, project.first_content_hash, project.created_by,
            project.created_at, project.changed_at);
    save_lists(project, partners);
}

void OrgProjectWriter::update(const OrgProject& project, const std::vector<PartnerId>& partners) {
    update_state(project);
    save_lists(project, partners);
}

void OrgProjectWriter::update_state(const OrgProject& project) {
    const ProjectContent& c = project.content;
    tx_.run(kUpdate, project.id, c.name, c.short_name, c.kind, c.mode, c.members, c.youth, day_value(c.counted_on),
            c.area, c.hobby, c.industry, c.trade, c.category, c.leave, day_value(c.lasts_from),
            day_value(c.lasts_until), c.is_student, project.stage, day_value(project.stage_on), project.revision,
            project.unit, project.batch, project.batch_sort, project.changed_at);
}

void OrgProjectWriter::save_lists(const OrgProject& project, const std::vector<PartnerId>& partners) {
    const ProjectContent& content = project.content;
    ensure(partners.size() == content.partners.size());
    tx_.run(kForgetTags, project.id);
    for (std::size_t i = 0; i < content.tags.size(); ++i) tx_.run(kAddTag, project.id, content.tags[i], i);
    tx_.run(kForgetPartners, project.id);
    for (std::size_t i = 0; i < partners.size(); ++i) {
        const ProjectPartner& one = content.partners[i];
        tx_.run(kAddPartner, project.id, partners[i], i, one.is_lead, one.members);
    }
}

}  // namespace league
