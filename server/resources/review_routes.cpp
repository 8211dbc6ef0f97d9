#include "lib/app/review_activity.hpp"
#include "lib/base/random.hpp"
#include "server/json_input.hpp"
#include "server/resources/activity_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

std::optional<ReviewVerdict> verdict_from(std::string_view word) {
    if (word == "accept") return ReviewVerdict::accept;
    if (word == "return") return ReviewVerdict::return_to_branch;
    return std::nullopt;
}

ReviewVerdict read_verdict(JsonInput& body) {
    return body.choice("verdict", verdict_from).value_or(ReviewVerdict::return_to_branch);
}

http::Response review_one(ReviewActivity& review, const ApiCall& call) {
    ReviewActivity::Input input;
    input.id = read_activity_id(call.request);
    JsonInput body(call.request.body);
    input.verdict = read_verdict(body);
    input.reason = body.text("reason", Need::optional);
    const int revision = body.integer("revision", Need::optional);
    if (body.has("revision")) input.revision = revision;
    body.finish();
    const ReviewActivity::Output output = review.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shapes::activity(output.activity));
}

http::Response review_list(ReviewActivities& review, const ApiCall& call) {
    ReviewActivities::Input input;
    JsonInput body(call.request.body);
    const std::vector<std::string> ids = body.texts("ids");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!is_uuid(ids[i])) body.wrong("ids." + std::to_string(i), "field.not_an_id");
        input.ids.emplace_back(ids[i]);
    }
    input.verdict = read_verdict(body);
    input.reason = body.text("reason", Need::optional);
    body.finish();
    json outcomes = json::array();
    for (const auto& outcome : review.run(call.actor, input).outcomes) {
        outcomes.push_back({{"id", outcome.id.str()},
                            {"changed", outcome.changed},
                            {"state", outcome.state ? json(to_string(*outcome.state)) : json(nullptr)},
                            {"code", outcome.problem ? json(to_string(outcome.problem->code())) : json(nullptr)}});
    }
    return shapes::answer(200, {{"outcomes", std::move(outcomes)}});
}

}  // namespace

void add_review_routes(ApiRoutes& routes, ReviewActivity& review, ReviewActivities& review_many) {
    routes.signed_in("POST", "/api/v1/activities/{id}/review",
                     [&review](const ApiCall& call) { return review_one(review, call); });
    routes.signed_in("POST", "/api/v1/reviews",
                     [&review_many](const ApiCall& call) { return review_list(review_many, call); });
}

}  // namespace league
