#include "server/talk/save_log.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/kind_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league::talk {
namespace {

// A log without a time of day stands at noon, which is in the right day however it is read.
constexpr int kNoon = 12 * 60;

/// Whether the branch has another log of that day, kind and name: sent twice by mistake more often than done twice.
bool has_twin(Transaction& tx, const Activity& saved) {
    const Date day = beijing_date(saved.content.started_at);
    return ActivityStore(tx).has_twin(saved, {at_beijing(day, 0), at_beijing(add_days(day, 1), 0)});
}

}  // namespace

std::string SaveLog::run_in(Transaction& tx, const Turn& turn, const ActivityId& id,
                            const ActivityContent& content) const {
    const Actor actor = actor_now(tx, turn.actor);
    const Activity log = submit_.run_in(tx, actor, {id, content, ActivitySource::chat, std::nullopt}).activity;
    const ActivityContent& saved = log.content;
    const Month month = Month::of(saved.started_at);
    const Progress progress = progress_.run_in(tx, actor, {saved.org.str(), Period(month)});
    const auto kind = KindStore(tx).find(saved.kind);
    return phrases_.text("replies/record", "saved",
                         {{"unit", progress.unit.name},
                          {"kind", kind ? kind->label : saved.kind},
                          {"day", day_of(saved.started_at, tx.now())},
                          {"title", saved.title},
                          {"expected", std::to_string(saved.expected)},
                          {"present", std::to_string(saved.present)},
                          {"month", month.chinese()},
                          {"count", std::to_string(progress.totals.activities)},
                          {"twin", has_twin(tx, log) ? "1" : ""}});
}

std::string SaveLog::day_of(Instant started_at, Instant now) {
    const Date day = beijing_date(started_at);
    const bool has_hour = beijing_minute_of_day(started_at) != kNoon && day.year() == beijing_date(now).year();
    return has_hour ? to_chinese_minute(started_at) : day_of(day, now);
}

std::string SaveLog::day_of(Date day, Instant now) {
    return day.year() == beijing_date(now).year() ? to_chinese_day(day) : to_iso(day);
}

Instant SaveLog::start_of(Date day, std::optional<int> minute, Instant now) {
    if (minute) return at_beijing(day, *minute);
    // Not later than now: an activity of this morning logged at ten did not begin at noon.
    const bool is_today = day == beijing_date(now);
    return at_beijing(day, is_today ? std::min(kNoon, beijing_minute_of_day(now)) : kNoon);
}

std::string faults_in_words(const Phrases& phrases, const Problem& problem) {
    if (problem.errors().empty()) return phrases.explain(problem, {{"request_id", ""}});
    std::string lines;
    for (const FieldError& error : problem.errors()) {
        if (!lines.empty()) lines += '\n';
        lines += phrases.explain(error);
    }
    return lines;
}

}  // namespace league::talk
