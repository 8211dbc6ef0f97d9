#include "lib/app/manage_cadence.hpp"
#include "server/json_input.hpp"
#include "server/resources/health_shapes.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response list(ListCadence& list_cadence, const ApiCall& call) {
    QueryInput query(call.request);
    ListCadence::Input input;
    input.unit = query.optional_text("unit").value_or("");
    const int all = query.integer("all", 0);
    if (all != 0 && all != 1) query.wrong("all", "field.not_yes_or_no");
    input.with_ended = all == 1;
    query.finish();
    json rules = json::array();
    for (const ListCadence::Line& line : list_cadence.run(call.actor, input)) {
        json shown = shapes::cadence_rule(line.rule);
        shown["unit_name"] = line.unit_name.empty() ? json(nullptr) : json(line.unit_name);
        rules.push_back(std::move(shown));
    }
    return shapes::answer(200, {{"rules", std::move(rules)}});
}

http::Response add(AddCadence& add_cadence, const ApiCall& call) {
    JsonInput body(call.request.body);
    AddCadence::Input input;
    input.rule.id = call.request.parameter("id");
    input.unit = body.text("unit_id", Need::optional);
    input.rule.org_kind = body.choice("org_kind", org_kind_from, Need::optional);
    const std::string kind = body.text("kind", Need::optional);
    if (!kind.empty()) input.rule.kind = kind;
    input.rule.period = body.choice("period", cadence_period_from).value_or(input.rule.period);
    input.rule.min_count = body.integer("min_count");
    input.rule.min_members = body.integer("min_members", Need::optional);
    input.rule.valid_from = body.date("valid_from").value_or(Date());
    input.rule.valid_to = body.date("valid_to", Need::optional);
    input.rule.source = body.text("source");
    body.finish();
    const AddCadence::Output output = add_cadence.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shapes::cadence_rule(output.rule));
}

http::Response end(EndCadence& end_cadence, const ApiCall& call) {
    JsonInput body(call.request.body);
    EndCadence::Input input;
    input.id = call.request.parameter("id");
    input.valid_to = body.date("valid_to").value_or(Date());
    body.finish();
    return shapes::answer(200, shapes::cadence_rule(end_cadence.run(call.actor, input)));
}

}  // namespace

void add_cadence_routes(ApiRoutes& routes, ListCadence& list_cadence, AddCadence& add_cadence,
                        EndCadence& end_cadence) {
    routes.signed_in("GET", "/api/v1/cadence-rules",
                     [&list_cadence](const ApiCall& call) { return list(list_cadence, call); });
    routes.signed_in("PUT", "/api/v1/cadence-rules/{id}",
                     [&add_cadence](const ApiCall& call) { return add(add_cadence, call); });
    routes.signed_in("POST", "/api/v1/cadence-rules/{id}/end",
                     [&end_cadence](const ApiCall& call) { return end(end_cadence, call); });
}

}  // namespace league
