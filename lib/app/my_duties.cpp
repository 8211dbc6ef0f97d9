#include "lib/app/my_duties.hpp"

#include <algorithm>

#include "lib/base/problem.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_project_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr auto kReturnedSince = std::chrono::days(400);  // as long as a log can be amended

constexpr int kMonthsOfStrip = 12;
Instant notice_until(Instant now) {
    return at_beijing(add_days(beijing_date(now), kTermNoticeDays));
}

MyDuties::Branch branch_duty(ReadTransaction& tx, OrgUnit unit, const Month& month) {
    FiguresStore figures(tx);
    const BranchFigures first = figures.of_branch(unit.id, HalfMonth(month, HalfMonth::Part::first));
    const BranchFigures second = figures.of_branch(unit.id, HalfMonth(month, HalfMonth::Part::second));
    MyDuties::Branch duty;
    duty.logs = first.activities + second.activities;
    duty.present = first.present + second.present;
    duty.due = month.last_day();
    duty.last = ActivityStore(tx).last_counted_of_unit(unit.id);
    duty.months = figures.months_of_unit(unit.id, month, kMonthsOfStrip);
    duty.returned = ActivityStore(tx).count_returned(unit.id, tx.now() - kReturnedSince);
    const auto record = OrgRecordStore(tx).find(unit.id);
    if (record && record->term_ends_at && *record->term_ends_at <= notice_until(tx.now())) {
        duty.term_ends = beijing_date(*record->term_ends_at);
    }
    duty.unit = std::move(unit);
    return duty;
}

MyDuties::Township township_duty(ReadTransaction& tx, OrgUnit unit, const Month& month, const ReportRules& rules) {
    MyDuties::Township duty;
    duty.figures = FiguresStore(tx).of_unit(unit.id, month);
    duty.to_review = ActivityStore(tx).count_to_review(unit.path);
    duty.without_log = FiguresStore(tx).branches_without_log(unit.path, month);
    duty.terms = OrgLifeStore(tx).ending_terms(unit.path, notice_until(tx.now()));
    duty.report = asked_report(tx, unit, rules);
    for (const auto& [stage, count] : OrgProjectStore(tx).count_by_stage(unit.path)) {
        if (waits_for_township(stage)) duty.waiting += count;
    }
    if (duty.report && duty.report->state == ReportState::sent) duty.report.reset();
    duty.supervisions = SupervisionStore::list(tx, unit.path, /*open_only=*/true);
    duty.unit = std::move(unit);
    return duty;
}

MyDuties::AreaRow area_row(OrgUnit unit, const Figures& figures, const std::vector<OrgUnit>& without_log) {
    const auto below = std::count_if(without_log.begin(), without_log.end(),
                                     [&](const OrgUnit& branch) { return unit.path.contains(branch.path); });
    return {std::move(unit), figures, below};
}

MyDuties::Area area_of(ReadTransaction& tx, OrgUnit unit, const Month& month) {
    FiguresStore figures(tx);
    const std::vector<OrgUnit> without_log = figures.branches_without_log(unit.path, month);
    MyDuties::Area area;
    for (ProgressRow& row : figures.of_children(unit.id, month)) {
        if (counts_as_branch(row.unit.kind)) continue;
        area.rows.push_back(area_row(std::move(row.unit), row.figures, without_log));
    }
    area.whole = area_row(unit, figures.of_unit(unit.id, month), without_log);
    if (area.rows.empty()) area.rows.push_back(area.whole);
    return area;
}

}  // namespace

MyDuties::Output MyDuties::run(const Actor& actor) {
    return database_.read([&](ReadTransaction& tx) { return run_in(tx, actor); });
}

MyDuties::Output MyDuties::run_in(ReadTransaction& tx, const Actor& actor) const {
    if (actor.roles.empty()) throw Problem(ProblemCode::not_allowed, "not_bound");
    Output output{Month::of(tx.now()), tx.now(), {}, {}, {}};
    for (const RoleGrant& grant : actor.roles) {
        std::optional<OrgUnit> unit = OrgStore(tx).find(grant.unit);
        if (!unit || unit->closed_at) continue;
        switch (grant.role) {
            case Role::branch_secretary:
                output.branches.push_back(branch_duty(tx, *std::move(unit), output.month));
                break;
            case Role::township_secretary:
                output.townships.push_back(township_duty(tx, *std::move(unit), output.month, rules_));
                break;
            case Role::county_officer:
            case Role::county_leader: output.areas.push_back(area_of(tx, *std::move(unit), output.month)); break;
        }
    }
    return output;
}

}  // namespace league
