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

json whole(const Bulletin& bulletin) {
    json shown = line(bulletin);
    shown["unit"] = {{"code", bulletin.snapshot.unit_code}, {"name", bulletin.snapshot.unit_name}};
    shown["totals"] = shapes::figures(bulletin.snapshot.totals);
    shown["correction"] = bulletin.snapshot.correction;
    shown["replaces"] = bulletin.snapshot.replaces == 0 ? json(nullptr) : json(bulletin.snapshot.replaces);
    shown["rows"] = json::array();
    for (const BulletinRow& row : bulletin.snapshot.rows) {
        json township = shapes::figures(row.figures);
        township["rank"] = row.rank;
        township["unit"] = {{"code", row.code}, {"name", row.name}};
        shown["rows"].push_back(std::move(township));
    }
    return shown;
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
