// Which days are worked in China: weekends, and what the State Council's yearly notice makes of them (holidays, and
// weekend days that are worked instead). A year without a notice has its weekends alone, and says so.
#pragma once

#include <map>
#include <set>

#include "lib/domain/beijing_time.hpp"

namespace league {

/// What the notice of one year says.
struct HolidayNotice {
    std::set<Date> days_off;
    std::set<Date> worked;  ///< days of a weekend that are worked instead
};

class WorkCalendar {
public:
    /// Weekends alone.
    WorkCalendar() = default;
    /// By year.
    explicit WorkCalendar(std::map<int, HolidayNotice> notices) : notices_(std::move(notices)) {}

    bool is_worked(Date day) const;
    /// Whether the notice of the day's year is known.
    bool knows_year_of(Date day) const;
    /// The day itself when it is worked, else the nearest worked one before or after it.
    Date worked_on_or_before(Date day) const;
    Date worked_on_or_after(Date day) const;

private:
    std::map<int, HolidayNotice> notices_;
};

}  // namespace league
