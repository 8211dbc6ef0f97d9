#include "lib/app/manage_kinds.hpp"
#include "lib/app/read_kinds.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

KindField read_field(JsonInput& body) {
    KindField field;
    field.code = body.text("code");
    field.label = body.text("label");
    field.type = body.choice("type", field_type_from).value_or(FieldType::text);
    field.required = body.boolean("required", Need::optional);
    field.min = body.integer("min", Need::optional);
    field.max = body.integer("max", Need::optional);
    field.choices = body.texts("choices", Need::optional);
    return field;
}

KindCheck read_check(JsonInput& body) {
    KindCheck check;
    check.relation = body.choice("relation", check_relation_from).value_or(CheckRelation::at_most);
    check.left = body.texts("left");
    check.right = body.texts("right");
    check.sentence = body.text("sentence");
    return check;
}

/// Everything of a definition but its code.
ActivityKind read_definition(JsonInput& body) {
    ActivityKind kind;
    kind.label = body.text("label");
    kind.sort = body.integer("sort");
    kind.restricted = body.boolean("restricted", Need::optional);
    for (JsonInput* field : body.objects("fields", Need::optional)) kind.fields.push_back(read_field(*field));
    for (JsonInput* check : body.objects("checks", Need::optional)) kind.checks.push_back(read_check(*check));
    return kind;
}

http::Response list(ReadKinds& kinds, const ApiCall& call) {
    QueryInput query(call.request);
    const int all = query.integer("all", 0);
    if (all != 0 && all != 1) query.wrong("all", "field.not_yes_or_no");
    query.finish();
    json shown = json::array();
    for (const ActivityKind& kind : all == 1 ? kinds.run_all() : kinds.run()) shown.push_back(shapes::kind(kind));
    return shapes::answer(200, {{"kinds", std::move(shown)}});
}

http::Response add(AddKind& add_kind, const ApiCall& call) {
    JsonInput body(call.request.body);
    const std::string code = body.text("code");
    ActivityKind kind = read_definition(body);
    kind.code = code;
    body.finish();
    return shapes::answer(201, shapes::kind(add_kind.run(call.actor, kind)));
}

http::Response change(ChangeKind& change_kind, const ApiCall& call) {
    JsonInput body(call.request.body);
    ChangeKind::Input input;
    input.kind = read_definition(body);
    input.kind.code = call.request.parameter("code");
    const bool in_use = body.boolean("in_use", Need::optional);
    input.kind.in_use = in_use || !body.has("in_use");
    input.base_revision = body.integer("base_revision");
    body.finish();
    return shapes::answer(200, shapes::kind(change_kind.run(call.actor, input)));
}

}  // namespace

void add_kind_routes(ApiRoutes& routes, ReadKinds& kinds, AddKind& add_kind, ChangeKind& change_kind,
                     RetireKind& retire_kind) {
    routes.signed_in("GET", "/api/v1/activity-kinds", [&kinds](const ApiCall& call) { return list(kinds, call); });
    routes.signed_in("POST", "/api/v1/activity-kinds",
                     [&add_kind](const ApiCall& call) { return add(add_kind, call); });
    routes.signed_in("PUT", "/api/v1/activity-kinds/{code}",
                     [&change_kind](const ApiCall& call) { return change(change_kind, call); });
    routes.signed_in("POST", "/api/v1/activity-kinds/{code}/retirement", [&retire_kind](const ApiCall& call) {
        return shapes::answer(200, shapes::kind(retire_kind.run(call.actor, call.request.parameter("code"))));
    });
}

}  // namespace league
