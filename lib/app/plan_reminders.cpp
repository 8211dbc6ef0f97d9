#include "lib/app/plan_reminders.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lib/app/tell_person.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/app/undone_duties.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/outbox_store.hpp"

namespace league {
namespace {

constexpr std::size_t kRowsPerJob = 100;  // well under 50 ms of lock

template <typename Item, typename Write>
void in_slices(Database& database, const std::vector<Item>& items, Write write) {
    for (std::size_t done = 0; done < items.size(); done += kRowsPerJob) {
        const std::size_t end = std::min(done + kRowsPerJob, items.size());
        database.write([&](Transaction& tx) { write(tx, done, end); });
    }
}

}  // namespace

struct PlanReminders::Plan {
    struct Silent {
        OrgUnitId branch;
        std::string period;
    };
    OrgUnit unit;
    long long branches = 0;
    std::vector<PersonId> people;
    long long known = 0;  ///< of these, planned for already
    std::vector<Silent> without_secretary;
};

std::string reminder_key(Date day, const PersonId& person) {
    return kReminderKey + to_iso(day) + ":" + person.str();
}

PlanReminders::Plan PlanReminders::plan_of(ReadTransaction& tx, const Actor& actor, const Input& input) const {
    Plan plan;
    plan.unit = unit_or_top(tx, input.unit);
    require(actor, Verb::manage_column, plan.unit);
    UndoneDuties undone(tx, seals_, settings_.reports);
    const std::vector<RoleHolder> holders = RoleStore(tx).list_under(plan.unit.path, seals_);
    std::set<OrgUnitId> tended;
    for (const RoleHolder& holder : holders) {
        if (holder.role == Role::branch_secretary) tended.insert(holder.unit);
    }
    for (const ReminderTopic& topic : input.topics) {
        const auto month = Month::parse(topic.period);
        if (topic.kind != DutyKind::log || !month) continue;
        for (const OrgUnit& branch : undone.silent(*month)) {
            if (!plan.unit.path.contains(branch.path)) continue;
            ++plan.branches;
            if (!tended.contains(branch.id)) plan.without_secretary.push_back({branch.id, topic.period});
        }
    }
    std::set<PersonId> seen;
    for (const RoleHolder& holder : holders) {
        if (!seen.insert(holder.person).second || undone.of(holder.person, input.topics).empty()) continue;
        plan.people.push_back(holder.person);
        const std::string key = reminder_key(beijing_date(tx.now()), holder.person);
        if (OutboxStore(tx, seals_).find_by_key(key)) ++plan.known;
    }
    return plan;
}

PlanReminders::Output PlanReminders::preview(const Actor& actor, const Input& input) {
    const Plan plan = database_.read([&](ReadTransaction& tx) { return plan_of(tx, actor, input); });
    return {plan.branches, static_cast<long long>(plan.people.size()) - plan.known, plan.known,
            static_cast<long long>(plan.without_secretary.size())};
}

PlanReminders::Output PlanReminders::run(const Actor& actor, const Input& input) {
    const Plan plan = database_.read([&](ReadTransaction& tx) { return plan_of(tx, actor, input); });
    Output output;
    output.branches = plan.branches;

    std::vector<bool> is_new(plan.people.size());
    in_slices(database_, plan.people, [&](Transaction& tx, std::size_t begin, std::size_t end) {
        const Date today = beijing_date(tx.now());
        for (std::size_t i = begin; i < end; ++i) {
            const PersonId& person = plan.people[i];
            OutboxDraft draft = tell_draft(kAboutReminder, reminder_key(today, person), person);
            draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
            draft.period = to_iso(today);
            draft.payload["topics"] = topics_to_text(input.topics);
            draft.due_at = next_working_moment(tx.now(), settings_.quiet, settings_.calendar);
            is_new[i] = OutboxWriter(tx, seals_).enqueue(draft);
        }
    });
    output.planned = std::count(is_new.begin(), is_new.end(), true);
    output.known = static_cast<long long>(is_new.size()) - output.planned;

    in_slices(database_, plan.without_secretary, [&](Transaction& tx, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            CallEntry entry;
            entry.id = make_uuid_v7(random_, tx.now());
            entry.period = plan.without_secretary[i].period;
            entry.unit = plan.without_secretary[i].branch;
            entry.reason = "reason.no_secretary";
            CallListWriter(tx, seals_).insert(entry);
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

PlanReminders::Output PlanReminders::run_month(const Actor& actor, const std::string& unit, const Month& month) {
    const Instant now = database_.read([](ReadTransaction& tx) { return tx.now(); });
    if (now < month.span().begin) throw Problem(ProblemCode::conflict, "reminder_month_ahead");
    if (now >= month.span().end) throw Problem(ProblemCode::conflict, "reminder_month_over");
    return run(actor, {unit, {{DutyKind::log, month.str()}}});
}

}  // namespace league
