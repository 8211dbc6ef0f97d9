#include "lib/app/read_health.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/alive_store.hpp"
#include "lib/storage/database.hpp"

namespace league {
namespace {

std::vector<ReadHealth::One> ones_of(ReadTransaction& tx, const OrgUnitId& unit) {
    const std::vector<KindTimes> logged = OrgActivityStore(tx).kinds_of(unit);
    std::vector<ReadHealth::One> ones;
    for (ChecklistItem& item : CadenceStore(tx).checklist()) {
        ReadHealth::One one;
        for (const KindTimes& times : logged) {
            if (std::find(item.kinds.begin(), item.kinds.end(), times.kind) == item.kinds.end()) continue;
            one.times += times.times;
            if (!one.last_at || *one.last_at < times.last_at) one.last_at = times.last_at;
        }
        one.item = std::move(item);
        ones.push_back(std::move(one));
    }
    return ones;
}

std::vector<ReadHealth::AskedDuty> duties_in(ReadTransaction& tx, const OrgUnit& unit, const AliveFacts& facts,
                                             Month month) {
    const std::vector<CadenceRule> rules = CadenceStore(tx).list();
    const DutyFacts org{unit.path, unit.kind, facts.opened_at, facts.members};
    std::vector<ReadHealth::AskedDuty> asked;
    for (const Duty& duty :
         MonthDuties(rules, month).of(org, OrgActivityStore(tx).year(unit.id, year_of(month)), tx.now())) {
        asked.push_back({duty, rules[duty.rule]});
    }
    return asked;
}

}  // namespace

ReadHealth::Output ReadHealth::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(actor, Verb::see_activities, unit);
        if (!counts_as_branch(unit.kind)) {
            throw Problem::invalid("unit", "health.not_an_organisation", {{"unit", unit.name}});
        }
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
        std::optional<Output> output = find_in(tx, actor, unit, input.month);
        if (!output) throw Problem::invalid("unit", "health.not_founded", {{"unit", unit.name}});
        return *std::move(output);
    });
}

std::optional<ReadHealth::Output> ReadHealth::find(const Actor& actor, const OrgUnit& unit) {
    return database_.read([&](ReadTransaction& tx) { return find_in(tx, actor, unit, std::nullopt); });
}

std::optional<ReadHealth::Output> ReadHealth::find_in(ReadTransaction& tx, const Actor& actor, OrgUnit unit,
                                                      const std::optional<Month>& asked) const {
    require(actor, Verb::see_activities, unit);
    const std::optional<AliveFacts> facts = AliveStore(tx).find(unit);
    if (!facts) return std::nullopt;
    const Month month = asked.value_or(Month::of(tx.now()));
    Output output{std::move(unit), tx.now(), month, *facts, alive_index(*facts, tx.now(), rules_.alive), {}, {}, {}};
    output.ones = ones_of(tx, output.unit.id);
    output.duties = duties_in(tx, output.unit, *facts, month);
    output.timeliness = OrgActivityStore(tx).timeliness(output.unit.path, month.span(), rules_.timely_days);
    return output;
}

}  // namespace league
