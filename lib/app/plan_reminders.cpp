#include "lib/app/plan_reminders.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lib/app/tell_person.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr std::size_t kRowsPerJob = 100;  // well under 50 ms of lock

struct Plan {
    OrgUnit unit;
    std::vector<OrgUnit> branches;      ///< without a counted log
    std::vector<PersonId> secretaries;  ///< of these, each once
    std::vector<OrgUnit> without_secretary;
};

Plan plan_of(ReadTransaction& tx, const Seals& seals, const Actor& actor, const PlanReminders::Input& input) {
    Plan plan;
    plan.unit = unit_or_top(tx, input.unit);
    require(actor, Verb::manage_column, plan.unit);
    if (tx.now() < input.month.span().begin) throw Problem(ProblemCode::conflict, "reminder_month_ahead");
    if (tx.now() >= input.month.span().end) throw Problem(ProblemCode::conflict, "reminder_month_over");
    plan.branches = FiguresStore(tx).branches_without_log(plan.unit.path, Period(input.month));

    std::map<OrgUnitId, std::vector<PersonId>> secretaries;
    for (const RoleHolder& holder : RoleStore(tx).list_under(plan.unit.path, seals)) {
        if (holder.role == Role::branch_secretary) secretaries[holder.unit].push_back(holder.person);
    }
    std::set<PersonId> seen;
    for (const OrgUnit& branch : plan.branches) {
        const auto found = secretaries.find(branch.id);
        if (found == secretaries.end()) {
            plan.without_secretary.push_back(branch);
            continue;
        }
        for (const PersonId& person : found->second) {
            if (seen.insert(person).second) plan.secretaries.push_back(person);
        }
    }
    return plan;
}

template <typename Item, typename Write>
void in_slices(Database& database, const std::vector<Item>& items, Write write) {
    for (std::size_t done = 0; done < items.size(); done += kRowsPerJob) {
        const std::size_t end = std::min(done + kRowsPerJob, items.size());
        database.write([&](Transaction& tx) { write(tx, done, end); });
    }
}

}  // namespace

std::string reminder_key(const std::string& period, const PersonId& person) {
    return "remind-log:" + period + ":" + person.str();
}

PlanReminders::Output PlanReminders::run(const Actor& actor, const Input& input) {
    const Plan plan = database_.read([&](ReadTransaction& tx) { return plan_of(tx, seals_, actor, input); });
    Output output;
    output.branches = static_cast<long long>(plan.branches.size());
    const std::string period = input.month.str();

    std::vector<bool> is_new(plan.secretaries.size());
    in_slices(database_, plan.secretaries, [&](Transaction& tx, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const PersonId& person = plan.secretaries[i];
            OutboxDraft draft = tell_draft(kAboutReminder, reminder_key(period, person), person);
            draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
            draft.period = period;
            draft.due_at = after_quiet_hours(tx.now(), quiet_);
            is_new[i] = OutboxWriter(tx, seals_).enqueue(draft);
        }
    });
    output.planned = std::count(is_new.begin(), is_new.end(), true);
    output.known = static_cast<long long>(is_new.size()) - output.planned;

    in_slices(database_, plan.without_secretary, [&](Transaction& tx, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            CallEntry entry;
            entry.id = make_uuid_v7(random_, tx.now());
            entry.period = period;
            entry.unit = plan.without_secretary[i].id;
            entry.reason = "reason.no_secretary";
            CallListWriter(tx).insert(entry);
        }
    });
    output.without_secretary = static_cast<long long>(plan.without_secretary.size());
    if (output.planned > 0) {
        database_.write([&](Transaction& tx) {
            AuditWriter(tx, seals_.digest).append(actor, {"plan_reminders", "unit", plan.unit.id.str(), {"period"}});
        });
    }
    return output;
}

}  // namespace league
