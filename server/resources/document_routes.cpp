#include <string>
#include <utility>

#include "server/resources/openapi.hpp"
#include "server/resources/routes.hpp"

namespace league {

void add_document_routes(ApiRoutes& routes) {
    routes.open("GET", "/api/v1/openapi.json", [](const ApiCall&) {
        http::Response response = http::Response::json(200, std::string(kOpenApiDocument));
        return std::move(response.with_header("Cache-Control", "public, max-age=300"));
    });
}

}  // namespace league
