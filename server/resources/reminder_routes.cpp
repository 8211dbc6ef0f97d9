#include "lib/app/call_list.hpp"
#include "lib/app/pause_reminders.hpp"
#include "lib/app/tell_trail.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json shown(const PauseView& view) {
    const ReminderPause& pause = view.pause;
    return {{"id", pause.id},
            {"unit", shapes::unit_line(view.unit)},
            {"person", pause.person ? json{{"id", pause.person->str()}, {"name", view.person_name}} : json(nullptr)},
            {"until", to_iso(view.until)},
            {"reason", pause.reason},
            {"made_at", to_rfc3339(pause.made_at)}};
}

json shown(const ListToPhone::Line& line, const Phrases& phrases) {
    const CallEntry& entry = line.entry;
    return {{"id", entry.id},
            {"period", entry.period},
            {"unit", shapes::unit_line(line.unit)},
            {"name", line.name.empty() ? json(nullptr) : json(line.name)},
            {"phone", line.phone.empty() ? json(nullptr) : json(line.phone)},
            {"masked", line.masked},
            {"reason", phrases.text("outbox", entry.reason)},
            {"trail", explain_trail(phrases, trail_from_text(entry.trail))},
            {"created_at", to_rfc3339(entry.created_at)},
            {"done_at", entry.done_at ? json(to_rfc3339(*entry.done_at)) : json(nullptr)},
            {"note", entry.note.empty() ? json(nullptr) : json(entry.note)}};
}

http::Response list_calls(ListToPhone& list, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    ListToPhone::Input input;
    input.unit = query.text("unit");
    input.period = query.optional_text("period").value_or("");
    input.reveal = query.optional_text("reveal");
    const auto all = query.optional_text("all");
    if (all && *all != "true" && *all != "false") query.wrong("all", "field.not_a_choice");
    input.open_only = all != "true";
    query.finish();
    json calls = json::array();
    for (const ListToPhone::Line& line : list.run(call.actor, input)) calls.push_back(shown(line, phrases));
    return shapes::answer(200, {{"calls", std::move(calls)}});
}

http::Response mark_done(MarkPhoned& mark, const ApiCall& call) {
    JsonInput body(call.request.body);
    const MarkPhoned::Input input{call.request.parameter("id"), body.text("note", Need::optional)};
    body.finish();
    mark.run(call.actor, input);
    return http::Response::no_content();
}

http::Response settle_one(SettleByPhone& settle, const ApiCall& call) {
    JsonInput body(call.request.body);
    const SettleByPhone::Input input{body.text("unit"), body.text("period"), body.text("note", Need::optional)};
    body.finish();
    return shapes::answer(200, {{"id", settle.run(call.actor, input)}});
}

http::Response list_pauses(ListPauses& list, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    json rows = json::array();
    for (const PauseView& view : list.run(call.actor, unit)) rows.push_back(shown(view));
    return shapes::answer(200, {{"pauses", std::move(rows)}});
}

http::Response pause_one(PauseReminders& pause, const ApiCall& call) {
    JsonInput body(call.request.body);
    PauseReminders::Input input;
    input.id = call.request.parameter("id");
    input.unit = body.text("unit");
    const std::string person = body.text("person_id", Need::optional);
    if (!person.empty()) input.person = PersonId(person);
    input.until = body.date("until").value_or(Date{});
    input.reason = body.text("reason");
    body.finish();
    const PauseReminders::Output output = pause.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shown(output.view));
}

}  // namespace

void add_reminder_routes(ApiRoutes& routes, const Phrases& phrases, ReminderCases cases) {
    routes.signed_in("GET", "/api/v1/call-list",
                     [cases, &phrases](const ApiCall& call) { return list_calls(cases.calls, phrases, call); });
    routes.signed_in("POST", "/api/v1/call-list",
                     [cases](const ApiCall& call) { return settle_one(cases.settle, call); });
    routes.signed_in("POST", "/api/v1/call-list/{id}/done",
                     [cases](const ApiCall& call) { return mark_done(cases.mark, call); });
    routes.signed_in("GET", "/api/v1/reminder-pauses",
                     [cases](const ApiCall& call) { return list_pauses(cases.pauses, call); });
    routes.signed_in("PUT", "/api/v1/reminder-pauses/{id}",
                     [cases](const ApiCall& call) { return pause_one(cases.pause, call); });
    routes.signed_in("DELETE", "/api/v1/reminder-pauses/{id}", [cases](const ApiCall& call) {
        cases.resume.run(call.actor, call.request.parameter("id"));
        return http::Response::no_content();
    });
}

}  // namespace league
