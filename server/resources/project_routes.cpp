#include "lib/app/read_projects.hpp"
#include "lib/app/record_step.hpp"
#include "lib/app/save_project.hpp"
#include "server/resources/founding_shapes.hpp"
#include "server/resources/project_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response put(SaveProject& save, const ApiCall& call) {
    SaveProject::Input input;
    input.id = OrgProjectId(read_path_id(call.request, "id"));
    JsonInput body(call.request.body);
    input.content = read_project(body, Need::required);
    body.finish();
    const SaveProject::Output output = save.run(call.actor, input);
    http::Response response = shapes::answer(output.created ? 201 : 200, shapes::project(output.project));
    if (output.created) response.with_header("Location", "/api/v1/org-projects/" + output.project.id.str());
    return response;
}

http::Response correct(CorrectProject& correct_project, const ApiCall& call) {
    CorrectProject::Input input;
    input.id = OrgProjectId(read_path_id(call.request, "id"));
    JsonInput body(call.request.body);
    input.base_revision = body.integer("base_revision");
    input.content = read_project(body, Need::optional);
    body.finish();
    const CorrectProject::Output output = correct_project.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shapes::project(output.project));
}

http::Response list(ListProjects& list_projects, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    ListProjects::Input input;
    input.unit = query.optional_text("unit").value_or("");
    input.filter.stage = query.choice<Stage>("stage", stage_from);
    if (const auto batch = query.optional_text("batch")) input.filter.batch = BatchId(*batch);
    const auto open_only = query.optional_text("open_only");
    if (open_only && *open_only != "true" && *open_only != "false") query.wrong("open_only", "field.not_yes_or_no");
    input.filter.open_only = open_only == "true";
    input.filter.limit = query.integer("limit", input.filter.limit);
    input.filter.offset = query.integer("offset", input.filter.offset);
    query.finish();
    const ListProjects::Output page = list_projects.run(call.actor, input);
    json counts = json::object();
    for (const auto& [stage, count] : page.counts) counts[std::string(to_string(stage))] = count;
    json rows = json::array();
    for (const auto& row : page.rows) rows.push_back(shapes::project_row(row, phrases));
    return shapes::answer(200, {{"unit", shapes::unit_line(page.unit)},
                                {"as_of", shapes::instant(page.as_of)},
                                {"counts", std::move(counts)},
                                {"total", page.total},
                                {"projects", std::move(rows)}});
}

http::Response take_step(RecordStep& record, const ApiCall& call) {
    RecordStep::Input input;
    input.project = OrgProjectId(read_path_id(call.request, "id"));
    input.id = OrgStepId(read_path_id(call.request, "step"));
    JsonInput body(call.request.body);
    input.step = read_step(body);
    body.finish();
    const RecordStep::Output output = record.run(call.actor, input);
    return shapes::answer(output.recorded ? 201 : 200, shapes::project(output.project));
}

http::Response take_back(TakeBackStep& take_back_step, const ApiCall& call) {
    TakeBackStep::Input input;
    input.project = OrgProjectId(read_path_id(call.request, "id"));
    input.step = OrgStepId(read_path_id(call.request, "step"));
    JsonInput body(call.request.body);
    input.reason = body.text("reason");
    body.finish();
    const TakeBackStep::Output output = take_back_step.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shapes::project(output.project));
}

}  // namespace

void add_project_routes(ApiRoutes& routes, const Phrases& phrases, SaveProject& save, CorrectProject& correct_project,
                        ListProjects& list_projects, ShowProject& show, RecordStep& record,
                        TakeBackStep& take_back_step) {
    routes.signed_in("PUT", "/api/v1/org-projects/{id}", [&save](const ApiCall& call) { return put(save, call); });
    routes.signed_in("GET", "/api/v1/org-projects/{id}", [&show, &phrases](const ApiCall& call) {
        const OrgProjectId id(read_path_id(call.request, "id"));
        return shapes::answer(200, shapes::project_in_full(show.run(call.actor, id), phrases));
    });
    routes.signed_in("GET", "/api/v1/org-projects",
                     [&list_projects, &phrases](const ApiCall& call) { return list(list_projects, phrases, call); });
    routes.signed_in("POST", "/api/v1/org-projects/{id}/corrections",
                     [&correct_project](const ApiCall& call) { return correct(correct_project, call); });
    routes.signed_in("PUT", "/api/v1/org-projects/{id}/steps/{step}",
                     [&record](const ApiCall& call) { return take_step(record, call); });
    routes.signed_in("POST", "/api/v1/org-projects/{id}/steps/{step}/withdrawal",
                     [&take_back_step](const ApiCall& call) { return take_back(take_back_step, call); });
}

}  // namespace league
