#include "bot/schedule.hpp"

#include <algorithm>
#include <set>

#include "lib/base/problem.hpp"
#include "lib/platform/log.hpp"
#include "lib/storage/schedule_store.hpp"

namespace league {
namespace {

constexpr const char* kStart = "start";  // stands for a period in the row that makes work known

/// How far back missed periods are looked for, so that a gap in the records of runs is reported.
constexpr std::chrono::days kLookBack{62};

}  // namespace

std::vector<Schedule::Due> Schedule::due(Instant now) const {
    std::vector<Due> found;
    for (const ScheduledWork& work : all_) {
        const auto back =
            work.plan.is_quiet ? work.plan.late : std::max<std::chrono::seconds>(work.plan.late, kLookBack);
        for (WorkTime& time : times_of(work.plan, now - back, now + std::chrono::milliseconds(1), calendar_)) {
            found.push_back({&work, std::move(time)});
        }
    }
    // The oldest first: issues are numbered in their order.
    std::stable_sort(found.begin(), found.end(), [](const Due& a, const Due& b) { return a.time.at < b.time.at; });
    return found;
}

std::vector<std::string> Schedule::run_due(Instant now) {
    std::vector<Due> all = due(now);
    std::set<std::string> unknown;
    database_.read([&](ReadTransaction& tx) {
        const ScheduleStore store(tx);
        for (const ScheduledWork& work : all_) {
            if (!work.plan.is_quiet && !store.knows(work.plan.name)) unknown.insert(work.plan.name);
        }
        std::erase_if(all,
                      [&](const Due& one) { return store.outcome(one.work->plan.name, one.time.period).has_value(); });
    });
    const auto record = [&](const std::string& name, const std::string& outcome, const std::string& period) {
        return database_.write([&](Transaction& tx) { return ScheduleWriter(tx).record(name, period, outcome); });
    };
    // What was due before the first start is not made up for; the work is known from now on.
    for (const std::string& name : unknown) record(name, "first start", kStart);

    std::vector<std::string> ran;
    for (const Due& one : all) {
        const std::string& name = one.work->plan.name;
        if (unknown.contains(name)) {
            record(name, "before the first start", one.time.period);
        } else if (now >= one.time.at + one.work->plan.late) {
            // Of house-keeping it is no news and no alarm.
            if (record(name, one.work->plan.is_quiet ? "passed" : "too late", one.time.period) &&
                !one.work->plan.is_quiet) {
                log::warning("scheduled work came too late and was left out",
                             {{"job", name}, {"period", one.time.period}});
            }
        } else if (run(one, now)) {
            ran.push_back(name + " " + one.time.period);
        }
    }
    return ran;
}

/// The work is idempotent in itself (one issue a half month, one reminder a person and day), so it is done first and
/// recorded after: dying in between repeats it without effect.
bool Schedule::run(const Due& due, Instant now) {
    const std::string& name = due.work->plan.name;
    try {
        const std::string outcome = due.work->run(due.time.period, due.time.at);
        const auto late_by = std::chrono::duration_cast<std::chrono::minutes>(now - due.time.at);
        database_.write([&](Transaction& tx) { ScheduleWriter(tx).record(name, due.time.period, outcome); });
        log::info("scheduled work done", {{"job", name},
                                          {"period", due.time.period},
                                          {"outcome", outcome},
                                          {"late_minutes", static_cast<long long>(late_by.count())}});
        return true;
    } catch (const Problem& problem) {
        log::error(
            "scheduled work failed",
            {{"job", name}, {"period", due.time.period}, {"problem", problem.key()}, {"why", problem.details()}});
        return false;
    }
}

}  // namespace league
