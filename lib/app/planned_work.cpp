#include "lib/app/planned_work.hpp"

#include <algorithm>
#include <set>

namespace league {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// Only on the day itself: the figures of a day that is over cannot be read off the next one.
PlannedWork house_work(std::string_view name, int hour, int minute) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    PlannedWork work;
    work.name = name;
    work.rules = {ScheduleRule::of("每日 " + two(hour) + ":" + two(minute))};
    work.late = days(1) - hours(hour) - minutes(minute);
    work.by_day = true;
    work.is_quiet = true;
    return work;
}

/// So many days after the end of a month; nothing for 0.
std::optional<ScheduleRule> days_after_month(int count) {
    if (count == 0) return std::nullopt;
    return ScheduleRule::of("每月截止后" + std::to_string(count) + "天 10:00 遇休息日顺延");
}

}  // namespace

ReminderRules reminder_rules(const Config& config) {
    return {config.reminders.log, config.reminders.report, days_after_month(config.escalation.township_days),
            days_after_month(config.escalation.leader_days)};
}

std::vector<PlannedWork> planned_work(const Config& config) {
    std::vector<PlannedWork> all;
    // Before all else of that day: figures follow the tree of their month.
    all.push_back({std::string(kMovesWork), {ScheduleRule::of("每月1日 00:00")}, days(28), false, /*is_quiet=*/true});
    const ColumnConfig& column = config.column;
    if (column.enabled) all.push_back({std::string(kColumnWork), {column.when}, days(column.late_days), false, false});
    if (column.meeting_when) {
        all.push_back({std::string(kMeetingWork), {*column.meeting_when}, days(column.late_days), false, false});
    }
    if (config.reminders.enabled) {
        const ReminderRules rules = reminder_rules(config);
        PlannedWork reminders{std::string(kReminderWork), rules.log, hours(config.reminders.late_hours),
                              /*by_day=*/true, false};
        reminders.rules.insert(reminders.rules.end(), rules.report.begin(), rules.report.end());
        for (const auto& step : {rules.township, rules.leader}) {
            if (step) reminders.rules.push_back(*step);
        }
        all.push_back(std::move(reminders));
    }
    if (config.database.backups_kept > 0) all.push_back(house_work(kBackupWork, 2, 30));
    all.push_back(house_work(kTidyWork, 3, 30));
    if (config.supervision.propose) all.push_back(house_work(kSupervisionWork, 7, 30));
    all.push_back(house_work(kStandingWork, 23, 0));
    return all;
}

std::vector<WorkTime> times_of(const PlannedWork& work, Instant from, Instant to, const WorkCalendar& calendar) {
    std::vector<WorkTime> times;
    for (const ScheduleRule& rule : work.rules) {
        for (ScheduleRule::Occurrence& one : rule.between(from, to, calendar)) {
            times.push_back({work.by_day ? to_iso(beijing_date(one.at)) : std::move(one.period), one.at});
        }
    }
    std::stable_sort(times.begin(), times.end(), [](const WorkTime& a, const WorkTime& b) { return a.at < b.at; });
    std::set<std::string> seen;
    std::erase_if(times, [&](const WorkTime& time) { return !seen.insert(time.period).second; });
    return times;
}

}  // namespace league
