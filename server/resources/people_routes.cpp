#include "lib/app/create_invite.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/app/merge_people.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

std::optional<std::string> optional_text(JsonInput& body, const std::string& field) {
    const std::string value = body.text(field, Need::optional);
    return value.empty() ? std::nullopt : std::optional(value);
}

http::Response create_invite(CreateInvite& invite, int usual_days, const ApiCall& call) {
    JsonInput body(call.request.body);
    CreateInvite::Input input;
    input.org = body.text("org_id");
    input.role = body.choice("role", role_from).value_or(input.role);
    input.name = optional_text(body, "name");
    input.phone = optional_text(body, "phone");
    const int days = body.integer("days", Need::optional);
    input.days = body.has("days") ? days : usual_days;
    body.finish();
    const CreateInvite::Output output = invite.run(call.actor, input);
    return shapes::answer(201, {{"id", output.id.str()},
                                {"code", output.code},
                                {"role", to_string(output.role)},
                                {"unit", shapes::unit_line(output.unit)},
                                {"expires_at", to_rfc3339(output.expires_at)}});
}

json shown(const ListRoles::Line& line) {
    const RoleHolder& holder = line.holder;
    return {{"id", holder.id.str()},        {"person_id", holder.person.str()},
            {"name", holder.name},          {"phone", holder.phone ? json(*holder.phone) : json(nullptr)},
            {"phone_masked", line.masked},  {"role", to_string(holder.role)},
            {"org_id", holder.unit.str()},  {"org_code", holder.unit_code},
            {"org_name", holder.unit_name}, {"granted_at", to_rfc3339(holder.granted_at)}};
}

http::Response list_roles(ListRoles& list, const ApiCall& call) {
    QueryInput query(call.request);
    ListRoles::Input input;
    input.org = query.text("unit");
    input.reveal = query.optional_text("reveal");
    query.finish();
    const ListRoles::Output output = list.run(call.actor, input);
    json roles = json::array();
    for (const ListRoles::Line& line : output.lines) roles.push_back(shown(line));
    return shapes::answer(200, {{"roles", std::move(roles)}});
}

http::Response list_merges(ListMergeProposals& list, const ApiCall& call) {
    json proposals = json::array();
    for (const auto& entry : list.run(call.actor)) {
        proposals.push_back({{"id", entry.proposal.id.str()},
                             {"created_at", to_rfc3339(entry.proposal.created_at)},
                             {"keep", shapes::user(entry.keep)},
                             {"merge", shapes::user(entry.merge)}});
    }
    return shapes::answer(200, {{"proposals", std::move(proposals)}});
}

http::Response decide_merge(DecideMerge& decide, const ApiCall& call) {
    JsonInput body(call.request.body);
    const auto verdict = body.choice("verdict", merge_verdict_from);
    body.finish();
    decide.run(call.actor, {MergeId(call.request.parameter("id")), *verdict});
    return http::Response::no_content();
}

}  // namespace

void add_people_routes(ApiRoutes& routes, CreateInvite& invite, int invite_days, ListRoles& roles, EndRole& end_role,
                       ListMergeProposals& merges, DecideMerge& decide) {
    routes.signed_in("POST", "/api/v1/invites",
                     [&invite, invite_days](const ApiCall& call) { return create_invite(invite, invite_days, call); });
    routes.signed_in("GET", "/api/v1/roles", [&roles](const ApiCall& call) { return list_roles(roles, call); });
    routes.signed_in("DELETE", "/api/v1/roles/{id}", [&end_role](const ApiCall& call) {
        end_role.run(call.actor, {RoleGrantId(call.request.parameter("id"))});
        return http::Response::no_content();
    });
    routes.signed_in("GET", "/api/v1/merge-proposals",
                     [&merges](const ApiCall& call) { return list_merges(merges, call); });
    routes.signed_in("POST", "/api/v1/merge-proposals/{id}/decision",
                     [&decide](const ApiCall& call) { return decide_merge(decide, call); });
}

}  // namespace league
