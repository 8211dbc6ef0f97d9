#include "lib/app/county_of.hpp"

#include "lib/base/problem.hpp"
#include "lib/storage/org_store.hpp"

namespace league {

OrgUnit county_of(ReadTransaction& tx, const OrgUnit& unit) {
    OrgUnit at = unit;
    while (at.kind != OrgKind::county) {
        std::optional<OrgUnit> above = at.parent ? OrgStore(tx).find(*at.parent) : std::nullopt;
        if (!above) throw Problem::invalid("unit", "unit_outside_county");
        at = *std::move(above);
    }
    return at;
}

}  // namespace league
