#include "bot/schedule.hpp"

#include <algorithm>

#include "lib/platform/log.hpp"
#include "lib/storage/schedule_store.hpp"

namespace league {
namespace {

constexpr std::string_view kColumnJob = "column";
constexpr std::string_view kReminderJob = "reminder";
constexpr std::string_view kMovesJob = "moves";
constexpr std::string_view kTidyJob = "tidy";
constexpr std::string_view kStandingJob = "standing";
constexpr std::string_view kSupervisionJob = "supervision";
constexpr const char* kStart = "start";  // stands for a period in the row that makes a job known

/// How far back missed periods are looked for, so that a gap in the records of runs is reported.
constexpr int kHalfMonthsBack = 4;

Date day_of_month(const Month& month, int day) {
    const Date last = month.last_day();
    const auto wanted = std::chrono::day(static_cast<unsigned>(std::max(day, 1)));
    return Date(last.year(), last.month(), std::min(wanted, last.day()));
}

}  // namespace

Schedule::Schedule(Database& database, PublishColumn& publish, PlanReminders& remind, SettleMoves& settle,
                   TidyRecords& tidy, FreezeStanding& freeze, ProposeSupervisions& supervise, ScheduleOptions options)
    : database_(database),
      publish_(publish),
      remind_(remind),
      settle_(settle),
      tidy_(tidy),
      freeze_(freeze),
      supervise_(supervise),
      options_(std::move(options)) {}

std::vector<Schedule::Job> Schedule::jobs(Instant now) {
    std::vector<Job> jobs;
    const Month this_month = Month::of(now);
    jobs.push_back({kMovesJob, this_month.str(), this_month.span().begin, this_month.span().end,
                    [this] { return "moved " + std::to_string(settle_.run()); }});
    if (options_.column.enabled) {
        HalfMonth half = HalfMonth::of(now);
        for (int i = 0; i < kHalfMonthsBack; ++i) {
            half = half.previous();
            const Instant due = at_beijing(add_days(half.last_day(), options_.column.days_after),
                                           static_cast<int>(options_.column.time.count()));
            jobs.push_back(
                {kColumnJob, half.str(), due, due + options_.column_late, [this, half] {
                     const auto output = publish_.run(Actor::system(), {options_.column_unit, half, std::nullopt, ""});
                     return "issue " + std::to_string(output.bulletin.issue);
                 }});
        }
    }
    if (options_.reminders.enabled) {
        const Month month = Month::of(now);
        const Instant due =
            at_beijing(day_of_month(month, options_.reminders.day), static_cast<int>(options_.reminders.time.count()));
        jobs.push_back({kReminderJob, month.str(), due,
                        std::min<Instant>(due + options_.reminder_late, month.span().end), [this, month] {
                            const auto output = remind_.run(Actor::system(), {options_.column_unit, month});
                            return "planned " + std::to_string(output.planned);
                        }});
    }
    const Date today = beijing_date(now);
    jobs.push_back({kTidyJob, to_iso(today), at_beijing(today, static_cast<int>(options_.tidy.count())),
                    at_beijing(add_days(today, 1)),
                    [this, now] { return "erased " + std::to_string(tidy_.run(now)); }});
    // Only the day itself: the figures of a day that is over cannot be read off the next one.
    jobs.push_back({kStandingJob, to_iso(today), at_beijing(today, static_cast<int>(options_.standing.count())),
                    at_beijing(add_days(today, 1)),
                    [this, today] { return "counties " + std::to_string(freeze_.run_daily(today)); }});
    if (options_.propose) {
        jobs.push_back(
            {kSupervisionJob, to_iso(today), at_beijing(today, static_cast<int>(options_.supervision.count())),
             at_beijing(add_days(today, 1)), [this] { return "proposed " + std::to_string(supervise_.run_daily()); }});
    }
    // The oldest first: issues are numbered in their order.
    std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.due < b.due; });
    return jobs;
}

std::vector<std::string> Schedule::run_due(Instant now) {
    std::vector<std::string> ran;
    const std::vector<Job> all = jobs(now);
    struct Known {
        std::vector<bool> job;
        std::vector<bool> period;
    };
    const Known known = database_.read([&](ReadTransaction& tx) {
        Known found;
        const ScheduleStore store(tx);
        for (const Job& job : all) {
            found.job.push_back(store.knows(job.name));
            found.period.push_back(store.outcome(job.name, job.period).has_value());
        }
        return found;
    });
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Job& job = all[i];
        const auto record = [&](const std::string& outcome, const std::string& period) {
            return database_.write(
                [&](Transaction& tx) { return ScheduleWriter(tx).record(job.name, period, outcome); });
        };
        // What was due before the first start is not made up for; the job is known from now on.
        const bool is_first_start = !known.job[i] && job.name != kTidyJob && job.name != kStandingJob &&
                                    job.name != kMovesJob && job.name != kSupervisionJob;
        if (is_first_start) record("first start", kStart);
        if (job.due > now || known.period[i]) continue;
        if (is_first_start) {
            record("before the first start", job.period);
            continue;
        }
        if (now >= job.late) {
            if (record("too late", job.period)) {
                log::warning("scheduled work came too late and was left out",
                             {{"job", job.name}, {"period", job.period}});
            }
            continue;
        }
        if (run(job, now)) ran.push_back(std::string(job.name) + " " + job.period);
    }
    return ran;
}

/// The work is idempotent in itself (one issue a half month, one reminder a person and month), so it is done first and
/// recorded after: dying in between repeats it without effect.
bool Schedule::run(const Job& job, Instant now) {
    try {
        const std::string outcome = job.run();
        const auto late_by = std::chrono::duration_cast<std::chrono::minutes>(now - job.due);
        database_.write([&](Transaction& tx) { ScheduleWriter(tx).record(job.name, job.period, outcome); });
        log::info("scheduled work done", {{"job", job.name},
                                          {"period", job.period},
                                          {"outcome", outcome},
                                          {"late_minutes", static_cast<long long>(late_by.count())}});
        return true;
    } catch (const Problem& problem) {
        log::error("scheduled work failed",
                   {{"job", job.name}, {"period", job.period}, {"problem", problem.key()}, {"why", problem.details()}});
        return false;
    }
}

}  // namespace league
