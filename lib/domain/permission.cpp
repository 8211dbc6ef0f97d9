#include "lib/domain/permission.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"

namespace league {
namespace {

bool is_public(const OrgUnit& unit, Verb verb) {
    const bool county_or_above =
        unit.kind == OrgKind::county || unit.kind == OrgKind::city || unit.kind == OrgKind::province;
    return county_or_above && (verb == Verb::see_figures || verb == Verb::see_unit);
}

}  // namespace

std::string_view to_string(Role role) {
    switch (role) {
        case Role::branch_secretary: return "branch_secretary";
        case Role::township_secretary: return "township_secretary";
        case Role::county_officer: return "county_officer";
        case Role::county_leader: return "county_leader";
    }
    stop("unknown Role");
}

std::optional<Role> role_from(std::string_view text) {
    for (const Role role :
         {Role::branch_secretary, Role::township_secretary, Role::county_officer, Role::county_leader}) {
        if (to_string(role) == text) return role;
    }
    return std::nullopt;
}

bool role_allows(Role role, Verb verb) {
    switch (role) {
        case Role::branch_secretary:
            return verb == Verb::see_unit || verb == Verb::see_figures || verb == Verb::see_activities ||
                   verb == Verb::see_people || verb == Verb::log_activity || verb == Verb::see_restricted ||
                   verb == Verb::count_heads;
        case Role::township_secretary:
            return verb == Verb::see_unit || verb == Verb::see_figures || verb == Verb::see_activities ||
                   verb == Verb::see_people || verb == Verb::log_activity || verb == Verb::review_activity ||
                   verb == Verb::invite_branch || verb == Verb::see_restricted || verb == Verb::log_for_others ||
                   verb == Verb::see_projects || verb == Verb::found_orgs || verb == Verb::count_heads ||
                   verb == Verb::tend_organisation || verb == Verb::see_reports || verb == Verb::send_reports ||
                   verb == Verb::see_supervision || verb == Verb::answer_supervision || verb == Verb::manage_reminders;
        case Role::county_officer: return true;
        case Role::county_leader:
            return verb == Verb::see_unit || verb == Verb::see_figures || verb == Verb::see_activities ||
                   verb == Verb::see_projects || verb == Verb::see_reports || verb == Verb::see_supervision ||
                   verb == Verb::visit_areas;
    }
    stop("unknown Role");
}

bool may(const Actor& actor, Verb verb, const OrgUnit& unit) {
    if (actor.is_operator || is_public(unit, verb)) return true;
    const bool reads_the_line = verb == Verb::see_figures || verb == Verb::see_unit;
    return std::any_of(actor.roles.begin(), actor.roles.end(), [&](const RoleGrant& grant) {
        if (grant.path.contains(unit.path)) return role_allows(grant.role, verb);
        return reads_the_line && unit.path.contains(grant.path);
    });
}

bool sees_phone(const Actor& actor, const OrgPath& unit) {
    return actor.is_operator || std::any_of(actor.roles.begin(), actor.roles.end(), [&](const RoleGrant& grant) {
               const bool secretary = grant.role == Role::branch_secretary || grant.role == Role::township_secretary;
               return secretary && grant.path.contains(unit);
           });
}

void require(const Actor& actor, Verb verb, const OrgUnit& unit) {
    if (may(actor, verb, unit)) return;
    throw Problem(ProblemCode::not_allowed, actor.roles.empty() ? "not_bound" : "not_allowed");
}

Verb verb_to_invite(Role role) {
    return role == Role::branch_secretary ? Verb::invite_branch : Verb::invite_above;
}

bool fits(Role role, OrgKind kind) {
    switch (role) {
        case Role::branch_secretary: return counts_as_branch(kind);
        case Role::township_secretary: return kind == OrgKind::township || kind == OrgKind::grassroots_committee;
        case Role::county_officer: return kind == OrgKind::county || kind == OrgKind::city || kind == OrgKind::province;
        case Role::county_leader: return !counts_as_branch(kind);
    }
    stop("unknown Role");
}

}  // namespace league
