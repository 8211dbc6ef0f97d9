#include "lib/app/read_org_tree.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json node(const ReadOrgTree::Node& node) {
    json shown = shapes::unit(node.unit);
    shown["branches"] = node.branches;
    if (node.holders) {
        shown["holders"] = json::array();
        for (const auto& holder : *node.holders) {
            shown["holders"].push_back(
                {{"person_id", holder.person.str()}, {"name", holder.name}, {"role", to_string(holder.role)}});
        }
    }
    return shown;
}

http::Response read(ReadOrgTree& tree, const ApiCall& call, std::string org, std::size_t depth) {
    const ReadOrgTree::Output output = tree.run(call.actor, {std::move(org), depth});
    json units = json::array();
    for (const auto& entry : output.nodes) units.push_back(node(entry));
    return shapes::answer(200, {{"units", std::move(units)}});
}

}  // namespace

void add_unit_routes(ApiRoutes& routes, ReadOrgTree& tree) {
    routes.signed_in("GET", "/api/v1/units", [&tree](const ApiCall& call) {
        QueryInput query(call.request);
        const std::string unit = query.optional_text("unit").value_or("");
        const int depth = query.integer("depth", 8);
        if (depth < 0 || depth > 16) query.wrong("depth", "field.not_whole_number");
        query.finish();
        return read(tree, call, unit, static_cast<std::size_t>(depth));
    });
}

}  // namespace league
