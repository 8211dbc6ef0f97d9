#include <charconv>
#include <semaphore>

#include "lib/app/decide_import.hpp"
#include "lib/app/finish_import.hpp"
#include "lib/app/nms_words.hpp"
#include "lib/app/read_imports.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/base/random.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/people.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr int kMostListed = 200;

json date_of(Instant day) {
    return to_iso(beijing_date(day));
}

json shown(const ReadImports::Summary& summary) {
    json rows = json::object();
    for (const RowOutcome outcome : {RowOutcome::fresh, RowOutcome::changed, RowOutcome::unchanged, RowOutcome::missing,
                                     RowOutcome::conflict, RowOutcome::unknown, RowOutcome::outside}) {
        const auto found = summary.outcomes.find(outcome);
        rows[std::string(to_string(outcome))] = found == summary.outcomes.end() ? 0 : found->second;
    }
    const ImportBatch& batch = summary.batch;
    return {{"id", batch.id.str()},
            {"unit", shapes::unit_line(summary.unit)},
            {"as_of", date_of(batch.as_of)},
            {"state", to_string(batch.state)},
            {"created_at", to_rfc3339(batch.created_at)},
            {"committed_at", shapes::instant(batch.committed_at)},
            {"undone_at", shapes::instant(batch.undone_at)},
            {"rows", std::move(rows)},
            {"undecided", summary.undecided},
            {"notices", batch.notices}};
}

json shown(const Phrases& phrases, const ReadImports::Detail& detail) {
    json body = shown(detail.summary);
    body["files"] = json::array();
    for (const ImportFile& file : detail.files) {
        body["files"].push_back(
            {{"number", file.number}, {"name", file.name}, {"sha256", file.sha256}, {"lines", file.lines}});
    }
    body["notice_list"] = json::array();
    for (const SheetFault& notice : detail.notices) {
        const FieldError words = field_error(notice);
        body["notice_list"].push_back({{"field", words.field}, {"message", phrases.explain(words)}});
    }
    return body;
}

json shown(const NmsOrg& org) {
    return {{"name", org.name},
            {"short_name", org.short_name},
            {"parent", org.parent},
            {"category", org.category},
            {"industry", org.industry},
            {"secretary", org.secretary ? json(*org.secretary) : json(nullptr)},
            {"phone", org.phone ? json(masked_phone(*org.phone)) : json(nullptr)}};
}

json number(const std::optional<int>& value) {
    return value ? json(*value) : json(nullptr);
}

json shown(const ReadImports::Row& found) {
    const ImportRow& row = found.row;
    json candidates = json::array();
    for (const OrgUnit& unit : found.candidates) candidates.push_back(shapes::unit_line(unit));
    json before = nullptr;
    if (found.before) {
        before = shown(found.before->org);
        before["members"] = number(found.heads_before ? std::optional(found.heads_before->members) : std::nullopt);
    }
    return {{"number", row.number},
            {"file", row.file},
            {"line", row.line},
            {"outcome", to_string(row.outcome)},
            {"reason", row.reason == RowReason::none ? json(nullptr) : json(to_string(row.reason))},
            {"organisation", shown(row.org)},
            {"members_stated", number(row.members_stated)},
            {"members_listed", number(row.members_listed)},
            {"place", shapes::unit_line(found.place)},
            {"unit", found.unit ? shapes::unit_line(*found.unit) : json(nullptr)},
            {"candidates", std::move(candidates)},
            {"changed_fields", row.changed_fields},
            {"before", std::move(before)},
            {"decision", row.decision ? json(to_string(*row.decision)) : json(nullptr)},
            {"state", to_string(row.state)}};
}

json shown(const ImportResult& result) {
    return {{"id", result.batch.str()}, {"counted", result.counted},       {"began", result.began},
            {"ended", result.ended},    {"remembered", result.remembered}, {"left", result.left}};
}

ImportBatchId batch_in(const http::Request& request) {
    const std::string id = request.parameter("id");
    if (!is_uuid(id)) throw Problem(ProblemCode::not_found, "import.not_found");
    return ImportBatchId(id);
}

int row_in(const http::Request& request) {
    const std::string text = request.parameter("row");
    int row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw Problem(ProblemCode::not_found, "import.row_not_found");
    }
    return row;
}

http::Response stage(const ImportCases& cases, const Phrases& phrases, const ApiCall& call) {
    QueryInput query(call.request);
    StageImport::Input input;
    input.unit = query.optional_text("unit").value_or("");
    const auto day = query.optional_text("as_of");
    if (day) {
        input.as_of = date_from_iso(*day);
        if (!input.as_of) query.wrong("as_of", "import.date_malformed");
    }
    const std::string name = query.optional_text("name").value_or("upload");
    query.finish();
    bool given = false;
    input.next = [&]() -> std::optional<StageImport::File> {
        if (given) return std::nullopt;
        given = true;
        return StageImport::File{text::shorten(text::plain_line(name), 200), call.request.body};
    };
    const ImportBatchId id = cases.stage.run(call.actor, input);
    return shapes::answer(201, shown(phrases, cases.read.show(call.actor, id)));
}

http::Response list(const ImportCases& cases, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.optional_text("unit").value_or("");
    const int limit = query.integer("limit", 20);
    if (limit < 1 || limit > 100) query.wrong("limit", "field.not_whole_number");
    query.finish();
    json imports = json::array();
    for (const auto& summary : cases.read.list(call.actor, unit, limit)) imports.push_back(shown(summary));
    return shapes::answer(200, {{"imports", std::move(imports)}});
}

http::Response rows(const ImportCases& cases, const ApiCall& call) {
    QueryInput query(call.request);
    RowFilter filter;
    filter.outcome = query.choice("outcome", row_outcome_from);
    filter.state = query.choice("state", row_state_from);
    const auto undecided = query.optional_text("undecided");
    if (undecided && *undecided != "true" && *undecided != "false") query.wrong("undecided", "field.not_yes_or_no");
    filter.undecided_only = undecided == "true";
    filter.limit = query.integer("limit", 100);
    filter.offset = query.integer("offset", 0);
    if (filter.limit < 1 || filter.limit > kMostListed) query.wrong("limit", "field.not_whole_number");
    if (filter.offset < 0) query.wrong("offset", "field.not_whole_number");
    query.finish();
    const ReadImports::Rows found = cases.read.rows(call.actor, batch_in(call.request), filter);
    json listed = json::array();
    for (const auto& row : found.rows) listed.push_back(shown(row));
    return shapes::answer(200, {{"total", found.total}, {"rows", std::move(listed)}});
}

http::Response decide(const ImportCases& cases, const ApiCall& call, DecideImport::Input input) {
    input.batch = batch_in(call.request);
    input.row = row_in(call.request);
    const ImportRow row = cases.decide.run(call.actor, input);
    return shapes::answer(200, {{"number", row.number},
                                {"decision", row.decision ? json(to_string(*row.decision)) : json(nullptr)},
                                {"unit_id", row.decided_unit ? json(row.decided_unit->str()) : json(nullptr)}});
}

RowDecision read_decision(JsonInput& body) {
    return body.choice("decision", row_decision_from).value_or(RowDecision::keep);
}

http::Response decide_row(const ImportCases& cases, const ApiCall& call) {
    JsonInput body(call.request.body);
    DecideImport::Input input;
    input.decision = read_decision(body);
    input.unit = body.text("unit", Need::optional);
    body.finish();
    return decide(cases, call, std::move(input));
}

http::Response decide_all(const ImportCases& cases, const ApiCall& call) {
    JsonInput body(call.request.body);
    DecideImport::InputForAll input;
    input.batch = batch_in(call.request);
    input.outcome = body.choice("outcome", row_outcome_from).value_or(RowOutcome::missing);
    input.decision = read_decision(body);
    body.finish();
    return shapes::answer(200, {{"decided", cases.decide.run_for_all(call.actor, input)}});
}

http::Response differences(const ImportCases& cases, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.optional_text("unit").value_or("");
    const int limit = query.integer("limit", 100);
    if (limit < 1 || limit > 1000) query.wrong("limit", "field.not_whole_number");
    query.finish();
    const ReadNmsDifferences::Output found = cases.differences.run(call.actor, unit, limit);
    json claimed = json::array();
    for (const auto& one : found.claimed_not_counted) {
        claimed.push_back({{"unit", shapes::unit_line(one.unit)}, {"claimed_on", date_of(one.claimed_at)}});
    }
    json unknown = json::array();
    for (const NmsVersion& version : found.counted_not_known) {
        unknown.push_back({{"name", version.org.name},
                           {"parent", version.org.parent},
                           {"category", version.org.category},
                           {"members", number(version.members)},
                           {"as_of", date_of(version.as_of)}});
    }
    return shapes::answer(200, {{"unit", shapes::unit_line(found.unit)},
                                {"founded", found.founded},
                                {"counted", found.counted},
                                {"claimed_not_counted", std::move(claimed)},
                                {"counted_not_known", std::move(unknown)},
                                {"counted_not_known_total", found.counted_not_known_total}});
}

/// One upload at a time: with its pieces inflated beside it, its size is what an import may take of memory.
ApiAdmit one_at_a_time() {
    const auto turn = std::make_shared<std::binary_semaphore>(1);
    return [turn](const Actor& actor) -> std::shared_ptr<void> {
        if (!StageImport::may_try(actor)) {
            throw Problem(ProblemCode::not_allowed, actor.roles.empty() ? "not_bound" : "not_allowed");
        }
        if (!turn->try_acquire()) throw Problem(ProblemCode::busy, "import_busy");
        return {turn.get(), [turn](void*) { turn->release(); }};
    };
}

}  // namespace

void add_import_routes(ApiRoutes& routes, ImportCases cases, const Phrases& phrases, std::size_t max_bytes) {
    routes.signed_in(
        "POST", "/api/v1/imports", [=, &phrases](const ApiCall& call) { return stage(cases, phrases, call); },
        max_bytes, Pace::slow, one_at_a_time());
    routes.signed_in("GET", "/api/v1/imports", [=](const ApiCall& call) { return list(cases, call); });
    routes.signed_in("GET", "/api/v1/imports/{id}", [=, &phrases](const ApiCall& call) {
        return shapes::answer(200, shown(phrases, cases.read.show(call.actor, batch_in(call.request))));
    });
    routes.signed_in("DELETE", "/api/v1/imports/{id}", [=](const ApiCall& call) {
        cases.discard.run(call.actor, batch_in(call.request));
        return http::Response::no_content();
    });
    routes.signed_in("GET", "/api/v1/imports/{id}/rows", [=](const ApiCall& call) { return rows(cases, call); });
    routes.signed_in("PUT", "/api/v1/imports/{id}/rows/{row}/decision",
                     [=](const ApiCall& call) { return decide_row(cases, call); });
    routes.signed_in("DELETE", "/api/v1/imports/{id}/rows/{row}/decision",
                     [=](const ApiCall& call) { return decide(cases, call, {}); });
    routes.signed_in("POST", "/api/v1/imports/{id}/decisions",
                     [=](const ApiCall& call) { return decide_all(cases, call); });
    routes.signed_in(
        "POST", "/api/v1/imports/{id}/commit",
        [=](const ApiCall& call) {
            return shapes::answer(200, shown(cases.commit.run(call.actor, batch_in(call.request))));
        },
        kJsonBody, Pace::slow);
    routes.signed_in(
        "POST", "/api/v1/imports/{id}/undo",
        [=](const ApiCall& call) {
            return shapes::answer(200, shown(cases.undo.run(call.actor, batch_in(call.request))));
        },
        kJsonBody, Pace::slow);
    routes.signed_in("GET", "/api/v1/nms-differences", [=](const ApiCall& call) { return differences(cases, call); });
}

}  // namespace league
