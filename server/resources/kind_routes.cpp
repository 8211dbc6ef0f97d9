#include "lib/app/read_kinds.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {

void add_kind_routes(ApiRoutes& routes, ReadKinds& kinds) {
    routes.signed_in("GET", "/api/v1/activity-kinds", [&kinds](const ApiCall&) {
        shapes::json list = shapes::json::array();
        for (const ActivityKind& kind : kinds.run()) list.push_back(shapes::kind(kind));
        return shapes::answer(200, {{"kinds", std::move(list)}});
    });
}

}  // namespace league
