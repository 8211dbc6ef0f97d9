#include "lib/app/consents.hpp"
#include "server/json_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response report(RecordConsent& record, const ApiCall& call) {
    JsonInput body(call.request.body);
    RecordConsent::Input input;
    input.id = body.text("id", Need::optional);
    input.template_id = body.text("template_id");
    input.accepted = body.boolean("accepted");
    body.finish();
    const RecordConsent::Output output = record.run(call.actor, input);
    return shapes::answer(output.counted ? 201 : 200, {{"balance", output.balance}, {"counted", output.counted}});
}

}  // namespace

void add_consent_routes(ApiRoutes& routes, RecordConsent& record, ConsentBalance& balance) {
    routes.signed_in("POST", "/api/v1/consents", [&record](const ApiCall& call) { return report(record, call); });
    routes.signed_in("GET", "/api/v1/consents", [&balance](const ApiCall& call) {
        json templates = json::array();
        for (const ConsentBalance::Line& line : balance.run(call.actor)) {
            templates.push_back({{"name", line.name},
                                 {"account", line.account},
                                 {"template_id", line.template_id},
                                 {"long_term", line.long_term},
                                 {"balance", line.balance}});
        }
        return shapes::answer(200, {{"templates", std::move(templates)}});
    });
}

}  // namespace league
