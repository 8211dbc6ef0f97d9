#include "lib/domain/alarm.hpp"

#include <algorithm>
#include <array>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr std::array kCauses{AlarmCause::hold,     AlarmCause::refused,  AlarmCause::unknown, AlarmCause::column,
                             AlarmCause::schedule, AlarmCause::calendar, AlarmCause::disk,    AlarmCause::backup};

bool is_same(const AlarmFact& a, const AlarmFact& b) {
    return a.cause == b.cause && a.subject == b.subject;
}

}  // namespace

std::string_view to_string(AlarmCause cause) {
    switch (cause) {
        case AlarmCause::hold: return "hold";
        case AlarmCause::refused: return "refused";
        case AlarmCause::unknown: return "unknown";
        case AlarmCause::column: return "column";
        case AlarmCause::schedule: return "schedule";
        case AlarmCause::calendar: return "calendar";
        case AlarmCause::disk: return "disk";
        case AlarmCause::backup: return "backup";
    }
    stop("unknown AlarmCause");
}

std::optional<AlarmCause> alarm_cause_from(std::string_view text) {
    for (const AlarmCause cause : kCauses) {
        if (to_string(cause) == text) return cause;
    }
    return std::nullopt;
}

std::span<const AlarmCause> alarm_causes() {
    return kCauses;
}

AlarmChanges changes_of(const std::vector<Alarm>& open, const std::vector<AlarmFact>& facts) {
    AlarmChanges changes;
    for (const AlarmFact& fact : facts) {
        const auto known =
            std::find_if(open.begin(), open.end(), [&](const Alarm& alarm) { return is_same(alarm.fact, fact); });
        if (known == open.end()) {
            changes.raised.push_back(fact);
        } else if (known->fact.detail != fact.detail) {
            changes.changed.push_back(*known);
            changes.changed.back().fact.detail = fact.detail;
        }
    }
    for (const Alarm& alarm : open) {
        const bool lasts =
            std::any_of(facts.begin(), facts.end(), [&](const AlarmFact& fact) { return is_same(alarm.fact, fact); });
        if (!lasts) changes.ended.push_back(alarm);
    }
    return changes;
}

bool is_to_be_told(const Alarm& alarm, Instant now, std::chrono::days repeat) {
    if (alarm.ended_at) return false;
    if (!alarm.told_at) return true;
    return repeat.count() > 0 && *alarm.told_at + repeat <= now;
}

}  // namespace league
