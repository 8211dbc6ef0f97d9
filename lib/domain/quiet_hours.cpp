#include "lib/domain/quiet_hours.hpp"

namespace league {

Instant after_quiet_hours(Instant when, const QuietHours& quiet) {
    const int minute = beijing_minute_of_day(when);
    const int from = static_cast<int>(quiet.from.count());
    const int until = static_cast<int>(quiet.until.count());
    if (from == until) return when;
    const Date today = beijing_date(when);
    if (from < until) {
        return minute >= from && minute < until ? at_beijing(today, until) : when;
    }
    if (minute >= from) return at_beijing(add_days(today, 1), until);
    return minute < until ? at_beijing(today, until) : when;
}

Instant next_working_moment(Instant when, const QuietHours& quiet, const WorkCalendar& calendar) {
    const Instant awake = after_quiet_hours(when, quiet);
    const Date day = beijing_date(awake);
    const Date worked = calendar.worked_on_or_after(day);
    return worked == day ? awake : at_beijing(worked, beijing_minute_of_day(awake));
}

}  // namespace league
