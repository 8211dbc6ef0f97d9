#include "lib/app/read_projects.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/building_mode_store.hpp"
#include "lib/storage/org_step_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr int kMostRows = 100;

void check_page(int limit, int offset) {
    std::vector<FieldError> errors;
    if (limit < 1 || limit > kMostRows) {
        errors.push_back({"limit", "out_of_range", {{"min", "1"}, {"max", std::to_string(kMostRows)}}});
    }
    if (offset < 0) errors.push_back({"offset", "out_of_range", {{"min", "0"}, {"max", "1000000"}}});
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

std::map<std::string, BuildingMode> modes_by_code(ReadTransaction& tx) {
    std::map<std::string, BuildingMode> modes;
    for (BuildingMode& mode : BuildingModeStore(tx).list()) {
        const std::string code = mode.code;
        modes.emplace(code, std::move(mode));
    }
    return modes;
}

std::string name_of(ReadTransaction& tx, const Seals& seals, const std::optional<PersonId>& person) {
    if (!person) return {};
    const PersonStore people(tx, seals);
    const auto found = people.find(people.current(*person));
    return found ? found->name : "";
}

void hide_names(ProjectStep& step) {
    for (ProjectStep::Name& one : step.people) one.name.clear();
    if (step.paper) step.paper->signatory.clear();
}

}  // namespace

ListProjects::Output ListProjects::run(const Actor& actor, const Input& input) {
    return parts_.database.read([&](ReadTransaction& tx) {
        Output output;
        output.unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_projects, output.unit);
        check_page(input.filter.limit, input.filter.offset);
        output.as_of = tx.now();
        const OrgProjectStore projects(tx);
        output.counts = projects.count_by_stage(output.unit.path);
        OrgProjectStore::Page page = projects.list(output.unit.path, input.filter);
        output.total = page.total;
        const auto modes = modes_by_code(tx);
        for (ProjectRow& row : page.rows) {
            const OrgProject& project = row.project;
            Row shown;
            if (!is_founded(project.stage) && project.stage != Stage::dropped) {
                shown.missing = what_is_missing(project.content, modes.at(project.content.mode), parts_.rules);
            }
            shown.row = std::move(row);
            output.rows.push_back(std::move(shown));
        }
        return output;
    });
}

ShowProject::Output ShowProject::run(const Actor& actor, const OrgProjectId& id) {
    return parts_.database.read([&](ReadTransaction& tx) {
        Output output;
        LoadedProject loaded = load_project(tx, actor, Verb::see_projects, id);
        output.project = std::move(loaded.project);
        output.township = std::move(loaded.township);
        const ProjectContent& content = output.project.content;
        const auto mode = BuildingModeStore(tx).find(content.mode);
        ensure(mode.has_value());  // a foreign key holds it
        output.mode_label = mode->label;
        if (output.project.unit) output.unit = OrgStore(tx).find(*output.project.unit);
        if (!is_founded(output.project.stage) && output.project.stage != Stage::dropped) {
            output.missing = what_is_missing(content, *mode, parts_.rules);
            output.notices = notices_of(content, parts_.rules);
        }
        const bool sees_people = may(actor, Verb::see_people, output.township);
        for (ProjectStep& step : OrgStepStore(tx, parts_.seals).list(id)) {
            Step shown;
            if (sees_people) {
                shown.recorded_by = name_of(tx, parts_.seals, step.recorded_by);
            } else {
                hide_names(step);
            }
            shown.step = std::move(step);
            output.steps.push_back(std::move(shown));
        }
        return output;
    });
}

PaperStore::Page ListPapers::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_projects, unit);
        check_page(input.filter.limit, input.filter.offset);
        PaperStore::Page page = PaperStore(tx, seals_).list(unit.path, input.filter);
        if (!may(actor, Verb::see_people, unit)) {
            for (PaperRow& row : page.rows) row.paper.signatory.clear();
        }
        return page;
    });
}

}  // namespace league
