#include "lib/app/handover.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response create(CreateHandover& create_handover, int days, const ApiCall& call) {
    JsonInput body(call.request.body);
    CreateHandover::Input input;
    input.grant = RoleGrantId(body.text("role_id"));
    input.name = body.text("name", Need::optional);
    input.phone = body.text("phone", Need::optional);
    input.days = days;
    body.finish();
    const CreateHandover::Output output = create_handover.run(call.actor, input);
    return shapes::answer(201, {{"id", output.id.str()},
                                {"code", output.code},
                                {"role", to_string(output.role)},
                                {"unit", shapes::unit_line(output.unit)},
                                {"expires_at", to_rfc3339(output.expires_at)}});
}

http::Response list(ListHandovers& list_handovers, const ApiCall& call) {
    json handovers = json::array();
    for (const OpenHandover& open : list_handovers.run(call.actor)) {
        handovers.push_back({{"id", open.id.str()},
                             {"role", to_string(open.role)},
                             {"unit", shapes::unit_line(open.unit)},
                             {"expires_at", to_rfc3339(open.expires_at)}});
    }
    return shapes::answer(200, {{"handovers", std::move(handovers)}});
}

}  // namespace

void add_handover_routes(ApiRoutes& routes, CreateHandover& create_handover, int days, ListHandovers& list_handovers,
                         CancelHandover& cancel) {
    routes.signed_in("POST", "/api/v1/handovers",
                     [&create_handover, days](const ApiCall& call) { return create(create_handover, days, call); });
    routes.signed_in("GET", "/api/v1/handovers",
                     [&list_handovers](const ApiCall& call) { return list(list_handovers, call); });
    routes.signed_in("DELETE", "/api/v1/handovers/{id}", [&cancel](const ApiCall& call) {
        cancel.run(call.actor, InviteId(call.request.parameter("id")));
        return http::Response::no_content();
    });
}

}  // namespace league
