#include "lib/app/list_readers.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"

namespace league {

ListReaders::Output ListReaders::run(const Actor& actor, const std::string& id_or_code) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit unit = find_unit_or_throw(tx, id_or_code);
        require(actor, Verb::see_activities, unit);
        std::vector<RoleCount> readers = RoleStore(tx).count_along(unit.path);
        std::erase_if(readers, [](const RoleCount& one) { return !role_allows(one.role, Verb::see_activities); });
        return Output{std::move(unit), std::move(readers)};
    });
}

}  // namespace league
