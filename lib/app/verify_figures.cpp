#include "lib/app/verify.hpp"
#include "lib/storage/figures_store.hpp"

namespace league {
namespace {

constexpr std::size_t kMostDetails = 50;

std::string shown(const BranchFigures& figures) {
    return std::to_string(figures.activities) + "/" + std::to_string(figures.present);
}

std::string shown(const UnitFigures& figures) {
    return std::to_string(figures.active) + "/" + std::to_string(figures.activities) + "/" +
           std::to_string(figures.present);
}

/// Adds what the two maps do not share. Rows of zeros are in neither.
template <class Value>
void compare(CheckResult& result, const char* what, const std::map<FigureKey, Value>& kept,
             const std::map<FigureKey, Value>& counted) {
    const auto differ = [&](const FigureKey& key, const Value& kept_value, const Value& counted_value) {
        result.ok = false;
        if (result.details.size() == kMostDetails) return;
        result.details.push_back(std::string(what) + " " + key.unit + " " + key.period + " kept " + shown(kept_value) +
                                 " counted " + shown(counted_value));
    };
    for (const auto& [key, value] : kept) {
        const auto found = counted.find(key);
        const Value other = found == counted.end() ? Value{} : found->second;
        if (!(value == other)) differ(key, value, other);
    }
    for (const auto& [key, value] : counted) {
        if (!kept.contains(key)) differ(key, Value{}, value);
    }
    result.examined += static_cast<long long>(kept.size());
}

}  // namespace

CheckResult verify_figures(Database& database) {
    CheckResult result{"figures", true, 0, {}};
    database.read([&](ReadTransaction& tx) {
        FiguresStore store(tx);
        const AllFigures kept = store.kept();
        const AllFigures counted = store.recomputed();
        compare(result, "branch", kept.branches, counted.branches);
        compare(result, "unit", kept.units, counted.units);
    });
    return result;
}

}  // namespace league
