#include "lib/app/read_alive.hpp"

#include <algorithm>
#include <map>

#include "lib/app/page_limits.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr int kMostListed = 200;

/// The open units directly below that hold organisations, with what was counted at and below each.
std::vector<ReadAlive::Below> below_of(ReadTransaction& tx, const OrgUnit& unit,
                                       const std::map<std::string, AliveCounts>& by_child) {
    std::vector<ReadAlive::Below> lines;
    for (CountedUnit& child : OrgStore(tx).children(unit.id)) {
        if (counts_as_branch(child.unit.kind)) continue;
        const auto counts = by_child.find(child.unit.code);
        lines.push_back({std::move(child.unit), counts == by_child.end() ? AliveCounts{} : counts->second});
    }
    return lines;
}

}  // namespace

ReadAlive::Output ReadAlive::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_activities, unit);
        check_page(input.limit, input.offset, kMostListed);
        Output output;
        output.as_of = tx.now();
        std::map<std::string, AliveCounts> by_child;
        std::vector<OrgFacts> all = AliveStore(tx).list_below(unit.path);
        std::sort(all.begin(), all.end(), [](const OrgFacts& a, const OrgFacts& b) { return a.path < b.path; });
        for (OrgFacts& found : all) {
            const AliveIndex index = alive_index(found.facts, tx.now(), rules_.alive);
            output.totals.add(index.state);
            if (!found.top.empty()) by_child[found.top].add(index.state);
            if (input.state && index.state != *input.state) continue;
            if (output.total++ < input.offset || static_cast<int>(output.listed.size()) == input.limit) continue;
            output.listed.push_back({OrgStore(tx).find(found.unit).value(), std::move(found.facts), index});
        }
        output.below = below_of(tx, unit, by_child);
        output.unit = unit;
        return output;
    });
}

AliveCounts count_alive(ReadTransaction& tx, const OrgPath& root, const AliveRules& rules) {
    AliveCounts counts;
    for (const OrgFacts& found : AliveStore(tx).list_below(root)) {
        counts.add(alive_index(found.facts, tx.now(), rules).state);
    }
    return counts;
}

}  // namespace league
