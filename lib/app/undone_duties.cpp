#include "lib/app/undone_duties.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/domain/half_month_report.hpp"
#include "lib/domain/target.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/call_list_store.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/report_store.hpp"

namespace league {
namespace {

constexpr auto kReturnedSince = std::chrono::days(400);  // as long as a log can be amended

}  // namespace

UndoneDuties::UndoneDuties(ReadTransaction& tx, const Seals& seals, ReportRules rules)
    : tx_(tx), seals_(seals), rules_(rules), pauses_(PauseStore(tx).running()) {}

std::vector<UndoneDuty> UndoneDuties::of(const PersonId& person, const std::vector<ReminderTopic>& topics) {
    std::vector<UndoneDuty> duties;
    if (is_paused(person)) return duties;
    const std::vector<HeldRole> roles = RoleStore(tx_).list_for_person(person);
    for (const ReminderTopic& topic : topics) {
        for (const HeldRole& held : roles) {
            if (!is_paused(held.unit)) add(duties, held, topic);
        }
    }
    return duties;
}

void UndoneDuties::add(std::vector<UndoneDuty>& duties, const HeldRole& held, const ReminderTopic& topic) {
    const OrgUnit& unit = held.unit;
    const std::optional<Period> period = parse_period(topic.period);
    if (!period) return;
    const Month month = month_of(*period);
    UndoneDuty duty{topic.kind, topic.period, unit.id, unit.short_name, month.last_day(), 1};
    switch (topic.kind) {
        case DutyKind::log: {
            if (held.role != Role::branch_secretary) return;
            if (is_silent(unit, month)) duties.push_back(duty);
            const bool is_listed = std::any_of(duties.begin(), duties.end(), [&](const UndoneDuty& one) {
                return one.kind == DutyKind::returned && one.unit == unit.id;
            });
            duty.kind = DutyKind::returned;
            duty.period = Month::of(tx_.now()).str();
            duty.due.reset();
            duty.count = is_listed ? 0 : ActivityStore(tx_).count_returned(unit.id, tx_.now() - kReturnedSince);
            if (duty.count > 0 && !is_settled(unit, duty.period)) duties.push_back(duty);
            return;
        }
        case DutyKind::report: {
            const auto half = HalfMonth::parse(topic.period);
            if (held.role != Role::township_secretary || !half || !lacks_report(unit, *half)) return;
            duty.due = half->last_day();
            duties.push_back(duty);
            return;
        }
        case DutyKind::township:
        case DutyKind::leader: {
            const Role asked = topic.kind == DutyKind::township ? Role::township_secretary : Role::county_leader;
            duty.count = held.role == asked && !is_settled(unit, topic.period) ? silent_below(unit, month) : 0;
            if (duty.count > 0) duties.push_back(duty);
            return;
        }
        case DutyKind::returned: return;
    }
    stop("unknown DutyKind");
}

bool UndoneDuties::is_silent(const OrgUnit& branch, const Month& month) {
    if (const auto known = silent_ids_.find(month.str()); known != silent_ids_.end()) {
        return known->second.contains(branch.id);
    }
    if (is_settled(branch, month.str()) || is_paused(branch)) return false;
    return !FiguresStore(tx_).branches_without_log(branch.path, Period(month)).empty();
}

const std::vector<OrgUnit>& UndoneDuties::silent(const Month& month) {
    const auto known = silent_.find(month.str());
    if (known != silent_.end()) return known->second;
    std::vector<OrgUnit>& branches = silent_[month.str()];
    std::set<OrgUnitId>& ids = silent_ids_[month.str()];
    for (const OrgUnit& root : OrgStore(tx_).roots()) {
        for (OrgUnit& branch : FiguresStore(tx_).branches_without_log(root.path, Period(month))) {
            if (branch.closed_at || is_settled(branch, month.str()) || is_paused(branch)) continue;
            ids.insert(branch.id);
            branches.push_back(std::move(branch));
        }
    }
    return branches;
}

/// By the tree of today: who stands above a branch now is who can see to it, wherever it stood in that month.
long long UndoneDuties::silent_below(const OrgUnit& unit, const Month& month) {
    const std::vector<OrgUnit>& branches = silent(month);
    return std::count_if(branches.begin(), branches.end(),
                         [&](const OrgUnit& branch) { return unit.path.contains(branch.path); });
}

bool UndoneDuties::lacks_report(const OrgUnit& unit, const HalfMonth& half) {
    if (is_settled(unit, half.str()) || unit.opened_at >= half.span().end) return false;
    const std::vector<OrgUnit> above = OrgStore(tx_).ancestors(unit);
    const bool is_asked = !above.empty() && above.back().kind == OrgKind::county && bears_target(unit, above.back());
    if (!is_asked) return false;
    const ReportStore store(tx_);
    const auto exception = store.exception(unit.id, half);
    const ReportState state =
        report_state(store.receipt(unit.id, half).has_value(), report_dates(half, rules_),
                     exception ? std::optional(exception->until) : std::nullopt, beijing_date(tx_.now()));
    return state == ReportState::expected || state == ReportState::overdue;
}

bool UndoneDuties::is_open(const OrgUnit& unit, const std::string& period) {
    if (unit.closed_at) return false;
    if (const auto half = HalfMonth::parse(period)) return lacks_report(unit, *half);
    const auto month = Month::parse(period);
    if (!month) return false;
    if (!counts_as_branch(unit.kind)) return silent_below(unit, *month) > 0;
    return !FiguresStore(tx_).branches_without_log(unit.path, Period(*month)).empty() ||
           ActivityStore(tx_).count_returned(unit.id, tx_.now() - kReturnedSince) > 0;
}

bool UndoneDuties::is_paused(const PersonId& person) const {
    return std::any_of(pauses_.begin(), pauses_.end(), [&](const RunningPause& one) { return one.person == person; });
}

bool UndoneDuties::is_paused(const OrgUnit& unit) const {
    return std::any_of(pauses_.begin(), pauses_.end(),
                       [&](const RunningPause& one) { return !one.person && one.path.contains(unit.path); });
}

bool UndoneDuties::is_settled(const OrgUnit& unit, const std::string& period) {
    const auto known = settled_.find(period);
    if (known != settled_.end()) return known->second.contains(unit.id);
    return settled_.emplace(period, CallListStore(tx_, seals_).settled(period)).first->second.contains(unit.id);
}

}  // namespace league
