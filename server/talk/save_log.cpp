#include "server/talk/save_log.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/kind_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league::talk {
namespace {

// A log without a time of day stands at noon, which is in the right day however it is read.
constexpr int kNoon = 12 * 60;

}  // namespace

std::string SaveLog::run_in(Transaction& tx, const Turn& turn, const ActivityId& id,
                            const ActivityContent& content) const {
    const Actor actor = actor_now(tx, turn.actor);
    const auto saved = submit_.run_in(tx, actor, {id, content, ActivitySource::chat, std::nullopt}).activity.content;
    const Month month = Month::of(saved.started_at);
    const Progress progress = progress_.run_in(tx, actor, {saved.org.str(), Period(month)});
    const auto kind = KindStore(tx).find(saved.kind);
    return phrases_.text("replies/record", "saved",
                         {{"unit", progress.unit.name},
                          {"kind", kind ? kind->label : saved.kind},
                          {"day", day_of(saved.started_at)},
                          {"title", saved.title},
                          {"expected", std::to_string(saved.expected)},
                          {"present", std::to_string(saved.present)},
                          {"month", month.chinese()},
                          {"count", std::to_string(progress.totals.activities)}});
}

std::string SaveLog::day_of(Instant started_at) {
    return beijing_minute_of_day(started_at) == kNoon ? to_chinese_day(beijing_date(started_at))
                                                      : to_chinese_minute(started_at);
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
