#include "lib/app/send_report.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"
#include "server/resources/standing_shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr std::size_t kMostCorrections = 30;

/// "2026-11-H1" of the address.
HalfMonth period_of(const ApiCall& call) {
    const auto period = HalfMonth::parse(call.request.parameter("period"));
    if (!period) throw Problem::invalid("period", "not_a_half_month");
    return *period;
}

template <class T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json or_null(const std::string& words) {
    return words.empty() ? json(nullptr) : json(words);
}

json shown(const ReportDates& dates) {
    return {{"from", to_iso(dates.from)},
            {"due", to_iso(dates.due)},
            {"grace_until", to_iso(dates.grace_until)},
            {"open_until", to_iso(dates.open_until)}};
}

json shown(const std::optional<ReportReceipt>& receipt) {
    if (!receipt) return nullptr;
    return {{"revision", receipt->revision},
            {"punctuality", to_string(receipt->punctuality)},
            {"first_sent_at", to_rfc3339(receipt->first_sent_at)}};
}

json shown(const ReportRevision& report, const std::string& sender_name) {
    json figures = json::array();
    for (const ReportLine& line : report.lines) {
        figures.push_back({{"figure", to_string(line.figure)},
                           {"live", or_null(line.live)},
                           {"corrected", or_null(line.corrected)},
                           {"value", or_null(line.value())},
                           {"reason", line.reason},
                           {"correctable", is_correctable(line.figure)}});
    }
    json silent = json::array();
    for (const SilentOrg& org : report.silent) silent.push_back({{"id", org.unit.str()}, {"name", org.name}});
    const auto counted = report.value(ReportFigure::counted_new);
    const auto target = report.value(ReportFigure::target);
    const bool is_sent = report.revision > 0;
    return {{"revision", report.revision},
            {"day", to_iso(report.day)},
            {"as_of", to_rfc3339(report.as_of)},
            {"campaign_name", or_null(report.campaign)},
            {"deadline", shapes::day(report.deadline)},
            {"figures", std::move(figures)},
            {"rate", counted && target ? or_null(percent(*counted, *target)) : json(nullptr)},
            {"without_log", std::move(silent)},
            {"nothing_new", report.nothing_new},
            {"words", report.words},
            {"why", report.why},
            {"sent_at", is_sent ? json(to_rfc3339(report.sent_at)) : json(nullptr)},
            {"sent_by", or_null(sender_name)}};
}

json shown(const ReportView& view) {
    json exception = nullptr;
    if (view.exception_until) {
        exception = {{"open_until", to_iso(*view.exception_until)}, {"reason", view.exception_reason}};
    }
    return {{"unit", shapes::unit_line(view.unit)}, {"period", view.period.str()},
            {"state", to_string(view.state)},       {"dates", shown(view.dates)},
            {"as_of", to_rfc3339(view.as_of)},      {"receipt", shown(view.receipt)},
            {"exception", std::move(exception)},    {"report", shown(view.report, view.sender_name)}};
}

http::Response list(ReadReports& read, const ApiCall& call) {
    QueryInput query(call.request);
    const std::string unit = query.text("unit");
    std::optional<HalfMonth> period;
    if (const auto words = query.optional_text("period")) {
        period = HalfMonth::parse(*words);
        if (!period) query.wrong("period", "field.not_a_half_month");
    }
    query.finish();
    const ReportsOfPeriod view = read.list(call.actor, unit, period);
    json lines = json::array();
    for (const ReportsOfPeriod::Line& line : view.lines) {
        lines.push_back({{"unit", shapes::unit_line(line.unit)},
                         {"state", to_string(line.state)},
                         {"receipt", shown(line.receipt)},
                         {"open_until", line.exception_until ? json(to_iso(*line.exception_until)) : json(nullptr)}});
    }
    json not_sent = json::array();
    for (const OrgUnit& township : view.not_sent()) not_sent.push_back(shapes::unit_line(township));
    return shapes::answer(200, {{"unit", shapes::unit_line(view.unit)},
                                {"period", view.period.str()},
                                {"dates", shown(view.dates)},
                                {"as_of", to_rfc3339(view.as_of)},
                                {"expected", view.expected()},
                                {"received", view.received()},
                                {"on_time", view.came(Punctuality::on_time)},
                                {"in_grace", view.came(Punctuality::in_grace)},
                                {"late", view.came(Punctuality::late)},
                                {"not_sent", std::move(not_sent)},
                                {"lines", std::move(lines)}});
}

http::Response put(SendReport& send, const ApiCall& call) {
    const HalfMonth period = period_of(call);
    JsonInput body(call.request.body);
    SendReport::Input input{call.request.parameter("unit"), period};
    input.base_revision = body.integer("base_revision");
    input.order.nothing_new = body.boolean("nothing_new", Need::optional);
    input.order.words = body.text("words", Need::optional);
    input.order.why = body.text("why", Need::optional);
    for (JsonInput* one : body.objects("corrections", Need::optional)) {
        ReportCorrection correction;
        correction.figure = one->text("figure");
        correction.value = one->integer("value");
        correction.reason = one->text("reason");
        input.order.corrections.push_back(std::move(correction));
    }
    if (input.order.corrections.size() > kMostCorrections) {
        body.wrong("corrections", "field.too_many", {{"limit", std::to_string(kMostCorrections)}});
    }
    body.finish();
    const SendReport::Output output = send.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, shown(output.view));
}

http::Response show_history(ReadReports& read, const ApiCall& call) {
    json revisions = json::array();
    for (const ReportView& view : read.history(call.actor, call.request.parameter("unit"), period_of(call))) {
        revisions.push_back(shown(view.report, view.sender_name));
    }
    return shapes::answer(200, {{"revisions", std::move(revisions)}});
}

http::Response open_again(OpenReport& open, const ApiCall& call) {
    const HalfMonth period = period_of(call);
    JsonInput body(call.request.body);
    OpenReport::Input input{body.text("id"), call.request.parameter("unit"), period,
                            body.date("open_until").value_or(Date()), body.text("reason")};
    body.finish();
    const OpenReport::Output output = open.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, {{"id", output.exception.id},
                                                       {"unit_id", output.exception.unit.str()},
                                                       {"period", output.exception.period.str()},
                                                       {"open_until", to_iso(output.exception.until)},
                                                       {"reason", output.exception.reason},
                                                       {"opened_at", to_rfc3339(output.exception.opened_at)}});
}

}  // namespace

void add_report_routes(ApiRoutes& routes, ReadReports& read, SendReport& send, OpenReport& open) {
    routes.signed_in("GET", "/api/v1/reports", [&read](const ApiCall& call) { return list(read, call); });
    routes.signed_in("GET", "/api/v1/reports/{unit}/{period}", [&read](const ApiCall& call) {
        return shapes::answer(200, shown(read.show(call.actor, call.request.parameter("unit"), period_of(call))));
    });
    routes.signed_in("PUT", "/api/v1/reports/{unit}/{period}",
                     [&send](const ApiCall& call) { return put(send, call); });
    routes.signed_in("GET", "/api/v1/reports/{unit}/{period}/revisions",
                     [&read](const ApiCall& call) { return show_history(read, call); });
    routes.signed_in("POST", "/api/v1/reports/{unit}/{period}/exceptions",
                     [&open](const ApiCall& call) { return open_again(open, call); });
}

}  // namespace league
