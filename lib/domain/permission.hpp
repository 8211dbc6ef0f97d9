// Permission is one question (design rule 7): may this actor do this verb to this unit?
// Asked in the first line of every use case and nowhere else.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

enum class Role {
    branch_secretary,    ///< 团支部书记: logs for the branch
    township_secretary,  ///< 乡镇团委书记: reviews, also logs for branches on paper or by phone
    county_officer,      ///< 团县委干部: everything in the county
    county_leader,       ///< 联系点 leader: reads the area
};

std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);

struct RoleGrant {
    Role role;
    OrgUnitId unit;
    OrgPath path;
};

/// Who asks. Loaded afresh for every request, so that a removed role ends at once.
struct Actor {
    std::optional<IdentityId> identity;  ///< nothing for the command line
    std::optional<PersonId> person;      ///< nothing until bound
    std::vector<RoleGrant> roles;
    bool is_operator = false;  ///< leaguectl and the bot

    static Actor system() {
        Actor actor;
        actor.is_operator = true;
        return actor;
    }
};

enum class Verb {
    see_unit,            ///< the unit and its place in the tree
    see_figures,         ///< progress of the unit, with rows below it
    see_activities,      ///< logs in full
    see_people,          ///< names and phone numbers
    log_activity,        ///< create, amend, withdraw, upload photos
    review_activity,     ///< accept or return
    see_restricted,      ///< content of kinds that stay inside the organisation and its committees (R47)
    log_for_others,      ///< write down what a branch reported on paper or by phone
    manage_rules,        ///< kinds of activity and cadence rules
    invite_branch,       ///< invite a branch secretary
    invite_above,        ///< invite township secretaries, leaders, officers
    manage_column,       ///< compose, edit and publish bulletins
    approve_column,      ///< approve them for publication
    manage_sending,      ///< what waits for WeChat: retry, cancel, mark as done by hand; alarms
    manage_reminders,    ///< snooze reminders, mark what was done by phone
    judge_content,       ///< what WeChat's content check left to a person
    manage_people,       ///< confirm merges, remove roles, put leaders and instructors in charge of areas
    answer_feedback,     ///< read what people wrote to the office, and answer
    manage_units,        ///< found, rename, move and import units
    see_projects,        ///< organisations on their way to being founded, their papers and batches
    found_orgs,          ///< keep such projects, record their steps, approve and found
    set_targets,         ///< open campaigns, set targets, see whether the parts cover the whole
    count_heads,         ///< say how many members and youth an organisation has
    tend_organisation,   ///< its term, tags, claim of 智慧团建, end; a township's leading group
    see_reports,         ///< half-month reports in full, also those not sent yet
    send_reports,        ///< confirm and correct them
    excuse_reports,      ///< let one be sent after its last day
    see_supervision,     ///< supervision of townships, visits and advice
    answer_supervision,  ///< the township's word in it
    supervise,           ///< propose, confirm, visit, find, close
    visit_areas,         ///< note a visit or advice
};

/// County and higher figures are public work results: any signed-in actor may see them. Below that a role in
/// the same line of the tree (above, at or below the unit) is needed.
bool may(const Actor& actor, Verb verb, const OrgUnit& unit);

/// What a role allows at its unit and everywhere below.
bool role_allows(Role role, Verb verb);
/// Whether a phone number of somebody at the unit is shown unmasked: to the secretary of that branch or township
/// (domain 10.2). Others who may see people see it masked.
bool sees_phone(const Actor& actor, const OrgPath& unit);

/// Throws Problem not_allowed ("not_allowed", or "not_bound" for somebody without any role).
void require(const Actor& actor, Verb verb, const OrgUnit& unit);

/// Which verb inviting somebody into this role is.
Verb verb_to_invite(Role role);
/// Which kinds of unit a role can be held at.
bool fits(Role role, OrgKind kind);

}  // namespace league
