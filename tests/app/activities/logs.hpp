// Shorthand of these tests: a log as a branch would make it, and the figures as they stand.
#pragma once

#include <string>

#include "lib/app/read_progress.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/app/verify.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tests/support/world.hpp"

namespace league::test {

inline Date day(int year, unsigned month, unsigned day_of_month) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month)};
}

inline ActivityContent content_at(const std::string& org, Date date, int present = 28) {
    ActivityContent content;
    content.org = OrgUnitId(org);
    content.kind = "theme_day";
    content.title = "学雷锋志愿服务";
    content.started_at = at_beijing(date, 8 * 60);
    content.place = "敬老院";
    content.expected = 30;
    content.present = present;
    content.content = "打扫卫生。";
    return content;
}

inline ActivityId new_id(World& world) {
    return ActivityId(make_uuid_v7(world.random(), world.clock().now()));
}

/// Saves a log for a branch by its code, as its township would.
inline Activity save(World& world, const std::string& code, Date date, int present = 28) {
    SubmitActivity submit(world.database(), world.seals());
    return submit.run(Actor::system(), {new_id(world), content_at(code, date, present), ActivitySource::desk, {}})
        .activity;
}

inline Figures figures(World& world, const std::string& code, const std::string& period) {
    return ReadProgress(world.database()).run(Actor::system(), {code, *parse_period(period)}).totals;
}

/// "active/activities/present".
inline std::string shown(World& world, const std::string& code, const std::string& period) {
    const Figures found = figures(world, code, period);
    return std::to_string(found.active) + "/" + std::to_string(found.activities) + "/" + std::to_string(found.present);
}

inline bool figures_are_right(World& world) {
    return verify_figures(world.database()).ok;
}

/// The key of the Problem that `fn` throws, of its first field when it names fields; "none" when it comes back.
template <class Fn>
std::string refusal(Fn fn) {
    try {
        fn();
    } catch (const Problem& problem) {
        if (problem.errors().empty()) return problem.key();
        return problem.errors().front().field + " " + problem.errors().front().key;
    }
    return "none";
}

}  // namespace league::test
