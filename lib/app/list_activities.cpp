#include "lib/app/list_activities.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/database.hpp"

namespace league {
namespace {

constexpr int kMostRows = 100;
constexpr int kMostSkipped = 100000;

void check_range(std::vector<FieldError>& errors, const char* field, int value, int min, int max) {
    if (value >= min && value <= max) return;
    errors.push_back({field, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
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
        return ActivityStore(tx).list(filter);
    });
}

}  // namespace league
