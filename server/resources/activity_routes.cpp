#include "lib/app/amend_activity.hpp"
#include "lib/app/list_activities.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/activity_input.hpp"
#include "server/resources/content_shapes.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

/// How a log comes in here: from a phone, or what a branch reported and somebody above it wrote down.
ActivitySource read_source(JsonInput& body) {
    const std::string word = body.text("source", Need::optional);
    if (word.empty() || word == to_string(ActivitySource::phone)) return ActivitySource::phone;
    const std::optional<ActivitySource> source = activity_source_from(word);
    if (source && is_told(*source)) return *source;
    body.wrong("source", "field.not_a_choice");
    return ActivitySource::phone;
}

http::Response put(SubmitActivity& submit, const ApiCall& call) {
    SubmitActivity::Input input;
    input.id = read_activity_id(call.request);
    JsonInput body(call.request.body);
    input.content = read_content(body, Need::required);
    input.made_at = body.instant("made_at", Need::optional);
    input.source = read_source(body);
    input.told_by = body.text("told_by", Need::optional);
    body.finish();
    const SubmitActivity::Output output = submit.run(call.actor, input);
    http::Response response = shapes::answer(output.created ? 201 : 200, shapes::activity(output.activity));
    if (output.created) response.with_header("Location", "/api/v1/activities/" + output.activity.id.str());
    return response;
}

http::Response amend(AmendActivity& amend_activity, const ApiCall& call) {
    AmendActivity::Input input;
    input.id = read_activity_id(call.request);
    JsonInput body(call.request.body);
    input.base_revision = body.integer("base_revision");
    input.content = read_content(body, Need::optional);
    body.instant("made_at", Need::optional);
    body.finish();
    const AmendActivity::Output output = amend_activity.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shapes::activity(output.activity));
}

json revision(const ActivityRevision& earlier) {
    return {{"revision", earlier.revision},
            {"title", earlier.content.title},
            {"started_at", to_rfc3339(earlier.content.started_at)},
            {"expected", earlier.content.expected},
            {"present", earlier.content.present},
            {"content", earlier.content.content},
            {"state", to_string(earlier.state)},
            {"replaced_at", to_rfc3339(earlier.replaced_at)}};
}

/// A log always has a title: without one its words are withheld from this reader.
json with_title(json shown, const Phrases& phrases) {
    if (shown.at("title") == "") shown["title"] = phrases.text(kContentWords, "withheld");
    return shown;
}

http::Response show(ShowActivity& show_activity, const Phrases& phrases, const ApiCall& call) {
    const ShowActivity::Output output = show_activity.run(call.actor, {read_activity_id(call.request)});
    json body = with_title(shapes::activity(output.row), phrases);
    body["photo_states"] = json::array();
    for (const auto& photo : output.photos) {
        body["photo_states"].push_back({{"sha256", photo.hash.str()}, {"uploaded", photo.uploaded}});
    }
    body["can"] = {{"amend", output.can.amend}, {"withdraw", output.can.withdraw}, {"review", output.can.review}};
    body["told_by"] = output.told_by ? json(*output.told_by) : json(nullptr);
    body["content_check"] = nullptr;
    if (const auto& check = output.content_check; check && !output.is_withheld) {
        body["content_check"] = shapes::content_check(*check, phrases);
    }
    body["photo_check"] = output.photo_check ? shapes::photo_check(*output.photo_check, phrases) : json(nullptr);
    body["earlier"] = json::array();
    for (const ActivityRevision& earlier : output.earlier) body["earlier"].push_back(revision(earlier));
    return shapes::answer(200, body);
}

http::Response list(ListActivities& list_activities, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    ListActivities::Input input;
    input.unit = query.text("unit");
    input.period = query.period("period");
    input.state = query.choice<ActivityState>("state", activity_state_from);
    input.kind = query.optional_text("kind");
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const ListActivities::Output page = list_activities.run(call.actor, input);
    json rows = json::array();
    for (const ActivityRow& row : page.rows) rows.push_back(with_title(shapes::activity(row), phrases));
    return shapes::answer(200, {{"total", page.total}, {"activities", std::move(rows)}});
}

}  // namespace

void add_activity_routes(ApiRoutes& routes, const Phrases& phrases, SubmitActivity& submit,
                         AmendActivity& amend_activity, WithdrawActivity& withdraw, ListActivities& list_activities,
                         ShowActivity& show_activity) {
    routes.signed_in("PUT", "/api/v1/activities/{id}", [&submit](const ApiCall& call) { return put(submit, call); });
    routes.signed_in("GET", "/api/v1/activities/{id}",
                     [&show_activity, &phrases](const ApiCall& call) { return show(show_activity, phrases, call); });
    routes.signed_in("GET", "/api/v1/activities", [&list_activities, &phrases](const ApiCall& call) {
        return list(list_activities, phrases, call);
    });
    routes.signed_in("POST", "/api/v1/activities/{id}/revisions",
                     [&amend_activity](const ApiCall& call) { return amend(amend_activity, call); });
    routes.signed_in("POST", "/api/v1/activities/{id}/withdrawal", [&withdraw](const ApiCall& call) {
        const WithdrawActivity::Output output = withdraw.run(call.actor, {read_activity_id(call.request)});
        return shapes::answer(output.changed ? 201 : 200, shapes::activity(output.activity));
    });
}

}  // namespace league
