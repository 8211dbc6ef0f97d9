#include <cstdlib>

#include "lib/app/read_columns.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json line(const Bulletin& bulletin) {
    return {{"issue", bulletin.issue},
            {"period", bulletin.period},
            {"title", bulletin.title},
            {"digest", bulletin.digest},
            {"as_of", to_rfc3339(bulletin.snapshot.as_of)},
            {"published_at", shapes::instant(bulletin.published_at)},
            {"article_url", bulletin.article_url}};
}

template <typename T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json shown(const BulletinGoal& goal) {
    json alive = nullptr;
    if (goal.alive) alive = {{"alive", goal.alive->alive}, {"weak", goal.alive->weak}, {"hollow", goal.alive->hollow}};
    return {{"target", goal.target},
            {"founded", goal.founded},
            {"counted", goal.counted},
            {"more", or_null(goal.more)},
            {"alive", std::move(alive)}};
}

json shown(const BulletinGoals& goals) {
    json rows = json::array();
    for (const BulletinGoalRow& row : goals.rows) {
        json line = shown(row.goal);
        line["rank"] = row.rank;
        line["risen"] = or_null(row.risen);
        line["unit"] = {{"code", row.code}, {"name", row.name}};
        rows.push_back(std::move(line));
    }
    return {
        {"campaign", goals.campaign},   {"deadline", goals.deadline ? json(to_iso(*goals.deadline)) : json(nullptr)},
        {"total", shown(goals.total)},  {"gap", goals.gap},
        {"days_left", goals.days_left}, {"needed_per_half_month", or_null(goals.needed_per_half_month)},
        {"rows", std::move(rows)}};
}

json whole(const Bulletin& bulletin) {
    json answer = line(bulletin);
    answer["unit"] = {{"code", bulletin.snapshot.unit_code}, {"name", bulletin.snapshot.unit_name}};
    answer["totals"] = shapes::figures(bulletin.snapshot.totals);
    answer["correction"] = bulletin.snapshot.correction;
    answer["replaces"] = bulletin.snapshot.replaces == 0 ? json(nullptr) : json(bulletin.snapshot.replaces);
    answer["rows"] = json::array();
    for (const BulletinRow& row : bulletin.snapshot.rows) {
        json township = shapes::figures(row.figures);
        township["rank"] = row.rank;
        township["unit"] = {{"code", row.code}, {"name", row.name}};
        answer["rows"].push_back(std::move(township));
    }
    const BulletinSnapshot& snapshot = bulletin.snapshot;
    answer["goals"] = snapshot.goals ? shown(*snapshot.goals) : json(nullptr);
    answer["reports"] = nullptr;
    if (snapshot.reports) {
        answer["reports"] = {{"expected", snapshot.reports->expected},
                             {"received", snapshot.reports->received},
                             {"on_time", snapshot.reports->on_time}};
    }
    answer["halves"] = json::array();
    for (const BulletinHalf& half : snapshot.halves) {
        answer["halves"].push_back(
            {{"period", half.period}, {"activities", half.activities}, {"counted", or_null(half.counted)}});
    }
    return answer;
}

/// The {issue} of the path; no issue has the number 0.
int issue_of(const http::Request& request) {
    const std::string& digits = request.parameter("issue");
    const bool plain = digits.size() <= 6 && digits.find_first_not_of("0123456789") == std::string::npos;
    return plain ? std::atoi(digits.c_str()) : 0;
}

}  // namespace

void add_column_routes(ApiRoutes& routes, ReadColumns& columns) {
    routes.signed_in("GET", "/api/v1/columns", [&columns](const ApiCall& call) {
        QueryInput query(call.request);
        const std::string unit = query.optional_text("unit").value_or("");
        query.finish();
        json list = json::array();
        for (const Bulletin& bulletin : columns.published(unit)) list.push_back(line(bulletin));
        return shapes::answer(200, {{"columns", std::move(list)}});
    });
    routes.signed_in("GET", "/api/v1/columns/{issue}", [&columns](const ApiCall& call) {
        QueryInput query(call.request);
        const std::string unit = query.optional_text("unit").value_or("");
        query.finish();
        return shapes::answer(200, whole(columns.issue(unit, issue_of(call.request))));
    });
}

}  // namespace league
