#include "tools/leaguectl/after_restore.hpp"

#include <algorithm>

#include "lib/app/plan_reminders.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/schedule_store.hpp"

namespace league::ctl {
namespace {

constexpr const char* kOutcome = "restored";
constexpr int kHalfMonthsBack = 4;  // as far as the bot looks for missed columns
constexpr int kMostWaiting = 10000;

struct Job {
    std::string name;  ///< as in bot/schedule.cpp
    std::string period;
    Instant due;
};

std::vector<Job> jobs_of(const Config& config, Instant now) {
    std::vector<Job> jobs;
    HalfMonth half = HalfMonth::of(now);
    for (int i = 0; config.column.enabled && i < kHalfMonthsBack; ++i) {
        half = half.previous();
        const Date day = add_days(half.last_day(), config.column.days_after);
        jobs.push_back({"column", half.str(), at_beijing(day, static_cast<int>(config.column.time.count()))});
    }
    if (config.reminders.enabled) {
        const Month month = Month::of(now);
        const Date last = month.last_day();
        const auto wanted = std::chrono::day(static_cast<unsigned>(std::max(config.reminders.day, 1)));
        const Date day(last.year(), last.month(), std::min(wanted, last.day()));
        jobs.push_back({"reminder", month.str(), at_beijing(day, static_cast<int>(config.reminders.time.count()))});
    }
    return jobs;
}

long long cancel_waiting(Transaction& tx, const Seals& seals) {
    long long cancelled = 0;
    for (const std::string_view kind : {kRemind, kRemindNotice, kRemindText}) {
        OutboxFilter filter;
        filter.state = OutboxState::due;
        filter.kind = std::string(kind);
        filter.limit = kMostWaiting;
        for (const OutboxRow& row : OutboxStore(tx, seals).list(filter)) {
            if (!OutboxWriter(tx, seals).cancel(row.id, kOutcome)) continue;
            AuditWriter(tx, seals.digest).append(Actor::system(), {"cancel_outbox", "outbox", row.id.str(), {"state"}});
            ++cancelled;
        }
    }
    return cancelled;
}

}  // namespace

std::vector<std::string> stop_repeats(Desk& desk, Instant made_at) {
    const Instant now = desk.clock().now();
    const std::vector<Job> jobs = jobs_of(desk.config(), now);
    // Nothing else is open on restored records, so one long transaction keeps nobody waiting.
    return desk.ready_database().write([&](Transaction& tx) {
        std::vector<std::string> stopped;
        for (const Job& job : jobs) {
            if (job.due <= made_at || job.due > now) continue;
            if (ScheduleWriter(tx).record(job.name, job.period, kOutcome))
                stopped.push_back(job.name + " " + job.period);
        }
        const long long waiting = cancel_waiting(tx, desk.seals());
        if (waiting > 0) stopped.push_back(std::to_string(waiting) + " waiting reminders");
        return stopped;
    });
}

}  // namespace league::ctl
