// Whom a reminder is for and what it says, as values: which duties a day's rules are about, and how what a person has
// undone becomes one message (R63). Words are elsewhere; what is done already never comes here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/domain/schedule_rule.hpp"

namespace league {

enum class DutyKind {
    log,       ///< a branch has no log of the month
    returned,  ///< logs of a branch came back to be put right
    report,    ///< a township has not sent its half-month report
    township,  ///< branches below a township have no log of a month that is over
    leader,    ///< the same in the area of a leader
};
std::string_view to_string(DutyKind kind);

/// What a day's reminder is about. A log stands for returned logs too.
struct ReminderTopic {
    DutyKind kind = DutyKind::log;
    std::string period;  ///< a month, of `report` a half month

    auto operator<=>(const ReminderTopic&) const = default;
};
/// "log:2026-11,report:2026-11-H1" and back; what cannot be read is left out.
std::string topics_to_text(const std::vector<ReminderTopic>& topics);
std::vector<ReminderTopic> topics_from_text(std::string_view text);

struct ReminderRules {
    std::vector<ScheduleRule> log;
    std::vector<ScheduleRule> report;
    std::optional<ScheduleRule> township;  ///< nothing: that step is left out
    std::optional<ScheduleRule> leader;
};
/// What the rules name on that day, each once.
std::vector<ReminderTopic> topics_on(Date day, const ReminderRules& rules, const WorkCalendar& calendar);

struct UndoneDuty {
    DutyKind kind = DutyKind::log;
    std::string period;
    OrgUnitId unit;
    std::string unit_name;    ///< short
    std::optional<Date> due;  ///< last day; nothing: none was set
    long long count = 1;      ///< logs of `returned`, branches of `township` and `leader`

    bool operator==(const UndoneDuty&) const = default;
};

enum class ReminderStage { before, on, after };
/// Of the due day; without one it is always before.
ReminderStage stage_of(const std::optional<Date>& due, Date today);
std::string_view to_string(ReminderStage stage);

/// Duties of one kind and period, of one person.
struct ReminderLine {
    DutyKind kind = DutyKind::log;
    std::string period;
    ReminderStage stage = ReminderStage::before;
    std::optional<Date> due;
    std::vector<std::string> units;
    long long count = 0;

    bool operator==(const ReminderLine&) const = default;
};
struct ReminderSummary {
    std::vector<ReminderLine> lines;              ///< what is due first comes first
    std::vector<std::string> units;               ///< of all lines, each once
    Date deadline;                                ///< the next that is not over; else the last that is
    ReminderStage stage = ReminderStage::before;  ///< where that deadline is

    bool operator==(const ReminderSummary&) const = default;
};
/// `duties` must not be empty.
ReminderSummary summarise(const std::vector<UndoneDuty>& duties, Date today);

}  // namespace league
