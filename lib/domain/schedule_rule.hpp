// When something is done, in words that an office writes into the configuration:
//
//     每日 07:30        每周一 09:00      每月20日 09:00     每月最后一天 17:00
//     每月截止前3天      每月截止当天       每月截止后2天 10:00
//     半月截止前2天      半月截止当天       半月截止后1天 09:00      每年12月20日 09:00
//
// A month ends on its last day, a half month on the 15th or the last day. The time is Beijing's, 09:00 when it is left
// out. What falls on a day off goes to the worked day after it with 遇休息日顺延, before it with 遇休息日提前.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/domain/period.hpp"
#include "lib/domain/work_calendar.hpp"

namespace league {

enum class RuleFault {
    unknown_words,   ///< none of the forms above
    no_such_day,     ///< 每月32日, 每年2月30日, 截止前40天
    no_such_time,    ///< 25:00
    trailing_words,  ///< something follows that was not understood
};

class ScheduleRule {
public:
    enum class Repeat { day, week, month, month_end, half_end, year };
    enum class DayOff { as_it_is, before, after };

    struct Occurrence {
        /// What it is about, as periods are written: "2026-11-H1" or "2026-11" for those that count from an end, the
        /// month that is over for 每月截止后2天; "2026-11" of 每月20日; "2026-12-20" of a day, week or year.
        std::string period;
        Instant at;

        bool operator==(const Occurrence&) const = default;
    };

    /// Spaces and full-width forms are all the same to it.
    static Result<ScheduleRule, RuleFault> parse(std::string_view words);

    /// Of words that are known to be right: others stop the process.
    static ScheduleRule of(std::string_view words);

    /// As it was written.
    const std::string& words() const { return words_; }
    Repeat repeat() const { return repeat_; }
    /// Days after the end of the period, below 0 before it; for month_end and half_end.
    int offset_days() const { return offset_; }

    /// Those in [from, to), the earliest first; two may fall on one instant.
    std::vector<Occurrence> between(Instant from, Instant to, const WorkCalendar& calendar) const;
    /// The next ones from `from` on.
    std::vector<Occurrence> next(Instant from, std::size_t count, const WorkCalendar& calendar) const;

private:
    ScheduleRule() = default;
    Instant instant_of(Date day, const WorkCalendar& calendar) const;

    std::string words_;
    Repeat repeat_ = Repeat::day;
    DayOff day_off_ = DayOff::as_it_is;
    int minute_ = 9 * 60;
    int day_ = 0;      ///< of month or year
    int month_ = 0;    ///< of year
    int weekday_ = 0;  ///< 1 is Monday
    int offset_ = 0;
};

}  // namespace league
