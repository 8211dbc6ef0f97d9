// What an office writes down about an organisation that stands: its term, its heads, its tags, that it was entered into
// 智慧团建, who leads and who looks after it (R16, R18, R60, R61; domain 5.2). What cannot be is told with every wrong
// field at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_record.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

enum class TermManner { elected, appointed };
std::string_view to_string(TermManner manner);
std::optional<TermManner> term_manner_from(std::string_view text);

/// How long somebody was elected for. Branches 2 or 3 years, student branches 1, committees 3 to 5 (domain 5.2).
struct Term {
    OrgUnitId unit;
    Date began;
    int years = 3;
    bool student = false;
    TermManner manner = TermManner::elected;
    std::string paper;  ///< may be empty

    bool operator==(const Term&) const = default;
};

/// The same day that many years later: when the next election is due. The last of February where there is no 29th.
Date term_end(Date began, int years);

/// Notice is given 90 and 30 days ahead (domain 5.2).
enum class TermNotice { none, in_90_days, in_30_days, over };
std::string_view to_string(TermNotice notice);
/// The term holds to the end of its last day, as in alive.hpp.
TermNotice term_notice(Date ends, Date today);
inline constexpr int kTermNoticeDays = 90;

/// Errors on "unit", "began_on", "years", "student", "paper".
std::vector<FieldError> check_term(const Term& term, const OrgUnit& unit, Instant now);

/// Errors on "members", "youth", "counted_on": no more members than youth, nothing from days to come.
std::vector<FieldError> check_headcount(int members, const std::optional<int>& youth, Date counted_on, Instant now);

/// Errors on "claimed_on": not before it was founded, not in days to come.
std::vector<FieldError> check_claim(Date claimed_on, const OrgRecord& record, Instant now);

/// Trimmed, each once, in their order. Errors on "tags.N" and "tags".
std::vector<std::string> clean_tags(const std::vector<std::string>& tags, std::vector<FieldError>& errors);

enum class GroupRole { head, deputy, member };
std::string_view to_string(GroupRole role);
std::optional<GroupRole> group_role_from(std::string_view text);

struct GroupMember {
    GroupRole role = GroupRole::member;
    std::string name;
    std::string post;  ///< what they are otherwise: "镇党委书记"
    std::optional<std::string> phone;

    bool operator==(const GroupMember&) const = default;
};

/// A leading group as it is composed from a day on: of the county (R16) or of a township (R18).
struct LeadingGroup {
    OrgUnitId unit;
    Date from;
    std::optional<Date> until;  ///< first day of the composition after it
    std::string paper;
    std::vector<GroupMember> members;

    bool operator==(const LeadingGroup&) const = default;
};

/// Brings names and phones into their normal form. Errors on "unit", "from", "people", "people.N.name",
/// "people.N.post", "people.N.phone", "paper": exactly one head, at least one deputy or member, 30 at most.
std::vector<FieldError> check_group(LeadingGroup& group, const OrgUnit& unit, Instant now);

enum class ContactKind {
    leader,      ///< a county leader in charge of an area: the area is a contact point (R60)
    instructor,  ///< somebody sent to a key township or weak area (R61)
};
std::string_view to_string(ContactKind kind);
std::optional<ContactKind> contact_kind_from(std::string_view text);

struct AreaContact {
    std::string id;
    ContactKind kind = ContactKind::leader;
    OrgUnitId unit;
    std::optional<PersonId> person;  ///< who they are in this system, if known: gets the right to read the area
    std::string name;
    std::string post;
    std::optional<std::string> phone;
    Date from;
    std::optional<Date> until;         ///< first day on which they are it no more
    std::optional<RoleGrantId> grant;  ///< the role that came with it

    bool operator==(const AreaContact&) const = default;
};

/// Brings name and phone into their normal form. Errors on "unit", "name", "post", "phone", "from".
std::vector<FieldError> check_contact(AreaContact& contact, const OrgUnit& unit, Instant now);
/// Errors on "on".
std::vector<FieldError> check_contact_end(const AreaContact& contact, Date until, Instant now);

}  // namespace league
