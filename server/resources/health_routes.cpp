#include "lib/app/read_alive.hpp"
#include "lib/app/read_due.hpp"
#include "lib/app/read_health.hpp"
#include "lib/app/read_timeliness.hpp"
#include "server/resources/health_shapes.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

std::optional<Month> read_month(QueryInput& query) {
    const std::optional<Period> period = query.period("period");
    if (!period) return std::nullopt;
    if (!std::holds_alternative<Month>(*period)) query.wrong("period", "field.not_a_month");
    return month_of(*period);
}

http::Response health(ReadHealth& read, const ApiCall& call) {
    QueryInput query(call.request);
    const ReadHealth::Input input{call.request.parameter("unit"), read_month(query)};
    query.finish();
    const ReadHealth::Output output = read.run(call.actor, input);
    json ones = json::array();
    for (const ReadHealth::One& one : output.ones) ones.push_back(shapes::one(one));
    json duties = json::array();
    for (const ReadHealth::AskedDuty& asked : output.duties) duties.push_back(shapes::duty(asked.duty, asked.rule));
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"as_of", to_rfc3339(output.as_of)},
                                {"period", output.month.str()},
                                {"state", to_string(output.index.state)},
                                {"met", output.index.met},
                                {"conditions", shapes::conditions(output.facts, output.index, read.rules().alive)},
                                {"ones", std::move(ones)},
                                {"duties", std::move(duties)},
                                {"timeliness", shapes::timeliness(output.timeliness, read.rules().timely_days)}});
}

http::Response alive(ReadAlive& read, const ApiCall& call) {
    QueryInput query(call.request);
    ReadAlive::Input input;
    input.unit = query.optional_text("unit").value_or("");
    input.state = query.choice<AliveState>("state", alive_state_from);
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const ReadAlive::Output output = read.run(call.actor, input);
    json below = json::array();
    for (const ReadAlive::Below& line : output.below) {
        json shown = shapes::alive_counts(line.counts);
        shown["unit"] = shapes::unit_line(line.unit);
        below.push_back(std::move(shown));
    }
    json listed = json::array();
    for (const ReadAlive::Organisation& one : output.listed) {
        listed.push_back({{"unit", shapes::unit_line(one.unit)},
                          {"state", to_string(one.index.state)},
                          {"met", one.index.met},
                          {"conditions", shapes::conditions(one.facts, one.index, read.rules().alive)}});
    }
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"as_of", to_rfc3339(output.as_of)},
                                {"totals", shapes::alive_counts(output.totals)},
                                {"below", std::move(below)},
                                {"total", output.total},
                                {"organisations", std::move(listed)}});
}

http::Response due(ReadDue& read, const ApiCall& call) {
    QueryInput query(call.request);
    ReadDue::Input input;
    input.unit = query.optional_text("unit").value_or("");
    input.month = read_month(query);
    input.state = query.choice<DutyState>("state", duty_state_from);
    input.rule = query.optional_text("rule");
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const ReadDue::Output output = read.run(call.actor, input);
    json rules = json::array();
    for (const ReadDue::RuleLine& line : output.rules) {
        json shown = shapes::duty_rule(line.rule, line.range);
        shown["asked"] = line.asked;
        shown["done"] = line.done;
        shown["due"] = line.due;
        shown["overdue"] = line.overdue;
        rules.push_back(std::move(shown));
    }
    json listed = json::array();
    for (const ReadDue::Organisation& one : output.listed) {
        json duties = json::array();
        for (const Duty& duty : one.duties) duties.push_back(shapes::duty(duty, output.rules[duty.rule].rule));
        listed.push_back({{"unit", shapes::unit_line(one.unit)}, {"duties", std::move(duties)}});
    }
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"period", output.month.str()},
                                {"as_of", to_rfc3339(output.as_of)},
                                {"rules", std::move(rules)},
                                {"total", output.total},
                                {"organisations", std::move(listed)}});
}

http::Response timeliness(ReadTimeliness& read, const ApiCall& call) {
    QueryInput query(call.request);
    const ReadTimeliness::Input input{query.optional_text("unit").value_or(""), query.period("period")};
    query.finish();
    const ReadTimeliness::Output output = read.run(call.actor, input);
    const int days = read.rules().timely_days;
    json rows = json::array();
    for (const ReadTimeliness::Line& line : output.rows) {
        json shown = shapes::timeliness(line.timeliness, days);
        shown["unit"] = shapes::unit_line(line.unit);
        rows.push_back(std::move(shown));
    }
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"period", to_string(output.period)},
                                {"as_of", to_rfc3339(output.as_of)},
                                {"totals", shapes::timeliness(output.totals, days)},
                                {"rows", std::move(rows)}});
}

}  // namespace

void add_health_of_organisations(ApiRoutes& routes, ReadHealth& read_health, ReadAlive& read_alive, ReadDue& read_due,
                                 ReadTimeliness& read_timeliness) {
    routes.signed_in("GET", "/api/v1/organisations/{unit}/health",
                     [&read_health](const ApiCall& call) { return health(read_health, call); });
    routes.signed_in("GET", "/api/v1/alive", [&read_alive](const ApiCall& call) { return alive(read_alive, call); });
    routes.signed_in("GET", "/api/v1/due", [&read_due](const ApiCall& call) { return due(read_due, call); });
    routes.signed_in("GET", "/api/v1/timeliness",
                     [&read_timeliness](const ApiCall& call) { return timeliness(read_timeliness, call); });
}

}  // namespace league
