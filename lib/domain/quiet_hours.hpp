// When a message may leave for a person: not at night, and not on days off. Times are Beijing's.
#pragma once

#include <chrono>

#include "lib/domain/work_calendar.hpp"

namespace league {

/// Between these times of the day (minutes since midnight) nothing is sent to a person; equal ones mean no such hours.
struct QuietHours {
    std::chrono::minutes from{21 * 60};
    std::chrono::minutes until{8 * 60};
};
/// `when`, or the end of the quiet hours that it falls into.
Instant after_quiet_hours(Instant when, const QuietHours& quiet);
/// The first moment from `when` on that lies on a worked day and outside the quiet hours. The time of the day is kept
/// where only the day moves.
Instant next_working_moment(Instant when, const QuietHours& quiet, const WorkCalendar& calendar);

}  // namespace league
