#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/standing_shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

/// "2026-11-10"; nothing after noting what is wrong, or when it is left out.
std::optional<Date> read_day(JsonInput& body, const std::string& field, Need need = Need::optional) {
    const std::string words = body.text(field, need);
    if (words.empty()) return std::nullopt;
    const auto day = date_from_iso(words);
    if (!day) body.wrong(field, "field.not_a_date");
    return day;
}

std::optional<int> read_number(JsonInput& body, const std::string& field) {
    const int number = body.integer(field, Need::optional);
    return body.has(field) ? std::optional(number) : std::nullopt;
}

CitedPaper read_paper(JsonInput& body, Need need) {
    CitedPaper paper;
    paper.title = body.text("paper_title", need);
    paper.number = body.text("paper_number", Need::optional);
    paper.date = read_day(body, "paper_date");
    return paper;
}

http::Response open_campaign(OpenCampaign& open, const ApiCall& call) {
    JsonInput body(call.request.body);
    OpenCampaign::Input input;
    input.unit = body.text("unit");
    Campaign& campaign = input.campaign;
    campaign.code = body.text("code");
    campaign.name = body.text("campaign_name");
    campaign.from = read_day(body, "from", Need::required).value_or(Date());
    campaign.deadline = read_day(body, "deadline", Need::required).value_or(Date());
    campaign.minimum = read_number(body, "minimum").value_or(campaign.minimum);
    campaign.per_member = read_number(body, "per_member").value_or(campaign.per_member);
    campaign.source = read_paper(body, Need::required);
    body.finish();
    const OpenCampaign::Output output = open.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shapes::campaign(output.campaign));
}

http::Response move_deadline(MoveDeadline& move, const ApiCall& call) {
    JsonInput body(call.request.body);
    MoveDeadline::Input input;
    input.campaign = CampaignId(call.request.parameter("id"));
    input.deadline = read_day(body, "deadline", Need::required).value_or(Date());
    input.instead_of = read_day(body, "instead_of", Need::required).value_or(Date());
    input.reason = body.text("reason");
    input.paper = read_paper(body, Need::optional);
    body.finish();
    return shapes::answer(200, shapes::campaign(move.run(call.actor, input)));
}

http::Response list_campaigns(ListCampaigns& list, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    json campaigns = json::array();
    for (const Campaign& campaign : list.run(call.actor, unit)) campaigns.push_back(shapes::campaign(campaign));
    return shapes::answer(200, {{"campaigns", std::move(campaigns)}});
}

http::Response set_target(SetTarget& set, const ApiCall& call) {
    JsonInput body(call.request.body);
    SetTarget::Input input;
    input.unit = body.text("unit");
    TargetOrder& order = input.order;
    order.formula = body.choice("formula", target_formula_from).value_or(order.formula);
    order.amount = read_number(body, "amount");
    order.committee_members = read_number(body, "committee_members");
    order.reason = body.text("reason", Need::optional);
    order.paper = read_paper(body, Need::optional);
    order.owner_title = body.text("owner_title");
    order.owner_name = body.text("owner_name");
    order.valid_from = read_day(body, "valid_from");
    input.base_revision = body.integer("base_revision");
    body.finish();
    const SetTarget::Output output = set.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200,
                          shapes::target_line({output.unit, output.target, /*shows_owner=*/true}));
}

json shown(const ListTargets::Output& output) {
    json lines = json::array();
    for (const ListTargets::Line& line : output.lines) lines.push_back(shapes::target_line(line));
    return {{"unit", shapes::unit_line(output.unit)},
            {"campaign", output.campaign ? shapes::campaign(*output.campaign) : json(nullptr)},
            {"lines", std::move(lines)}};
}

std::string asked_unit(const ApiCall& call) {
    QueryInput query(call.request);
    std::string unit = query.text("unit");
    query.finish();
    return unit;
}

http::Response check_targets(CheckTargets& check, const ApiCall& call) {
    const CheckTargets::Output output = check.run(call.actor, asked_unit(call));
    const Breakdown& breakdown = output.breakdown;
    json missing = json::array();
    for (const OrgUnit& unit : breakdown.without_target()) missing.push_back(shapes::unit_line(unit));
    return shapes::answer(200, {{"unit", shapes::unit_line(output.county)},
                                {"campaign", shapes::campaign(output.campaign)},
                                {"given", breakdown.given ? json(*breakdown.given) : json(nullptr)},
                                {"sum", breakdown.sum()},
                                {"difference", breakdown.difference()},
                                {"covers", breakdown.covers()},
                                {"without_target", std::move(missing)}});
}

}  // namespace

void add_campaign_routes(ApiRoutes& routes, OpenCampaign& open, MoveDeadline& move, CloseCampaign& close,
                         ListCampaigns& list) {
    routes.signed_in("GET", "/api/v1/campaigns", [&list](const ApiCall& call) { return list_campaigns(list, call); });
    routes.signed_in("POST", "/api/v1/campaigns", [&open](const ApiCall& call) { return open_campaign(open, call); });
    routes.signed_in("POST", "/api/v1/campaigns/{id}/deadline",
                     [&move](const ApiCall& call) { return move_deadline(move, call); });
    routes.signed_in("POST", "/api/v1/campaigns/{id}/closing", [&close](const ApiCall& call) {
        return shapes::answer(200, shapes::campaign(close.run(call.actor, CampaignId(call.request.parameter("id")))));
    });
}

void add_target_routes(ApiRoutes& routes, SetTarget& set, ListTargets& list, CheckTargets& check) {
    routes.signed_in("GET", "/api/v1/targets", [&list](const ApiCall& call) {
        return shapes::answer(200, shown(list.run(call.actor, asked_unit(call))));
    });
    routes.signed_in("POST", "/api/v1/targets", [&set](const ApiCall& call) { return set_target(set, call); });
    routes.signed_in("GET", "/api/v1/targets/history", [&list](const ApiCall& call) {
        return shapes::answer(200, shown(list.history(call.actor, asked_unit(call))));
    });
    routes.signed_in("GET", "/api/v1/targets/check",
                     [&check](const ApiCall& call) { return check_targets(check, call); });
}

}  // namespace league
