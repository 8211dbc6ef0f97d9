#include <algorithm>
#include <chrono>
#include <memory>

#include "lib/app/read_months.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/version_memory.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr std::size_t kMostShown = 256;

json shown(const Progress& progress) {
    json rows = json::array();
    for (const ProgressRow& row : progress.rows) {
        json line = shapes::figures(row.figures);
        line["unit"] = shapes::unit_line(row.unit);
        rows.push_back(std::move(line));
    }
    return {{"unit", shapes::unit_line(progress.unit)},
            {"period", to_string(progress.period)},
            {"as_of", to_rfc3339(progress.as_of)},
            {"totals", shapes::figures(progress.totals)},
            {"rows", std::move(rows)}};
}

/// An answer as it is sent, and the unit that it may be asked about.
struct ShownProgress {
    OrgUnit unit;
    std::string body;
};

/// Where somebody who names no unit looks: the highest unit of the roles, else the root of the tree.
std::string usual_unit(Database& database, const Actor& actor) {
    const auto highest =
        std::min_element(actor.roles.begin(), actor.roles.end(),
                         [](const RoleGrant& a, const RoleGrant& b) { return a.path.depth() < b.path.depth(); });
    if (highest != actor.roles.end()) return highest->unit.str();
    const auto roots = database.read([](ReadTransaction& tx) { return OrgStore(tx).roots(); });
    if (roots.empty()) throw Problem(ProblemCode::not_found, "unit_not_found");
    return roots.front().id.str();
}

json shown(const ReadMonths::Output& output) {
    json months = json::array();
    for (const MonthFigures& figures : output.months) {
        months.push_back({{"period", figures.month.str()},
                          {"active", figures.active},
                          {"activities", figures.activities},
                          {"present", figures.present}});
    }
    return {
        {"unit", shapes::unit_line(output.unit)}, {"as_of", to_rfc3339(output.as_of)}, {"months", std::move(months)}};
}

http::Response read_months(ReadMonths& months, const ApiCall& call) {
    QueryInput query(call.request);
    ReadMonths::Input input;
    input.unit = query.text("unit");
    const auto until = query.optional_text("until");
    if (until) input.until = Month::parse(*until);
    if (until && !input.until) query.wrong("until", "field.not_a_month");
    input.count = query.integer("count", input.count);
    query.finish();
    return shapes::answer(200, shown(months.run(call.actor, input)));
}

}  // namespace

void add_month_routes(ApiRoutes& routes, ReadMonths& months) {
    routes.signed_in("GET", "/api/v1/months", [&months](const ApiCall& call) { return read_months(months, call); });
}

void add_progress_routes(ApiRoutes& routes, Database& database, ReadProgress& progress, const Clock& clock,
                         std::string process_mark) {
    const auto shown_before = std::make_shared<VersionMemory<std::string, ShownProgress>>(kMostShown);
    routes.signed_in("GET", "/api/v1/progress", [&, shown_before, mark = std::move(process_mark)](const ApiCall& call) {
        QueryInput query(call.request);
        const auto unit = query.optional_text("unit");
        const auto period = query.period("period");
        query.finish();
        const ReadProgress::Input input{unit ? *unit : usual_unit(database, call.actor),
                                        period.value_or(Period(HalfMonth::of(clock.now())))};
        // Asked before reading: a commit in between makes the tag older than the figures, never newer. The day is
        // part of it because the figures carry their as-of instant.
        const std::uint64_t version = progress.version();
        const Instant now = clock.now();
        const std::string tag = "W/\"" + mark + "-" + std::to_string(version) + "-" + to_iso(beijing_date(now)) + "\"";
        // Of one second and one state of the records the answer is the same for all who may have it.
        std::string key = input.unit + '\n' + to_string(input.period) + '\n' +
                          std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
        auto answer = shown_before->find(version, key);
        if (answer) {
            require(call.actor, Verb::see_figures, answer->unit);
        } else {
            const Progress figures = progress.run(call.actor, input);
            answer = shown_before->keep(version, std::move(key), {figures.unit, shapes::text_of(shown(figures))});
        }
        http::Response response = call.request.header("If-None-Match") == tag
                                      ? http::Response{.status = 304, .content_type = {}, .headers = {}, .body = {}}
                                      : http::Response::json(200, answer->body);
        response.with_header("ETag", tag);
        return response.with_header("Cache-Control", "private, no-cache");
    });
}

}  // namespace league
