#include "server/json_input.hpp"
#include "server/org_life.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr int kMostDays = 3660;

json text_or_null(const std::optional<std::string>& words) {
    return words ? json(*words) : json(nullptr);
}

json day_of(const std::optional<Instant>& at) {
    return at ? json(to_iso(beijing_date(*at))) : json(nullptr);
}

json line_or_null(const std::optional<OrgUnit>& unit) {
    return unit ? shapes::unit_line(*unit) : json(nullptr);
}

json record(const OrgRecord& record) {
    const auto& heads = record.heads;
    return {{"mode", text_or_null(record.mode)},
            {"is_new", record.is_new},
            {"founded_on", day_of(record.founded_at)},
            {"claimed_on", day_of(record.nms_claimed_at)},
            {"counted_since", day_of(record.nms_counted_at)},
            {"members", heads ? json(heads->members) : json(nullptr)},
            {"youth", heads && heads->youth ? json(*heads->youth) : json(nullptr)},
            {"heads_on", heads ? day_of(heads->counted_at) : json(nullptr)},
            {"term_ends_on", day_of(record.term_ends_at)}};
}

json organisation(const ReadOrganisations::Row& row) {
    json shown = record(row.record);
    shown["unit"] = shapes::unit_line(row.unit);
    shown["parent_id"] = row.unit.parent ? json(row.unit.parent->str()) : json(nullptr);
    shown["opened_at"] = to_rfc3339(row.unit.opened_at);
    shown["closed_at"] = shapes::instant(row.unit.closed_at);
    shown["tags"] = row.tags;
    return shown;
}

json term(const Term& term) {
    return {{"began_on", to_iso(term.began)},
            {"years", term.years},
            {"student", term.student},
            {"manner", to_string(term.manner)},
            {"paper", term.paper},
            {"ends_on", to_iso(term_end(term.began, term.years))}};
}

json event(const UnitEvent& event, const std::optional<OrgUnit>& other) {
    return {{"how", to_string(event.kind)},
            {"on", day_of(event.effective_at)},
            {"other", line_or_null(other)},
            {"reason", event.reason},
            {"paper", event.paper},
            {"recorded_at", to_rfc3339(event.recorded_at)},
            {"cancelled_at", shapes::instant(event.cancelled_at)}};
}

http::Response list(ReadOrganisations& read, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    query.finish();
    json rows = json::array();
    for (const auto& row : read.list(call.actor, unit)) rows.push_back(organisation(row));
    return shapes::answer(200, {{"organisations", std::move(rows)}});
}

http::Response one(ReadOrganisations& read, const ApiCall& call) {
    const ReadOrganisations::Whole whole = read.one(call.actor, call.request.parameter("id"));
    json shown = organisation(whole.row);
    shown["terms"] = json::array();
    for (const Term& entry : whole.terms) shown["terms"].push_back(term(entry));
    shown["heads"] = json::array();
    for (const KnownHeads& entry : whole.heads) {
        shown["heads"].push_back({{"counted_on", day_of(entry.heads.counted_at)},
                                  {"members", entry.heads.members},
                                  {"youth", entry.heads.youth ? json(*entry.heads.youth) : json(nullptr)},
                                  {"source", entry.source}});
    }
    shown["places"] = json::array();
    for (const auto& place : whole.places) {
        shown["places"].push_back({{"parent", line_or_null(place.parent)},
                                   {"from_month", place.span.from.str()},
                                   {"until_month", place.span.until ? json(place.span.until->str()) : json(nullptr)}});
    }
    shown["events"] = json::array();
    for (const auto& entry : whole.events) {
        json line = event(entry.event, entry.other);
        line["own"] = entry.event.unit == whole.row.unit.id;
        shown["events"].push_back(std::move(line));
    }
    return shapes::answer(200, shown);
}

http::Response ending_terms(ReadOrganisations& read, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    const int days = query.integer("within", kTermNoticeDays);
    if (days < 0 || days > kMostDays) query.wrong("within", "field.not_whole_number");
    query.finish();
    const ReadOrganisations::Terms terms = read.ending(call.actor, unit, days);
    json rows = json::array();
    for (const EndingTerm& entry : terms.ending) {
        const Date ends = beijing_date(entry.ends_at);
        rows.push_back({{"unit", shapes::unit_line(entry.unit)},
                        {"ends_on", to_iso(ends)},
                        {"notice", to_string(term_notice(ends, terms.today))}});
    }
    return shapes::answer(200, {{"today", to_iso(terms.today)}, {"terms", std::move(rows)}});
}

http::Response record_heads(RecordHeads& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    RecordHeads::Input input;
    input.unit = call.request.parameter("id");
    input.members = body.integer("members");
    const int youth = body.integer("youth", Need::optional);
    if (body.has("youth")) input.youth = youth;
    input.counted_on = body.date("counted_on").value_or(Date());
    body.finish();
    return shapes::answer(200, record(use.run(call.actor, input)));
}

http::Response record_term(RecordTerm& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    RecordTerm::Input input;
    input.unit = call.request.parameter("id");
    input.term.began = body.date("began_on").value_or(Date());
    input.term.years = body.integer("years");
    input.term.student = body.boolean("student", Need::optional);
    input.term.manner = body.choice("manner", term_manner_from).value_or(TermManner::elected);
    input.term.paper = body.text("paper", Need::optional);
    body.finish();
    return shapes::answer(200, term(use.run(call.actor, input).term));
}

http::Response remove_term(RemoveTerm& use, const ApiCall& call) {
    const auto began = date_from_iso(call.request.parameter("began_on"));
    if (!began) throw Problem::invalid("began_on", "field.not_a_date");
    use.run(call.actor, {call.request.parameter("id"), *began});
    return http::Response::no_content();
}

http::Response set_tags(RecordTags& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    const RecordTags::Input input{call.request.parameter("id"), body.texts("tags")};
    body.finish();
    return shapes::answer(200, {{"tags", use.run(call.actor, input)}});
}

http::Response claim(ClaimEntry& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    const ClaimEntry::Input input{call.request.parameter("id"), body.date("claimed_on").value_or(Date())};
    body.finish();
    return shapes::answer(200, record(use.run(call.actor, input)));
}

/// How a unit may end; one that moved goes on.
std::optional<UnitEventKind> end_from(std::string_view word) {
    const auto kind = unit_event_kind_from(word);
    return kind == UnitEventKind::moved ? std::nullopt : kind;
}

http::Response end(EndUnit& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    EndUnit::Input input;
    input.unit = call.request.parameter("id");
    input.kind = body.choice("how", end_from).value_or(input.kind);
    input.into = body.text("into", Need::optional);
    input.on = body.date("on").value_or(Date());
    input.reason = body.text("reason");
    input.paper = body.text("paper", Need::optional);
    body.finish();
    const EndUnit::Output output = use.run(call.actor, input);
    json shown = event(output.event, std::nullopt);
    shown.erase("other");
    shown.erase("cancelled_at");
    shown["unit"] = shapes::unit_line(output.unit);
    shown["closed_at"] = shapes::instant(output.unit.closed_at);
    return shapes::answer(200, shown);
}

Month month_in_path(const ApiCall& call) {
    const auto month = Month::parse(call.request.parameter("month"));
    if (!month) throw Problem::invalid("from_month", "field.not_a_month");
    return *month;
}

http::Response move(MoveUnit& use, const ApiCall& call) {
    JsonInput body(call.request.body);
    MoveUnit::Input input{call.request.parameter("id"), body.text("to"), month_in_path(call), body.text("reason"),
                          body.text("paper", Need::optional)};
    body.finish();
    const MoveUnit::Output output = use.run(call.actor, input);
    json shown = event(output.event, output.to);
    shown["unit"] = shapes::unit_line(output.unit);
    return shapes::answer(output.changed ? 201 : 200, shown);
}

}  // namespace

void add_organisation_routes(ApiRoutes& routes, OrgLife& uses) {
    const std::string base = "/api/v1/organisations";
    const auto add = [&](const char* method, const std::string& path, auto& use, auto handle) {
        routes.signed_in(method, path, [&use, handle](const ApiCall& call) { return handle(use, call); });
    };
    add("GET", base, uses.read, list);
    add("GET", base + "/{id}", uses.read, one);
    add("GET", "/api/v1/terms", uses.read, ending_terms);
    add("PUT", base + "/{id}/heads", uses.heads, record_heads);
    add("PUT", base + "/{id}/term", uses.term, record_term);
    add("DELETE", base + "/{id}/terms/{began_on}", uses.remove_term, remove_term);
    add("PUT", base + "/{id}/tags", uses.tags, set_tags);
    add("PUT", base + "/{id}/claim", uses.claim, claim);
    routes.signed_in("DELETE", base + "/{id}/claim", [&use = uses.claim](const ApiCall& call) {
        use.run(call.actor, {call.request.parameter("id"), std::nullopt});
        return http::Response::no_content();
    });
    add("PUT", base + "/{id}/end", uses.end, end);
    add("PUT", base + "/{id}/moves/{month}", uses.move, move);
    routes.signed_in("DELETE", base + "/{id}/moves/{month}", [&use = uses.cancel_move](const ApiCall& call) {
        use.run(call.actor, {call.request.parameter("id"), month_in_path(call)});
        return http::Response::no_content();
    });
}

}  // namespace league
