#include "lib/app/list_claims.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/standing_shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response show_standing(ReadStanding& read, const ApiCall& call) {
    QueryInput query(call.request);
    ReadStanding::Input input;
    input.unit = query.text("unit");
    if (const auto words = query.optional_text("date")) {
        input.day = date_from_iso(*words);
        if (!input.day) query.wrong("date", "field.not_a_date");
    }
    query.finish();
    return shapes::answer(200, shapes::standing_view(read.run(call.actor, input)));
}

json shown(const std::vector<ClaimLine>& lines, Date today) {
    json list = json::array();
    for (const ClaimLine& line : lines) list.push_back(shapes::claim(line, today));
    return list;
}

http::Response show_claims(ListClaims& claims, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    const ListClaims::Output output = claims.run(call.actor, unit);
    const Date today = beijing_date(output.as_of);
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"as_of", to_rfc3339(output.as_of)},
                                {"claimed_not_counted", shown(output.claimed_not_counted, today)},
                                {"not_claimed", shown(output.not_claimed, today)}});
}

}  // namespace

void add_standing_routes(ApiRoutes& routes, ReadStanding& read, ListClaims& claims) {
    routes.signed_in("GET", "/api/v1/standing", [&read](const ApiCall& call) { return show_standing(read, call); });
    routes.signed_in("GET", "/api/v1/standing/claims",
                     [&claims](const ApiCall& call) { return show_claims(claims, call); });
}

}  // namespace league
