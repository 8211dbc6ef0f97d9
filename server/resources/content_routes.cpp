#include "lib/app/judge_content.hpp"
#include "server/json_input.hpp"
#include "server/resources/activity_input.hpp"
#include "server/resources/content_shapes.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

http::Response list(ListContentChecks& list_checks, const ApiCall& call) {
    QueryInput query(call.request);
    ListContentChecks::Input input;
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const ContentCheckPage page = list_checks.run(call.actor, input);
    json rows = json::array();
    for (const ContentCheckRow& row : page.rows) rows.push_back(shapes::content_check_row(row));
    return shapes::answer(200, {{"total", page.total}, {"content_checks", std::move(rows)}});
}

http::Response judge(JudgeContent& judge_content, const Phrases& phrases, const ApiCall& call) {
    JudgeContent::Input input;
    input.activity = read_activity_id(call.request);
    JsonInput body(call.request.body);
    input.revision = body.integer("revision");
    input.verdict = body.choice("verdict", content_verdict_from).value_or(ContentVerdict::refuse);
    input.reason = body.text("reason", Need::optional);
    body.finish();
    const JudgeContent::Output output = judge_content.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shapes::content_check(output.check, phrases));
}

}  // namespace

void add_content_routes(ApiRoutes& routes, const Phrases& phrases, ListContentChecks& list_checks,
                        JudgeContent& judge_content) {
    routes.signed_in("GET", "/api/v1/content-checks",
                     [&list_checks](const ApiCall& call) { return list(list_checks, call); });
    routes.signed_in("POST", "/api/v1/content-checks/{id}/verdict",
                     [&judge_content, &phrases](const ApiCall& call) { return judge(judge_content, phrases, call); });
}

}  // namespace league
