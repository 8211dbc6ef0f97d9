#include "lib/app/read_due.hpp"

#include <algorithm>

#include "lib/app/page_limits.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr int kMostListed = 200;

void count(ReadDue::RuleLine& line, DutyState state) {
    ++line.asked;
    switch (state) {
        case DutyState::done: ++line.done; return;
        case DutyState::due: ++line.due; return;
        case DutyState::overdue: ++line.overdue; return;
    }
    stop("unknown DutyState");
}

bool is_wanted(const Duty& duty, const std::optional<DutyState>& state) {
    return state ? duty.state == *state : duty.state != DutyState::done;
}

std::vector<CadenceRule> rules_asked(ReadTransaction& tx, const std::optional<std::string>& id) {
    std::vector<CadenceRule> rules = CadenceStore(tx).list();
    if (id) std::erase_if(rules, [&](const CadenceRule& rule) { return rule.id != *id; });
    return rules;
}

/// Leaves out the rules that ask nobody, and lets the duties count in those that stay.
void drop_idle_rules(ReadDue::Output& output) {
    std::vector<std::size_t> place(output.rules.size(), 0);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < output.rules.size(); ++i) {
        if (output.rules[i].asked > 0) place[i] = kept++;
    }
    for (ReadDue::Organisation& organisation : output.listed) {
        for (Duty& duty : organisation.duties) duty.rule = place[duty.rule];
    }
    std::erase_if(output.rules, [](const ReadDue::RuleLine& line) { return line.asked == 0; });
}

}  // namespace

ReadDue::Output ReadDue::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_activities, unit);
        check_page(input.limit, input.offset, kMostListed);
        const Month month = input.month.value_or(Month::of(tx.now()));
        Output output{std::move(unit), month, tx.now(), {}, {}, 0};
        const std::vector<CadenceRule> rules = rules_asked(tx, input.rule);
        for (const CadenceRule& rule : rules) output.rules.push_back({rule, range_of(rule.period, month), 0, 0, 0, 0});
        const MonthDuties asked(rules, month);
        for (OrgYear& org : CadenceStore(tx).organisations(output.unit.path, year_of(month))) {
            const DutyFacts facts{org.path, org.kind, asked_since(org.opened_at), org.members};
            std::vector<Duty> duties = asked.of(facts, org.year, tx.now());
            for (const Duty& duty : duties) count(output.rules[duty.rule], duty.state);
            std::erase_if(duties, [&](const Duty& duty) { return !is_wanted(duty, input.state); });
            if (duties.empty()) continue;
            if (output.total++ < input.offset || static_cast<int>(output.listed.size()) == input.limit) continue;
            output.listed.push_back({OrgStore(tx).find(org.unit).value(), std::move(duties)});
        }
        drop_idle_rules(output);
        return output;
    });
}

}  // namespace league
