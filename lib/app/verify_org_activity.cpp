#include "lib/app/verify.hpp"
#include "lib/storage/org_activity_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostDetails = 50;

void differ(CheckResult& result, std::string detail) {
    result.ok = false;
    if (result.details.size() < kMostDetails) result.details.push_back(std::move(detail));
}

std::string shown(const ActivityYear& year) {
    return year.is_empty() ? "nothing" : year.str();
}

std::string shown(const OrgPulse& pulse) {
    if (!pulse.last) return "nothing";
    return pulse.last->id.str() + " " + pulse.last_month->str() + " " + std::to_string(pulse.run_months);
}

std::string named(const std::pair<std::string, int>& key) {
    return "year " + key.first + " " + std::to_string(key.second);
}

std::string named(const std::string& unit) {
    return "pulse " + unit;
}

template <class Map>
void compare(CheckResult& result, const Map& kept, const Map& counted) {
    using Value = typename Map::mapped_type;
    const auto value_at = [](const Map& map, const typename Map::key_type& key) {
        const auto found = map.find(key);
        return found == map.end() ? Value{} : found->second;
    };
    Map all = kept;
    all.insert(counted.begin(), counted.end());
    for (const auto& [key, unused] : all) {
        const Value is = value_at(kept, key);
        const Value should = value_at(counted, key);
        if (is == should) continue;
        differ(result, named(key) + " kept " + shown(is) + " counted " + shown(should));
    }
    result.examined += static_cast<long long>(kept.size());
}

}  // namespace

CheckResult verify_org_activity(Database& database) {
    CheckResult result{"org_activity", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        OrgActivityStore store(tx);
        const AllOrgActivity kept = store.kept();
        const AllOrgActivity counted = store.recomputed();
        compare(result, kept.years, counted.years);
        compare(result, kept.pulses, counted.pulses);
    });
    return result;
}

}  // namespace league
