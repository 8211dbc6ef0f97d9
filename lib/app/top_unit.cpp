#include "lib/app/top_unit.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/org_store.hpp"

namespace league {

std::optional<OrgUnit> top_unit(ReadTransaction& tx) {
    std::vector<OrgUnit> roots = OrgStore(tx).roots();
    if (roots.empty()) return std::nullopt;
    return std::move(roots.front());
}

OrgUnit unit_or_top(ReadTransaction& tx, const std::string& id_or_code) {
    if (!id_or_code.empty()) return find_unit_or_throw(tx, id_or_code);
    std::optional<OrgUnit> top = top_unit(tx);
    if (!top) throw Problem(ProblemCode::not_found, "unit_not_found");
    return *std::move(top);
}

}  // namespace league
