#include "lib/app/read_schedule.hpp"

#include <algorithm>
#include <set>

#include "lib/app/read_progress.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/schedule_store.hpp"

namespace league {
namespace {

void require_manager(ReadTransaction& tx, const Actor& actor) {
    if (!actor.is_operator) require(actor, Verb::manage_sending, unit_or_top(tx, ""));
}

/// The period whose logs the work at that time is about.
std::optional<Period> logs_of(const ReadSchedule::Line& line) {
    if (line.work == kColumnWork) return parse_period(line.time.period);
    if (line.work == kReminderWork) return Period(Month::of(line.time.at));
    return std::nullopt;
}

}  // namespace

ReadSchedule::Output ReadSchedule::next(const Actor& actor, std::size_t count) {
    const Instant now = database_.read([&](ReadTransaction& tx) { return tx.now(); });
    std::vector<Line> lines;
    for (const PlannedWork& work : works_) {
        for (const ScheduleRule& rule : work.rules) {
            for (ScheduleRule::Occurrence& one : rule.next(now, count, calendar_)) {
                WorkTime time{work.by_day ? to_iso(beijing_date(one.at)) : std::move(one.period), one.at};
                lines.push_back({work.name, rule.words(), std::move(time), std::nullopt, std::nullopt});
            }
        }
    }
    return finish(actor, std::move(lines), false);
}

ReadSchedule::Output ReadSchedule::day(const Actor& actor, Date date) {
    const Instant from = at_beijing(date);
    const Instant to = at_beijing(add_days(date, 1));
    std::vector<Line> lines;
    for (const PlannedWork& work : works_) {
        for (WorkTime& time : times_of(work, from, to, calendar_)) {
            // Rules that fall together are one run: each that does is named.
            std::string words;
            for (const ScheduleRule& rule : work.rules) {
                if (rule.between(from, to, calendar_).empty()) continue;
                if (!words.empty()) words += "; ";
                words += rule.words();
            }
            lines.push_back({work.name, std::move(words), std::move(time), std::nullopt, std::nullopt});
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.time.at < b.time.at; });
    return finish(actor, std::move(lines), true);
}

ReadSchedule::Output ReadSchedule::finish(const Actor& actor, std::vector<Line> lines, bool with_figures) {
    return database_.read([&](ReadTransaction& tx) {
        require_manager(tx, actor);
        const ScheduleStore runs(tx);
        const auto unit = with_figures ? top_unit(tx) : std::nullopt;
        std::set<int> unknown;
        for (Line& line : lines) {
            line.outcome = runs.outcome(line.work, line.time.period);
            const Date day = beijing_date(line.time.at);
            if (!calendar_.knows_year_of(day)) unknown.insert(static_cast<int>(day.year()));
            const std::optional<Period> period = logs_of(line);
            if (!unit || !period || tx.now() < span_of(*period).begin) continue;
            const std::string code = unit_.empty() ? unit->code : unit_;
            line.figures = ReadProgress(database_).run_in(tx, Actor::system(), {code, *period}).totals;
        }
        return Output{tx.now(), std::move(lines), {unknown.begin(), unknown.end()}};
    });
}

}  // namespace league
