#include "lib/app/building_modes.hpp"
#include "lib/app/manage_batches.hpp"
#include "lib/app/read_projects.hpp"
#include "lib/base/random.hpp"
#include "server/resources/founding_shapes.hpp"
#include "server/resources/project_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response put(CreateBatch& create, const ApiCall& call) {
    CreateBatch::Input input;
    input.id = BatchId(read_path_id(call.request, "id"));
    JsonInput body(call.request.body);
    input.org = body.text("org_id");
    input.title = body.text("batch_title", Need::optional);
    const std::vector<std::string> ids = body.texts("projects");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!is_uuid(ids[i])) body.wrong("projects." + std::to_string(i), "field.not_an_id");
        input.projects.emplace_back(ids[i]);
    }
    body.finish();
    const CreateBatch::Output output = create.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shapes::batch(output.batch));
}

template <class UseCase>
http::Response step_of_all(UseCase& use_case, const ApiCall& call, bool has_term) {
    const std::string id = read_path_id(call.request, "id");
    JsonInput body(call.request.body);
    BatchStepInput input = read_batch_step(body, id);
    if (has_term) input.term_years = body.integer("term_years", Need::optional);
    body.finish();
    const BatchStepOutput output = use_case.run(call.actor, input);
    json shown = shapes::batch(output.batch);
    shown["list"] = json::array();
    for (const OrgProject& project : output.projects) shown["list"].push_back(shapes::project(project));
    return shapes::answer(output.changed ? 201 : 200, shown);
}

http::Response list_batches(ListBatches& list, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.optional_text("unit").value_or("");
    query.finish();
    json rows = json::array();
    for (const BatchRow& row : list.run(call.actor, unit)) rows.push_back(shapes::batch(row));
    return shapes::answer(200, {{"batches", std::move(rows)}});
}

http::Response list_papers(ListPapers& list, const ApiCall& call) {
    QueryInput query(call.request);
    ListPapers::Input input;
    input.unit = query.optional_text("unit").value_or("");
    input.filter.kind = query.choice<PaperKind>("paper_kind", paper_kind_from);
    const int year = query.integer("year", 0);
    if (year != 0) {
        input.filter.year = year;
        if (year < 2000 || year > 2199) query.wrong("year", "field.not_a_year");
    }
    input.filter.limit = query.integer("limit", input.filter.limit);
    input.filter.offset = query.integer("offset", input.filter.offset);
    query.finish();
    const PaperStore::Page page = list.run(call.actor, input);
    json rows = json::array();
    for (const PaperRow& row : page.rows) rows.push_back(shapes::paper_row(row));
    return shapes::answer(200, {{"total", page.total}, {"papers", std::move(rows)}});
}

http::Response save_mode(SaveBuildingMode& save, const ApiCall& call) {
    JsonInput body(call.request.body);
    const BuildingMode mode = read_mode(body, call.request.parameter("code"));
    body.finish();
    const bool changed = save.run(call.actor, mode);
    return shapes::answer(changed ? 201 : 200, shapes::building_mode(mode));
}

http::Response list_partners(ListPartners& list, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    json rows = json::array();
    for (const Partner& partner : list.run(call.actor, unit)) {
        rows.push_back({{"id", partner.id.str()},
                        {"kind", to_string(partner.kind)},
                        {"name", partner.name},
                        {"credit_code", partner.credit_code}});
    }
    return shapes::answer(200, {{"partners", std::move(rows)}});
}

}  // namespace

void add_batch_routes(ApiRoutes& routes, CreateBatch& create, ApproveBatch& approve, FoundBatch& found,
                      LeaveBatch& leave, ListBatches& batches, ListPapers& papers) {
    routes.signed_in("PUT", "/api/v1/batches/{id}", [&create](const ApiCall& call) { return put(create, call); });
    routes.signed_in("GET", "/api/v1/batches", [&batches](const ApiCall& call) { return list_batches(batches, call); });
    routes.signed_in("POST", "/api/v1/batches/{id}/approval",
                     [&approve](const ApiCall& call) { return step_of_all(approve, call, /*has_term=*/false); });
    routes.signed_in("POST", "/api/v1/batches/{id}/founding",
                     [&found](const ApiCall& call) { return step_of_all(found, call, /*has_term=*/true); });
    routes.signed_in("DELETE", "/api/v1/batches/{id}/projects/{project}", [&leave](const ApiCall& call) {
        leave.run(call.actor,
                  {BatchId(read_path_id(call.request, "id")), OrgProjectId(read_path_id(call.request, "project"))});
        return http::Response::no_content();
    });
    routes.signed_in("GET", "/api/v1/papers", [&papers](const ApiCall& call) { return list_papers(papers, call); });
}

void add_mode_routes(ApiRoutes& routes, ListBuildingModes& modes, SaveBuildingMode& save, ListPartners& partners) {
    routes.signed_in("GET", "/api/v1/building-modes", [&modes](const ApiCall&) {
        json rows = json::array();
        for (const BuildingMode& mode : modes.run()) rows.push_back(shapes::building_mode(mode));
        return shapes::answer(200, {{"modes", std::move(rows)}});
    });
    routes.signed_in("PUT", "/api/v1/building-modes/{code}",
                     [&save](const ApiCall& call) { return save_mode(save, call); });
    routes.signed_in("GET", "/api/v1/partners",
                     [&partners](const ApiCall& call) { return list_partners(partners, call); });
}

}  // namespace league
