#include "lib/app/read_timeliness.hpp"

#include "lib/app/top_unit.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"

namespace league {

ReadTimeliness::Output ReadTimeliness::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_activities, unit);
        const Period period = input.period.value_or(Period(Month::of(tx.now())));
        OrgActivityStore store(tx);
        const auto of = [&](const OrgUnit& one) {
            return store.timeliness(one.path, span_of(period), rules_.timely_days);
        };
        Output output{unit, period, tx.now(), of(unit), {}};
        for (CountedUnit& child : OrgStore(tx).children(unit.id)) {
            const Timeliness timeliness = of(child.unit);
            output.rows.push_back({std::move(child.unit), timeliness});
        }
        return output;
    });
}

}  // namespace league
