#include "lib/app/my_duties.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json branch(const MyDuties::Branch& branch) {
    return {{"unit", shapes::unit_line(branch.unit)},
            {"done", branch.is_done()},
            {"logs", branch.logs},
            {"present", branch.present},
            {"due", to_iso(branch.due)},
            {"returned", branch.returned},
            {"last", branch.last ? shapes::activity(*branch.last) : json(nullptr)}};
}

json township(const MyDuties::Township& township) {
    json silent = json::array();
    for (const OrgUnit& unit : township.without_log) silent.push_back(shapes::unit_line(unit));
    return {{"unit", shapes::unit_line(township.unit)},
            {"figures", shapes::figures(township.figures)},
            {"to_review", township.to_review},
            {"without_log", std::move(silent)}};
}

}  // namespace

void add_duty_routes(ApiRoutes& routes, MyDuties& duties) {
    routes.signed_in("GET", "/api/v1/duties", [&duties](const ApiCall& call) {
        const MyDuties::Output output = duties.run(call.actor);
        json branches = json::array();
        for (const auto& entry : output.branches) branches.push_back(branch(entry));
        json townships = json::array();
        for (const auto& entry : output.townships) townships.push_back(township(entry));
        return shapes::answer(200, {{"period", output.month.str()},
                                    {"as_of", to_rfc3339(output.as_of)},
                                    {"branches", std::move(branches)},
                                    {"townships", std::move(townships)}});
    });
}

}  // namespace league
