#include "lib/app/list_activities.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/database.hpp"

namespace league {
namespace {

constexpr int kMostRows = 100;
constexpr int kMostSkipped = 100000;

void check_range(std::vector<FieldError>& errors, const char* field, int value, int min, int max) {
    if (value >= min && value <= max) return;
    errors.push_back({field, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
}

void withhold_doubtful(ReadTransaction& tx, ActivityPage& page) {
    const ContentCheckStore checks(tx);
    for (ActivityRow& row : page.rows) {
        const std::optional<ContentCheck> check = checks.find(row.activity.id);
        if (!check || !is_withheld(check->state)) continue;
        withhold_words(row.activity.content);
        row.activity.return_reason.clear();
    }
}

}  // namespace

ListActivities::Output ListActivities::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(actor, Verb::see_activities, unit);
        std::vector<FieldError> errors;
        check_range(errors, "limit", input.limit, 1, kMostRows);
        check_range(errors, "offset", input.offset, 0, kMostSkipped);
        if (!errors.empty()) throw Problem::invalid(std::move(errors));
        ActivityFilter filter;
        filter.under = unit.path;
        if (input.period) filter.started = span_of(*input.period);
        filter.state = input.state;
        filter.kind = input.kind;
        filter.with_restricted = may(actor, Verb::see_restricted, unit);
        filter.limit = input.limit;
        filter.offset = input.offset;
        ActivityPage page = ActivityStore(tx).list(filter);
        if (!sees_doubtful_words(actor, unit)) withhold_doubtful(tx, page);
        return page;
    });
}

}  // namespace league
