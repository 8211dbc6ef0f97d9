#include "lib/app/area_notes.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/health_shapes.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"
#include "server/resources/standing_shapes.hpp"
#include "server/resources/supervision_shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json contact(const std::optional<AreaContact>& contact) {
    if (!contact) return nullptr;
    return {{"id", contact->id},
            {"role", to_string(contact->kind)},
            {"name", contact->name},
            {"post", contact->post},
            {"from", to_iso(contact->from)}};
}

json note(const AreaNoteView& view) {
    return {{"id", view.note.id},
            {"unit", shapes::unit_line(view.unit)},
            {"kind", to_string(view.note.kind)},
            {"contact", contact(view.contact)},
            {"on", to_iso(view.note.on)},
            {"words", view.note.words},
            {"written_at", to_rfc3339(view.note.written_at)}};
}

http::Response write(WriteAreaNote& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    WriteAreaNote::Input input;
    input.note.id = call.request.parameter("id");
    input.unit = body.text("unit");
    const auto kind = body.choice("kind", area_note_kind_from);
    input.note.kind = kind.value_or(AreaNoteKind::advice);
    if (const std::string id = body.text("contact_id", Need::optional); !id.empty()) input.note.contact = id;
    const auto on = body.date("on", kind == AreaNoteKind::visit ? Need::required : Need::optional);
    if (on) input.note.on = *on;
    input.note.words = body.text("words");
    body.finish();
    const WriteAreaNote::Output output = use.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, note(output.view));
}

http::Response list(ListAreaNotes& use, const ApiCall& call) {
    QueryInput query(call.request);
    ListAreaNotes::Input input;
    input.unit = query.text("unit");
    input.kind = query.choice<AreaNoteKind>("kind", area_note_kind_from);
    input.limit = query.integer("limit", input.limit);
    input.offset = query.integer("offset", input.offset);
    query.finish();
    const ListAreaNotes::Output output = use.run(call.actor, input);
    json notes = json::array();
    for (const AreaNoteView& view : output.notes) notes.push_back(note(view));
    return shapes::answer(
        200, {{"unit", shapes::unit_line(output.unit)}, {"total", output.total}, {"notes", std::move(notes)}});
}

json area(const MyAreas::Area& area, Instant as_of) {
    json supervisions = json::array();
    for (const SupervisionRow& row : area.supervisions) supervisions.push_back(shapes::supervision_line(row, as_of));
    json report = nullptr;
    if (area.report) {
        report = {{"period", area.report->period.str()},
                  {"due", to_iso(area.report->dates.due)},
                  {"state", to_string(area.report->state)}};
    }
    json visit = nullptr;
    if (area.last_visit) visit = {{"on", to_iso(area.last_visit->on)}, {"words", area.last_visit->words}};
    return {{"unit", shapes::unit_line(area.unit)},
            {"contact", contact(area.contact)},
            {"figures", area.standing ? shapes::standing(area.standing->figures) : json(nullptr)},
            {"alive", shapes::alive_counts(area.alive)},
            {"report", std::move(report)},
            {"supervisions", std::move(supervisions)},
            {"last_visit", std::move(visit)}};
}

}  // namespace

void add_area_note_routes(ApiRoutes& routes, WriteAreaNote& write_note, ListAreaNotes& notes, MyAreas& areas) {
    routes.signed_in("GET", "/api/v1/area-notes", [&notes](const ApiCall& call) { return list(notes, call); });
    routes.signed_in("PUT", "/api/v1/area-notes/{id}",
                     [&write_note](const ApiCall& call) { return write(write_note, call); });
    routes.signed_in("GET", "/api/v1/my-areas", [&areas](const ApiCall& call) {
        const MyAreas::Output output = areas.run(call.actor);
        json rows = json::array();
        for (const MyAreas::Area& one : output.areas) rows.push_back(area(one, output.as_of));
        return shapes::answer(200, {{"as_of", to_rfc3339(output.as_of)}, {"areas", std::move(rows)}});
    });
}

}  // namespace league
