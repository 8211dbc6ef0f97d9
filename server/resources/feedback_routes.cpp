#include "lib/app/feedback.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

FeedbackId read_id(const http::Request& request) {
    const std::string& id = request.parameter("id");
    if (!is_uuid(id)) throw Problem::invalid("id", "field.not_an_id");
    return FeedbackId(id);
}

json optional(const std::optional<std::string>& text) {
    return text ? json(*text) : json(nullptr);
}

json shown(const Feedback& feedback) {
    const auto& answer = feedback.answer;
    return {{"id", feedback.id.str()},
            {"category", to_string(feedback.said.category)},
            {"content", feedback.said.content},
            {"contact", optional(feedback.said.contact)},
            {"created_at", to_rfc3339(feedback.created_at)},
            {"answer", answer ? json(answer->text) : json(nullptr)},
            {"answered_at", answer ? json(to_rfc3339(answer->at)) : json(nullptr)}};
}

http::Response put(SendFeedback& send, const ApiCall& call) {
    SendFeedback::Input input;
    input.id = read_id(call.request);
    JsonInput body(call.request.body);
    input.said.category = body.choice("category", feedback_category_from).value_or(FeedbackCategory::suggestion);
    input.said.content = body.text("content");
    input.said.contact = body.text("contact", Need::optional);
    body.finish();
    const SendFeedback::Output output = send.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shown(output.feedback));
}

http::Response list_own(ListOwnFeedback& own, const ApiCall& call) {
    json list = json::array();
    for (const Feedback& feedback : own.run(call.actor)) list.push_back(shown(feedback));
    return shapes::answer(200, {{"feedback", std::move(list)}});
}

http::Response read_inbox(ReadFeedbackInbox& inbox, const ApiCall& call) {
    QueryInput query(call.request);
    ReadFeedbackInbox::Input input;
    const std::string open = query.optional_text("open").value_or("false");
    if (open != "true" && open != "false") query.wrong("open", "field.not_yes_or_no");
    input.only_open = open == "true";
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const FeedbackPage page = inbox.run(call.actor, input);
    json list = json::array();
    for (const FeedbackRow& row : page.rows) {
        json line = shown(row.feedback);
        line["from"] = {{"name", optional(row.from_name)}, {"org_name", optional(row.from_unit_name)}};
        list.push_back(std::move(line));
    }
    return shapes::answer(200, {{"total", page.total}, {"feedback", std::move(list)}});
}

http::Response answer(AnswerFeedback& answer_feedback, const ApiCall& call) {
    AnswerFeedback::Input input;
    input.id = read_id(call.request);
    JsonInput body(call.request.body);
    input.answer = body.text("answer");
    body.finish();
    const AnswerFeedback::Output output = answer_feedback.run(call.actor, input);
    return shapes::answer(output.changed ? 201 : 200, shown(output.feedback));
}

}  // namespace

void add_feedback_routes(ApiRoutes& routes, SendFeedback& send, ListOwnFeedback& own, ReadFeedbackInbox& inbox,
                         AnswerFeedback& answer_feedback) {
    routes.signed_in("PUT", "/api/v1/feedback/{id}", [&send](const ApiCall& call) { return put(send, call); });
    routes.signed_in("GET", "/api/v1/feedback", [&own](const ApiCall& call) { return list_own(own, call); });
    routes.signed_in("GET", "/api/v1/feedback/inbox",
                     [&inbox](const ApiCall& call) { return read_inbox(inbox, call); });
    routes.signed_in("POST", "/api/v1/feedback/{id}/answer",
                     [&answer_feedback](const ApiCall& call) { return answer(answer_feedback, call); });
}

}  // namespace league
