// What the bot does by the calendar and when, out of the configuration: for the bot that does it, and for leaguectl,
// which shows it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "lib/domain/reminder.hpp"
#include "lib/platform/config.hpp"

namespace league {

/// Names of scheduled work, as schedule_runs keeps them.
inline constexpr std::string_view kColumnWork = "column";
inline constexpr std::string_view kMeetingWork = "meeting";
inline constexpr std::string_view kReminderWork = "reminder";
inline constexpr std::string_view kMovesWork = "moves";
inline constexpr std::string_view kTidyWork = "tidy";
inline constexpr std::string_view kBackupWork = "backup";
inline constexpr std::string_view kStandingWork = "standing";
inline constexpr std::string_view kSupervisionWork = "supervision";

struct PlannedWork {
    std::string name;
    std::vector<ScheduleRule> rules;  ///< each says when; two on one instant are one
    std::chrono::seconds late{0};     ///< so long after its time it is not done any more, only reported
    /// One run for each day, whatever the rules are about, and not for each of their periods.
    bool by_day = false;
    /// A fresh installation does what is due on its first day, and a missed time is no news: house-keeping.
    bool is_quiet = false;
};

struct WorkTime {
    std::string period;  ///< as ScheduleRule::Occurrence has it, or the day
    Instant at;
};

std::vector<PlannedWork> planned_work(const Config& config);
/// When reminders go and what each is about, the steps of escalation with them.
ReminderRules reminder_rules(const Config& config);
/// Its times in [from, to), the earliest first, each period once.
std::vector<WorkTime> times_of(const PlannedWork& work, Instant from, Instant to, const WorkCalendar& calendar);

}  // namespace league
