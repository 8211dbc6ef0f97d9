#include "lib/app/keep_org_activity.hpp"

#include "lib/storage/database.hpp"
#include "lib/storage/org_activity_store.hpp"

namespace league {

std::size_t keep_org_activity(Database& database) {
    const auto units = database.read([](ReadTransaction& tx) { return OrgActivityStore(tx).units_not_kept(); });
    for (const OrgUnitId& unit : units) {
        database.write([&](Transaction& tx) { OrgActivityWriter(tx).recount_all(unit); });
    }
    return units.size();
}

}  // namespace league
