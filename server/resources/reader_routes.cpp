#include "lib/app/list_readers.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response readers(ListReaders& list_readers, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    const ListReaders::Output output = list_readers.run(call.actor, unit);
    json lines = json::array();
    for (const RoleCount& one : output.readers) {
        lines.push_back({{"role", to_string(one.role)},
                         {"org_code", one.unit_code},
                         {"org_name", one.unit_name},
                         {"people", one.people}});
    }
    // Everybody else sees sums and nothing that was written (domain 10.2).
    return shapes::answer(200, {{"unit", shapes::unit_line(output.unit)},
                                {"readers", std::move(lines)},
                                {"public", json::array({"figures"})}});
}

}  // namespace

void add_reader_routes(ApiRoutes& routes, ListReaders& list_readers) {
    routes.signed_in("GET", "/api/v1/readers",
                     [&list_readers](const ApiCall& call) { return readers(list_readers, call); });
}

}  // namespace league
