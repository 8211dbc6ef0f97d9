#include "lib/app/my_duties.hpp"

#include "lib/base/problem.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

constexpr auto kReturnedSince = std::chrono::days(400);  // as long as a log can be amended

MyDuties::Branch branch_duty(ReadTransaction& tx, OrgUnit unit, const Month& month) {
    FiguresStore figures(tx);
    const BranchFigures first = figures.of_branch(unit.id, HalfMonth(month, HalfMonth::Part::first));
    const BranchFigures second = figures.of_branch(unit.id, HalfMonth(month, HalfMonth::Part::second));
    MyDuties::Branch duty;
    duty.logs = first.activities + second.activities;
    duty.present = first.present + second.present;
    duty.due = month.last_day();
    duty.last = ActivityStore(tx).last_counted_of_unit(unit.id);
    duty.returned = ActivityStore(tx).count_returned(unit.id, tx.now() - kReturnedSince);
    duty.unit = std::move(unit);
    return duty;
}

MyDuties::Township township_duty(ReadTransaction& tx, OrgUnit unit, const Month& month) {
    MyDuties::Township duty;
    duty.figures = FiguresStore(tx).of_unit(unit.id, month);
    duty.to_review = ActivityStore(tx).count_to_review(unit.path);
    duty.without_log = FiguresStore(tx).branches_without_log(unit.path, month);
    duty.unit = std::move(unit);
    return duty;
}

}  // namespace

MyDuties::Output MyDuties::run(const Actor& actor) {
    return database_.read([&](ReadTransaction& tx) { return run_in(tx, actor); });
}

MyDuties::Output MyDuties::run_in(ReadTransaction& tx, const Actor& actor) const {
    if (actor.roles.empty()) throw Problem(ProblemCode::not_allowed, "not_bound");
    Output output{Month::of(tx.now()), tx.now(), {}, {}};
    for (const RoleGrant& grant : actor.roles) {
        if (grant.role != Role::branch_secretary && grant.role != Role::township_secretary) continue;
        std::optional<OrgUnit> unit = OrgStore(tx).find(grant.unit);
        if (!unit || unit->closed_at) continue;
        if (grant.role == Role::branch_secretary) {
            output.branches.push_back(branch_duty(tx, *std::move(unit), output.month));
        } else {
            output.townships.push_back(township_duty(tx, *std::move(unit), output.month));
        }
    }
    return output;
}

}  // namespace league
