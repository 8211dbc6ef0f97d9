#include "lib/app/read_org_tree.hpp"

#include <algorithm>
#include <unordered_map>

#include "lib/base/problem.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

OrgUnit start_of(ReadTransaction& tx, const Actor& actor, const std::string& org) {
    if (!org.empty()) return find_unit_or_throw(tx, org);
    if (actor.roles.empty()) {
        const std::vector<OrgUnit> roots = OrgStore(tx).roots();
        if (!actor.is_operator || roots.empty()) throw Problem(ProblemCode::not_allowed, "not_bound");
        return roots.front();
    }
    const auto highest =
        std::min_element(actor.roles.begin(), actor.roles.end(),
                         [](const RoleGrant& a, const RoleGrant& b) { return a.path.depth() < b.path.depth(); });
    return find_unit_or_throw(tx, highest->unit.str());
}

/// Parents before children, siblings as they came.
std::vector<ReadOrgTree::Node> in_tree_order(std::vector<ReadOrgTree::Node> by_level) {
    std::unordered_map<std::string, std::vector<std::size_t>> children;
    for (std::size_t i = 1; i < by_level.size(); ++i) children[by_level[i].unit.parent->str()].push_back(i);
    std::vector<ReadOrgTree::Node> ordered;
    ordered.reserve(by_level.size());
    std::vector<std::size_t> open;
    if (!by_level.empty()) open.push_back(0);
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        const auto& below = children[by_level[at].unit.id.str()];
        open.insert(open.end(), below.rbegin(), below.rend());
        ordered.push_back(std::move(by_level[at]));
    }
    return ordered;
}

/// Who holds a role where the actor may see people: his own subtrees as far as they lie in this one.
void add_holders(ReadTransaction& tx, const Seals& seals, const Actor& actor, const OrgUnit& start,
                 std::vector<ReadOrgTree::Node>& nodes) {
    std::unordered_map<std::string, ReadOrgTree::Node*> open;
    for (ReadOrgTree::Node& node : nodes) {
        if (!may(actor, Verb::see_people, node.unit)) continue;
        node.holders.emplace();
        open.emplace(node.unit.id.str(), &node);
    }
    const auto read_under = [&](const OrgPath& root) {
        for (const RoleHolder& holder : RoleStore(tx).list_under(root, seals)) {
            const auto found = open.find(holder.unit.str());
            if (found == open.end()) continue;
            auto& holders = *found->second->holders;
            const bool known = std::any_of(holders.begin(), holders.end(), [&](const ReadOrgTree::Holder& one) {
                return one.person == holder.person && one.role == holder.role;
            });
            if (!known) holders.push_back({holder.person, holder.name, holder.role});
        }
    };
    if (open.empty()) return;
    if (may(actor, Verb::see_people, start)) return read_under(start.path);
    for (const RoleGrant& grant : actor.roles) {
        if (start.path.contains(grant.path) && open.contains(grant.unit.str())) read_under(grant.path);
    }
}

}  // namespace

ReadOrgTree::ReadOrgTree(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

ReadOrgTree::Output ReadOrgTree::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit start = start_of(tx, actor, input.org);
        require(actor, Verb::see_unit, start);

        // Seeing the figures of a unit means seeing a row for each child, so the children are no secret there.
        std::vector<Node> nodes;
        std::unordered_map<std::string, bool> shows_children;
        for (CountedUnit& counted : OrgStore(tx).subtree(start.path, input.depth)) {
            const bool is_start = nodes.empty();
            const bool under_shown = !is_start && shows_children[counted.unit.parent->str()];
            if (!is_start && !under_shown && !may(actor, Verb::see_unit, counted.unit)) continue;
            shows_children[counted.unit.id.str()] = may(actor, Verb::see_figures, counted.unit);
            nodes.push_back({std::move(counted.unit), counted.branches, std::nullopt});
        }
        nodes = in_tree_order(std::move(nodes));
        add_holders(tx, seals_, actor, start, nodes);
        return Output{std::move(nodes)};
    });
}

}  // namespace league
