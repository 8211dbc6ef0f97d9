#include "server/resources/health_shapes.hpp"

#include "lib/base/ensure.hpp"
#include "server/resources/shapes.hpp"

namespace league::shapes {
namespace {

json or_null(const std::optional<int>& number) {
    return number ? json(*number) : json(nullptr);
}

json or_null(const std::string& words) {
    return words.empty() ? json(nullptr) : json(words);
}

void add_numbers(json& shown, AliveCondition condition, const AliveFacts& facts, const AliveRules& rules) {
    switch (condition) {
        case AliveCondition::members:
            shown["members"] = or_null(facts.members);
            shown["needed"] = rules.members;
            return;
        case AliveCondition::secretary:
            shown["named"] = facts.has_secretary;
            shown["reachable"] = facts.secretary_reachable;
            return;
        case AliveCondition::monthly:
            shown["last_month"] = facts.pulse.last_month ? json(facts.pulse.last_month->str()) : json(nullptr);
            shown["months_in_a_row"] = facts.pulse.run_months;
            shown["needed"] = rules.months;
            return;
        case AliveCondition::attendance:
            shown["activity_id"] = facts.pulse.last ? json(facts.pulse.last->id.str()) : json(nullptr);
            shown["expected"] = facts.pulse.last ? json(facts.pulse.last->expected) : json(nullptr);
            shown["present"] = facts.pulse.last ? json(facts.pulse.last->present) : json(nullptr);
            shown["needed_percent"] = rules.attendance_percent;
            return;
        case AliveCondition::term:
            shown["last_day"] = facts.term_ends_at ? json(to_iso(beijing_date(*facts.term_ends_at))) : json(nullptr);
            return;
    }
    stop("unknown AliveCondition");
}

}  // namespace

json conditions(const AliveFacts& facts, const AliveIndex& index, const AliveRules& rules) {
    json list = json::array();
    for (const AliveCondition condition : kAliveConditions) {
        json shown = {{"condition", to_string(condition)}, {"finding", to_string(index.of(condition))}};
        add_numbers(shown, condition, facts, rules);
        list.push_back(std::move(shown));
    }
    return list;
}

json alive_counts(const AliveCounts& counts) {
    return {{"organisations", counts.organisations},
            {"alive", counts.alive},
            {"weak", counts.weak},
            {"hollow", counts.hollow}};
}

json one(const ReadHealth::One& one) {
    return {{"code", one.item.code}, {"label", one.item.label}, {"kinds", one.item.kinds},
            {"done", one.times > 0}, {"times", one.times},      {"last_at", instant(one.last_at)}};
}

json timeliness(const Timeliness& timeliness, int days) {
    return {{"logs", timeliness.logs}, {"timely", timeliness.timely}, {"days", days}};
}

json cadence_rule(const CadenceRule& rule) {
    return {{"id", rule.id},
            {"unit_id", rule.scope ? json(rule.scope->str()) : json(nullptr)},
            {"org_kind", rule.org_kind ? json(to_string(*rule.org_kind)) : json(nullptr)},
            {"kind", rule.kind ? json(*rule.kind) : json(nullptr)},
            {"kind_label", or_null(rule.kind_label)},
            {"period", to_string(rule.period)},
            {"min_count", rule.min_count},
            {"min_members", rule.min_members},
            {"valid_from", to_iso(rule.valid_from)},
            {"valid_to", rule.valid_to ? json(to_iso(*rule.valid_to)) : json(nullptr)},
            {"source", rule.source}};
}

json duty_rule(const CadenceRule& rule, const MonthRange& range) {
    return {{"rule", rule.id},
            {"kind", rule.kind ? json(*rule.kind) : json(nullptr)},
            {"kind_label", or_null(rule.kind_label)},
            {"every", to_string(rule.period)},
            {"from", to_iso(range.first.first_day())},
            {"due_on", to_iso(range.last.last_day())},
            {"needed", rule.min_count},
            {"source", rule.source}};
}

json duty(const Duty& duty, const CadenceRule& rule) {
    json shown = duty_rule(rule, duty.range);
    shown["done"] = duty.done;
    shown["state"] = to_string(duty.state);
    return shown;
}

}  // namespace league::shapes
