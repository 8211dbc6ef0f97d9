#include "lib/app/manage_outbox.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

OutboxId read_id(const http::Request& request) {
    const std::string& id = request.parameter("id");
    if (!is_uuid(id)) throw Problem::invalid("id", "field.not_an_id");
    return OutboxId(id);
}

/// Neither openid nor payload, which are personal.
json shown(const Phrases& phrases, const ManageOutbox::Line& line) {
    const OutboxRow& row = line.row;
    const std::string state(to_string(row.state));
    return {{"id", row.id.str()},
            {"kind", row.kind},
            {"kind_words", words_of_kind(phrases, row.kind)},
            {"account", row.account},
            {"subject", row.subject},
            {"period", row.period},
            {"state", state},
            {"state_words", phrases.text("outbox", "state." + state)},
            {"attempts", row.attempts},
            {"errcode", row.errcode},
            {"explanation", explain_line(phrases, line)},
            {"due_at", to_rfc3339(row.due_at)},
            {"created_at", to_rfc3339(row.created_at)},
            {"sent_at", row.sent_at ? json(to_rfc3339(*row.sent_at)) : json(nullptr)}};
}

json shown(const Phrases& phrases, const SendingHold& hold) {
    return {{"account", hold.account},
            {"kind", hold.kind},
            {"errcode", hold.errcode},
            {"since", to_rfc3339(hold.since)},
            {"probe_at", to_rfc3339(hold.probe_at)},
            {"explanation", explain_hold(phrases, hold)}};
}

http::Response list(ManageOutbox& outbox, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    OutboxFilter filter;
    filter.state = query.choice("state", &outbox_state_from);
    filter.kind = query.optional_text("kind");
    filter.account = query.optional_text("account");
    filter.subject = query.optional_text("subject");
    filter.period = query.optional_text("period");
    filter.limit = query.integer("limit", 50);
    filter.offset = query.integer("offset", 0);
    query.finish();
    const ManageOutbox::Page page = outbox.list(call.actor, filter);
    json counts = json::object();
    for (const OutboxState state : {OutboxState::due, OutboxState::sending, OutboxState::sent, OutboxState::refused,
                                    OutboxState::unknown, OutboxState::cancelled}) {
        const auto found = page.counts.find(state);
        counts[std::string(to_string(state))] = found == page.counts.end() ? 0 : found->second;
    }
    json holds = json::array();
    for (const SendingHold& hold : page.holds) holds.push_back(shown(phrases, hold));
    json rows = json::array();
    for (const ManageOutbox::Line& line : page.lines) rows.push_back(shown(phrases, line));
    return shapes::answer(200, {{"counts", counts}, {"holds", holds}, {"rows", rows}});
}

http::Response retry(ManageOutbox& outbox, const Phrases& phrases, const ApiCall& call) {
    const OutboxId id = read_id(call.request);
    JsonInput body(call.request.body);
    const bool may_send_twice = body.boolean("may_send_twice", Need::optional);
    body.finish();
    return shapes::answer(200, shown(phrases, outbox.retry(call.actor, id, may_send_twice)));
}

}  // namespace

void add_outbox_routes(ApiRoutes& routes, ManageOutbox& outbox, const Phrases& phrases) {
    routes.signed_in("GET", "/api/v1/outbox", [&](const ApiCall& call) { return list(outbox, phrases, call); });
    routes.signed_in("POST", "/api/v1/outbox/{id}/retry",
                     [&](const ApiCall& call) { return retry(outbox, phrases, call); });
    routes.signed_in("POST", "/api/v1/outbox/{id}/cancel", [&](const ApiCall& call) {
        return shapes::answer(200, shown(phrases, outbox.cancel(call.actor, read_id(call.request))));
    });
    routes.signed_in("POST", "/api/v1/outbox/{id}/done", [&](const ApiCall& call) {
        return shapes::answer(200, shown(phrases, outbox.mark_done(call.actor, read_id(call.request))));
    });
}

}  // namespace league
