// How findings about organisations look in JSON: conditions with the numbers behind them, duties, rules.
#pragma once

#include <nlohmann/json.hpp>

#include "lib/app/read_health.hpp"
#include "lib/domain/alive.hpp"
#include "lib/domain/cadence.hpp"
#include "lib/storage/org_activity_store.hpp"

namespace league::shapes {

using nlohmann::json;

/// The five in their order; each with what is there and what is needed.
json conditions(const AliveFacts& facts, const AliveIndex& index, const AliveRules& rules);
json alive_counts(const AliveCounts& counts);
json one(const ReadHealth::One& one);
json timeliness(const Timeliness& timeliness, int days);
/// The rule as an office wrote it.
json cadence_rule(const CadenceRule& rule);
/// What of a rule stands beside a duty: kind, period and the paper that asks for it.
json duty_rule(const CadenceRule& rule, const MonthRange& range);
json duty(const Duty& duty, const CadenceRule& rule);

}  // namespace league::shapes
