#include "lib/app/my_duties.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"
#include "server/resources/supervision_shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json branch(const MyDuties::Branch& branch) {
    json months = json::array();
    for (const MonthFigures& figures : branch.months) {
        months.push_back({{"period", figures.month.str()}, {"activities", figures.activities}});
    }
    return {{"unit", shapes::unit_line(branch.unit)},
            {"done", branch.is_done()},
            {"logs", branch.logs},
            {"present", branch.present},
            {"due", to_iso(branch.due)},
            {"returned", branch.returned},
            {"months", std::move(months)},
            {"term_ends_on", branch.term_ends ? json(to_iso(*branch.term_ends)) : json(nullptr)},
            {"last", branch.last ? shapes::activity(*branch.last) : json(nullptr)}};
}

json township(const MyDuties::Township& township, Instant as_of) {
    json silent = json::array();
    for (const OrgUnit& unit : township.without_log) silent.push_back(shapes::unit_line(unit));
    json terms = json::array();
    for (const EndingTerm& term : township.terms) {
        terms.push_back({{"unit", shapes::unit_line(term.unit)}, {"ends_on", to_iso(beijing_date(term.ends_at))}});
    }
    json supervisions = json::array();
    for (const SupervisionRow& row : township.supervisions) {
        supervisions.push_back(shapes::supervision_line(row, as_of));
    }
    json report = nullptr;
    if (const auto& asked = township.report) {
        report = {{"period", asked->period.str()},
                  {"due", to_iso(asked->dates.due)},
                  {"open_until", to_iso(asked->dates.open_until)},
                  {"state", to_string(asked->state)}};
    }
    return {{"unit", shapes::unit_line(township.unit)},
            {"figures", shapes::figures(township.figures)},
            {"to_review", township.to_review},
            {"without_log", std::move(silent)},
            {"terms", std::move(terms)},
            {"report", std::move(report)},
            {"supervisions", std::move(supervisions)},
            {"waiting_projects", township.waiting}};
}

json area_row(const MyDuties::AreaRow& row) {
    return {{"unit", shapes::unit_line(row.unit)},
            {"figures", shapes::figures(row.figures)},
            {"without_log", row.without_log}};
}

json area(const MyDuties::Area& area, const Month& month) {
    json shown = area_row(area.whole);
    shown["period"] = month.str();
    shown["rows"] = json::array();
    for (const auto& row : area.rows) shown["rows"].push_back(area_row(row));
    return shown;
}

}  // namespace

void add_duty_routes(ApiRoutes& routes, MyDuties& duties) {
    routes.signed_in("GET", "/api/v1/duties", [&duties](const ApiCall& call) {
        const MyDuties::Output output = duties.run(call.actor);
        json branches = json::array();
        for (const auto& entry : output.branches) branches.push_back(branch(entry));
        json townships = json::array();
        for (const auto& entry : output.townships) townships.push_back(township(entry, output.as_of));
        json areas = json::array();
        for (const auto& entry : output.areas) areas.push_back(area(entry, output.month));
        return shapes::answer(200, {{"period", output.month.str()},
                                    {"as_of", to_rfc3339(output.as_of)},
                                    {"branches", std::move(branches)},
                                    {"townships", std::move(townships)},
                                    {"areas", std::move(areas)}});
    });
}

}  // namespace league
