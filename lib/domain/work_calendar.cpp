#include "lib/domain/work_calendar.hpp"

namespace league {
namespace {

bool is_weekend(Date day) {
    const std::chrono::weekday weekday{std::chrono::sys_days(day)};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace

bool WorkCalendar::is_worked(Date day) const {
    const auto notice = notices_.find(static_cast<int>(day.year()));
    if (notice != notices_.end()) {
        if (notice->second.days_off.contains(day)) return false;
        if (notice->second.worked.contains(day)) return true;
    }
    return !is_weekend(day);
}

bool WorkCalendar::knows_year_of(Date day) const {
    return notices_.contains(static_cast<int>(day.year()));
}

Date WorkCalendar::worked_on_or_before(Date day) const {
    while (!is_worked(day)) day = add_days(day, -1);
    return day;
}

Date WorkCalendar::worked_on_or_after(Date day) const {
    while (!is_worked(day)) day = add_days(day, 1);
    return day;
}

}  // namespace league
