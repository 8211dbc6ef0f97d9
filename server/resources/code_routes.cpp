#include "lib/app/branch_codes.hpp"
#include "server/resources/routes.hpp"

namespace league {

void add_code_routes(ApiRoutes& routes, ShowBranchCode& show) {
    routes.signed_in("GET", "/api/v1/units/{id}/codes/{account}", [&show](const ApiCall& call) {
        const CodePicture picture = show.run(call.actor, std::string(call.request.parameter("id")),
                                             std::string(call.request.parameter("account")));
        http::Response response = http::Response::bytes(picture.content_type, picture.bytes);
        return std::move(response.with_header("Cache-Control", "private, max-age=3600"));
    });
}

}  // namespace league
