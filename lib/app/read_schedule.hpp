// What the bot does by the calendar in the days to come, and what it would do on one day: nothing is run or written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/planned_work.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/progress.hpp"
#include "lib/storage/database.hpp"

namespace league {

class ReadSchedule {
public:
    struct Line {
        std::string work;
        std::string rule;  ///< in the words of the configuration
        WorkTime time;
        std::optional<std::string> outcome;  ///< of a run that was; "too late" when it was left out
        /// Of work about logs: the figures of its period as they are now. Nothing before the period began.
        std::optional<Figures> figures;
    };
    struct Output {
        Instant as_of;
        std::vector<Line> lines;
        std::vector<int> years_unknown;  ///< years of these lines whose notice of days off is not in the calendar
    };

    /// `unit`: code of the unit whose logs the work is about; empty is the top of the tree.
    ReadSchedule(Database& database, std::vector<PlannedWork> works, WorkCalendar calendar, std::string unit)
        : database_(database), works_(std::move(works)), calendar_(std::move(calendar)), unit_(std::move(unit)) {}

    // Both throw Problem not_allowed to who may not manage_sending at the top of the tree.

    /// The next times of every rule, rule by rule.
    Output next(const Actor& actor, std::size_t count);
    /// All of one Beijing day in their order.
    Output day(const Actor& actor, Date date);

private:
    Output finish(const Actor& actor, std::vector<Line> lines, bool with_figures);

    Database& database_;
    std::vector<PlannedWork> works_;
    WorkCalendar calendar_;
    std::string unit_;
};

}  // namespace league
