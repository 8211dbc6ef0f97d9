#include "lib/app/read_columns.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {
namespace {

OrgUnit managed_unit(ReadTransaction& tx, const Actor& actor, const std::string& unit) {
    OrgUnit found = unit_or_top(tx, unit);
    require(actor, Verb::manage_column, found);
    return found;
}

}  // namespace

std::vector<Bulletin> ReadColumns::published(const std::string& unit, int limit) {
    return database_.read([&](ReadTransaction& tx) {
        const std::optional<OrgUnit> found = unit.empty() ? top_unit(tx) : std::optional(find_unit_or_throw(tx, unit));
        if (!found) return std::vector<Bulletin>{};
        return BulletinStore(tx).list({found->id, std::nullopt, BulletinState::published, limit});
    });
}

Bulletin ReadColumns::issue(const std::string& unit, int issue) {
    std::optional<Bulletin> found = database_.read(
        [&](ReadTransaction& tx) { return BulletinStore(tx).find_by_issue(unit_or_top(tx, unit).id, issue); });
    if (!found || found->state != BulletinState::published) throw Problem(ProblemCode::not_found, "column_not_found");
    return *std::move(found);
}

std::vector<Bulletin> ReadColumns::all(const Actor& actor, const std::string& unit, int limit) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit found = managed_unit(tx, actor, unit);
        return BulletinStore(tx).list({found.id, std::nullopt, std::nullopt, limit});
    });
}

std::optional<Bulletin> ReadColumns::find(const Actor& actor, const std::string& unit, const HalfMonth& period) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit found = managed_unit(tx, actor, unit);
        return BulletinStore(tx).find(found.id, period);
    });
}

}  // namespace league
