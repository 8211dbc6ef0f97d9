#include "lib/app/check_photos.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json shown(const PhotoCheck& check) {
    return {{"sha256", check.photo.str()}, {"state", to_string(check.state)},
            {"label", check.label},        {"answered", check.cause != ContentCause::no_answer},
            {"reason", check.reason},      {"asked_at", to_rfc3339(check.asked_at)}};
}

http::Response list(ListPhotoChecks& list_checks, const ApiCall& call) {
    QueryInput query(call.request);
    ListPhotoChecks::Input input;
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const PhotoCheckPage page = list_checks.run(call.actor, input);
    json rows = json::array();
    for (const PhotoCheckRow& row : page.rows) {
        json line = shown(row.check);
        line["org_code"] = row.unit_code;
        line["org_name"] = row.unit_name;
        rows.push_back(std::move(line));
    }
    return shapes::answer(200, {{"total", page.total}, {"photo_checks", std::move(rows)}});
}

http::Response judge(JudgePhoto& judge_photo, const ApiCall& call) {
    JudgePhoto::Input input;
    input.photo = PhotoHash(call.request.parameter("sha256"));
    JsonInput body(call.request.body);
    input.verdict = body.choice("verdict", content_verdict_from).value_or(ContentVerdict::refuse);
    input.reason = body.text("reason", Need::optional);
    body.finish();
    const JudgePhoto::Output output = judge_photo.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shown(output.check));
}

}  // namespace

void add_photo_check_routes(ApiRoutes& routes, ListPhotoChecks& list_checks, JudgePhoto& judge_photo) {
    routes.signed_in("GET", "/api/v1/photo-checks",
                     [&list_checks](const ApiCall& call) { return list(list_checks, call); });
    routes.signed_in("POST", "/api/v1/photo-checks/{sha256}/verdict",
                     [&judge_photo](const ApiCall& call) { return judge(judge_photo, call); });
}

void add_photo_check_address(http::Router& router, FetchForCheck& fetch) {
    router.add("GET", std::string(kPhotoCheckPath) + "{ticket}", [&fetch](const http::Request& request) {
        std::optional<std::string> picture = fetch.run(request.parameter("ticket"));
        if (!picture) return http::Response::text(404, "");
        http::Response response = http::Response::bytes("image/jpeg", *std::move(picture));
        return std::move(response.with_header("Cache-Control", "no-store"));
    });
}

}  // namespace league
