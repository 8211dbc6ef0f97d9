#include "lib/app/building_modes.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"

namespace league {

std::vector<BuildingMode> ListBuildingModes::run() {
    return database_.read([](ReadTransaction& tx) { return BuildingModeStore(tx).list(); });
}

bool SaveBuildingMode::run(const Actor& actor, const BuildingMode& mode) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        require(current, Verb::manage_units, unit_or_top(tx, ""));
        if (auto errors = check_mode(mode); !errors.empty()) throw Problem::invalid(std::move(errors));
        const auto before = BuildingModeStore(tx).find(mode.code);
        BuildingModeWriter(tx).save(mode);
        if (BuildingModeStore(tx).find(mode.code) == before) return false;
        AuditWriter(tx, digest_)
            .append(current, {"save_building_mode", "building_mode", mode.code, {"label", "description", "partners"}});
        return true;
    });
}

std::vector<Partner> ListPartners::run(const Actor& actor, const std::string& township) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, township);
        require(actor, Verb::see_projects, unit);
        return PartnerStore(tx).list(unit.id);
    });
}

}  // namespace league
