// What is due by the calendar: moves of units when their month begins, the column after each half month, the monthly
// reminder, the daily clean-up, the standings of the day. Each job runs once a period, also after a stop of days: late
// it runs with the period it belongs to, too late it is only reported. A fresh installation has nothing to make up for.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/app/move_unit.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/publish_column.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/supervise.hpp"
#include "lib/app/tidy_records.hpp"
#include "lib/platform/config.hpp"
#include "lib/storage/database.hpp"

namespace league {

struct ScheduleOptions {
    ColumnConfig column;
    ReminderConfig reminders;
    std::string column_unit;             ///< code; empty is the unit at the top of the tree
    std::chrono::days column_late{7};    ///< a column later than this is not published by itself
    std::chrono::days reminder_late{5};  ///< so much after its day a reminder comes too late
    std::chrono::minutes tidy{3 * 60 + 30};
    std::chrono::minutes standing{23 * 60};  ///< when the figures of a day are kept
    bool propose = true;                     ///< let the rules of supervision look at every township each day
    std::chrono::minutes supervision{7 * 60 + 30};
};

class Schedule {
public:
    Schedule(Database& database, PublishColumn& publish, PlanReminders& remind, SettleMoves& settle, TidyRecords& tidy,
             FreezeStanding& freeze, ProposeSupervisions& supervise, ScheduleOptions options);

    /// Runs what is due and did not run. A job that fails is logged and tried again at the next call. Returns the names
    /// of what ran, "column 2026-11-H1".
    std::vector<std::string> run_due(Instant now);

private:
    struct Job {
        std::string_view name;
        std::string period;
        Instant due;
        Instant late;  ///< from then on it is only reported
        std::function<std::string()> run;
    };
    std::vector<Job> jobs(Instant now);
    bool run(const Job& job, Instant now);

    Database& database_;
    PublishColumn& publish_;
    PlanReminders& remind_;
    SettleMoves& settle_;
    TidyRecords& tidy_;
    FreezeStanding& freeze_;
    ProposeSupervisions& supervise_;
    ScheduleOptions options_;
};

}  // namespace league
