// What needs a person, found by the bot. One alarm for each cause and subject, from the moment the fact is there until
// it is gone.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"

namespace league {

enum class AlarmCause {
    hold,      ///< WeChat refuses an account or one kind of its calls; subject "oa" or "oa/tell_notice", detail errcode
    refused,   ///< rows that WeChat refused for good; detail how many
    unknown,   ///< rows that may have arrived; detail how many
    column,    ///< an issue that does not get on; subject its id, detail its note
    schedule,  ///< work that came too late and was left out; subject "column 2026-11-H1"
    calendar,  ///< the days off of the coming year are not known; subject the year
    disk,      ///< little room; detail megabytes
    backup,    ///< the last backup is old; detail days
};
std::string_view to_string(AlarmCause cause);
std::optional<AlarmCause> alarm_cause_from(std::string_view text);
std::span<const AlarmCause> alarm_causes();

struct AlarmFact {
    AlarmCause cause = AlarmCause::hold;
    std::string subject;  ///< what it is about, together with the cause: ids and names of ours, nothing personal
    std::string detail;   ///< may change while it lasts
};

struct Alarm {
    std::string id;
    AlarmFact fact;
    Instant raised_at;
    std::optional<Instant> ended_at;
    std::optional<Instant> told_at;  ///< last
    int tellings = 0;
};

/// What differs between what is open and what is the case now.
struct AlarmChanges {
    std::vector<AlarmFact> raised;
    std::vector<Alarm> ended;
    std::vector<Alarm> changed;  ///< with the new detail
};
AlarmChanges changes_of(const std::vector<Alarm>& open, const std::vector<AlarmFact>& facts);

/// An open alarm is told once, and again while it lasts; 0 repeats nothing.
bool is_to_be_told(const Alarm& alarm, Instant now, std::chrono::days repeat);

}  // namespace league
