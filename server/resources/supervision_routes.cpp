#include "lib/app/supervise.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"
#include "server/resources/standing_shapes.hpp"
#include "server/resources/supervision_shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json shown(const SupervisionView& view) {
    const Supervision& supervision = view.supervision;
    json shown = shapes::supervision_line({supervision, view.unit}, view.as_of);
    shown["facts"] = json::array();
    for (const SupervisionFact& fact : supervision.facts) {
        shown["facts"].push_back({{"period", fact.period}, {"figure", fact.figure}, {"value", fact.value}});
    }
    shown["steps"] = json::array();
    for (const SupervisionStep& step : supervision.steps) {
        const auto name = step.done_by ? view.names.find(*step.done_by) : view.names.end();
        shown["steps"].push_back({{"revision", step.revision},
                                  {"act", to_string(step.act)},
                                  {"words", step.words},
                                  {"on", shapes::day(step.on)},
                                  {"due", shapes::day(step.due)},
                                  {"visitors", step.people},
                                  {"done_at", to_rfc3339(step.done_at)},
                                  {"done_by", name == view.names.end() ? json(nullptr) : json(name->second)}});
    }
    return shown;
}

http::Response list(ReadSupervisions& read, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    const auto open = query.optional_text("open_only");
    if (open && *open != "true" && *open != "false") query.wrong("open_only", "field.not_a_choice");
    query.finish();
    const ReadSupervisions::Output output = read.list(call.actor, unit, open == "true");
    json rows = json::array();
    for (const SupervisionRow& row : output.rows) rows.push_back(shapes::supervision_line(row, output.as_of));
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"as_of", to_rfc3339(output.as_of)},
                                {"supervisions", std::move(rows)}});
}

http::Response propose_all(ProposeSupervisions& propose, ReadSupervisions& read, const ApiCall& call) {
    JsonInput body(call.request.body);
    const std::string unit = body.text("unit");
    body.finish();
    json rows = json::array();
    for (const SupervisionRow& row : propose.run(call.actor, unit)) {
        rows.push_back(shown(read.show(call.actor, row.supervision.id)));
    }
    return shapes::answer(200, {{"proposed", std::move(rows)}});
}

http::Response open_one(OpenSupervision& open, const ApiCall& call) {
    JsonInput body(call.request.body);
    const OpenSupervision::Input input{SupervisionId(call.request.parameter("id")), body.text("unit"),
                                       body.text("reason")};
    body.finish();
    const OpenSupervision::Output output = open.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shown(output.view));
}

/// Every act but the one that opens it.
std::optional<SupervisionAct> step_from(std::string_view word) {
    const auto act = supervision_act_from(word);
    return act == SupervisionAct::propose ? std::nullopt : act;
}

http::Response take(TakeSupervisionStep& take, const ApiCall& call) {
    JsonInput body(call.request.body);
    TakeSupervisionStep::Input input;
    input.id = SupervisionId(call.request.parameter("id"));
    input.base_revision = body.integer("base_revision");
    input.step.act = body.choice("act", step_from).value_or(SupervisionAct::confirm);
    input.step.words = body.text("words", Need::optional);
    input.step.on = body.date("on", Need::optional);
    input.step.due = body.date("due", Need::optional);
    input.step.people = body.texts("visitors", Need::optional);
    body.finish();
    const TakeSupervisionStep::Output output = take.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shown(output.view));
}

}  // namespace

void add_supervision_routes(ApiRoutes& routes, ReadSupervisions& read, ProposeSupervisions& propose,
                            OpenSupervision& open, TakeSupervisionStep& step) {
    routes.signed_in("GET", "/api/v1/supervisions", [&read](const ApiCall& call) { return list(read, call); });
    routes.signed_in("POST", "/api/v1/supervisions/proposals",
                     [&propose, &read](const ApiCall& call) { return propose_all(propose, read, call); });
    routes.signed_in("GET", "/api/v1/supervisions/{id}", [&read](const ApiCall& call) {
        return shapes::answer(200, shown(read.show(call.actor, SupervisionId(call.request.parameter("id")))));
    });
    routes.signed_in("PUT", "/api/v1/supervisions/{id}", [&open](const ApiCall& call) { return open_one(open, call); });
    routes.signed_in("POST", "/api/v1/supervisions/{id}/steps",
                     [&step](const ApiCall& call) { return take(step, call); });
}

}  // namespace league
