// Runs what is due by the calendar (lib/app/planned_work.hpp): each once a period, also after a stop of days. Late it
// runs with the period it belongs to, too late it is only reported. A fresh installation has nothing to make up for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/app/planned_work.hpp"
#include "lib/storage/database.hpp"

namespace league {

/// Does the work of a period and says what came of it: "issue 7". `at` is when it was due. Idempotent: dying before the
/// run is recorded repeats it.
using DoWork = std::function<std::string(const std::string& period, Instant at)>;

struct ScheduledWork {
    PlannedWork plan;
    DoWork run;
};

class Schedule {
public:
    Schedule(Database& database, WorkCalendar calendar, std::vector<ScheduledWork> all)
        : database_(database), calendar_(std::move(calendar)), all_(std::move(all)) {}

    /// Runs what is due and did not run. Work that fails is logged and tried again at the next call. Returns the names
    /// of what ran, "column 2026-11-H1".
    std::vector<std::string> run_due(Instant now);

private:
    struct Due {
        const ScheduledWork* work = nullptr;
        WorkTime time;
    };
    std::vector<Due> due(Instant now) const;
    bool run(const Due& due, Instant now);

    Database& database_;
    WorkCalendar calendar_;
    std::vector<ScheduledWork> all_;
};

}  // namespace league
