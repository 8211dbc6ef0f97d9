#include "server/talk/health_words.hpp"

#include "lib/base/ensure.hpp"

namespace league::talk {
namespace {

constexpr std::string_view kSection = "replies/mine";

std::string or_empty(const std::optional<int>& number) {
    return number ? std::to_string(*number) : "";
}

/// What is met, not met or not known, with the numbers behind it.
std::string key_of(AliveCondition condition, const ReadHealth::Output& health) {
    const std::string name(to_string(condition));
    const Finding finding = health.index.of(condition);
    if (condition == AliveCondition::secretary && finding == Finding::not_met) {
        return health.facts.has_secretary ? "secretary.not_met" : "secretary.unknown";
    }
    return name + "." + std::string(to_string(finding));
}

Values numbers_of(const ReadHealth::Output& health, const AliveRules& rules) {
    const AliveFacts& facts = health.facts;
    Values values{{"members", or_empty(facts.members)},
                  {"needed_members", std::to_string(rules.members)},
                  {"months", std::to_string(rules.months)},
                  {"percent", std::to_string(rules.attendance_percent)},
                  {"expected", ""},
                  {"present", ""},
                  {"day", ""}};
    if (facts.pulse.last) {
        values["expected"] = std::to_string(facts.pulse.last->expected);
        values["present"] = std::to_string(facts.pulse.last->present);
    }
    if (facts.term_ends_at) values["day"] = to_iso(beijing_date(*facts.term_ends_at));
    return values;
}

std::string joined(const Phrases& phrases, const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) text += phrases.text("replies/form", "between");
        text += part;
    }
    return text;
}

/// What ends this month and is missing; empty when nothing is.
std::string still_due(const Phrases& phrases, const ReadHealth::Output& health) {
    std::vector<std::string> parts;
    for (const ReadHealth::AskedDuty& asked : health.duties) {
        if (asked.duty.state == DutyState::done || asked.duty.range.last != health.month) continue;
        const std::string& label = asked.rule.kind_label;
        parts.push_back(phrases.text(kSection, "duty",
                                     {{"kind", label.empty() ? phrases.text(kSection, "any_kind") : label},
                                      {"done", std::to_string(asked.duty.done)},
                                      {"needed", std::to_string(asked.duty.needed)}}));
    }
    return parts.empty() ? "" : phrases.text(kSection, "still_due", {{"list", joined(phrases, parts)}});
}

std::string summary(const Phrases& phrases, std::string_view key, const ReadHealth::Output& health, Values more) {
    more["met"] = std::to_string(health.index.met);
    more["state"] = phrases.text(kSection, "state." + std::string(to_string(health.index.state)));
    return phrases.text(kSection, key, more);
}

}  // namespace

std::string health_in_full(const Phrases& phrases, const ReadHealth::Output& health, const AliveRules& rules) {
    std::string text = summary(phrases, "health", health, {});
    const Values values = numbers_of(health, rules);
    for (const AliveCondition condition : kAliveConditions) {
        text += "\n" + phrases.text(kSection, key_of(condition, health), values);
    }
    const std::string due = still_due(phrases, health);
    return due.empty() ? text : text + "\n" + due;
}

std::string health_in_short(const Phrases& phrases, const ReadHealth::Output& health, const AliveRules& rules) {
    std::vector<std::string> open;
    for (const AliveCondition condition : kAliveConditions) {
        if (health.index.of(condition) == Finding::met) continue;
        open.push_back(phrases.text(kSection, "short." + std::string(to_string(condition)), numbers_of(health, rules)));
    }
    return summary(phrases, "health_short", health, {{"open", joined(phrases, open)}});
}

}  // namespace league::talk
