#include "lib/app/watch_alarms.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json shown(const Phrases& phrases, const Alarm& alarm) {
    return {{"id", alarm.id},
            {"cause", to_string(alarm.fact.cause)},
            {"subject", alarm.fact.subject},
            {"explanation", explain_alarm(phrases, alarm.fact)},
            {"raised_at", to_rfc3339(alarm.raised_at)},
            {"ended_at", alarm.ended_at ? json(to_rfc3339(*alarm.ended_at)) : json(nullptr)}};
}

http::Response list(ListAlarms& alarms, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    const auto all = query.optional_text("all");
    if (all && *all != "true" && *all != "false") query.wrong("all", "field.not_yes_or_no");
    query.finish();
    const ListAlarms::Output output = alarms.run(call.actor);
    json rows = json::array();
    for (const Alarm& alarm : all == "true" ? output.newest : output.open) rows.push_back(shown(phrases, alarm));
    return shapes::answer(200, {{"open", output.open.size()}, {"alarms", std::move(rows)}});
}

}  // namespace

void add_alarm_routes(ApiRoutes& routes, ListAlarms& alarms, const Phrases& phrases) {
    routes.signed_in("GET", "/api/v1/alarms", [&](const ApiCall& call) { return list(alarms, phrases, call); });
}

}  // namespace league
