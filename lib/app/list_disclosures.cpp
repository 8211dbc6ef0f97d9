#include "lib/app/list_disclosures.hpp"

#include "lib/app/load_actor.hpp"

namespace league {
namespace {

constexpr int kMostRows = 100;

}  // namespace

std::vector<Disclosure> ListDisclosures::run(const Actor& actor, const std::string& org) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, org);
        require(actor, Verb::manage_people, unit);
        return DisclosureStore(tx, seals_).list(unit.path, kMostRows);
    });
}

}  // namespace league
