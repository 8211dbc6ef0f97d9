// Targets (R15, R50-R53; domain 6): how many new affiliated organisations a county and each of its townships shall have
// in the national member system, by which day, on the strength of which paper, and who answers for it (R19). Values and
// the rules of setting them; how far somebody got is standing.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/base/strong_id.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"

namespace league {

using CampaignId = StrongId<struct CampaignTag>;

/// A paper that something rests on (R50): data, since every county cites others.
struct CitedPaper {
    std::string title;
    std::string number;  ///< as printed on it; may be empty
    std::optional<Date> date;

    bool operator==(const CitedPaper&) const = default;
};

/// A drive that asks for new organisations by a day. A county has one open campaign at a time.
struct Campaign {
    CampaignId id;
    OrgUnitId unit;    ///< the county
    std::string code;  ///< "2026": unique in the county, never changes
    std::string name;
    Date from;           ///< organisations founded from this day on are new ones
    Date deadline;       ///< its last day
    int minimum = 20;    ///< of a township, whatever its committee (R50)
    int per_member = 2;  ///< for each member of a township's committee
    CitedPaper source;
    Instant opened_at;
    std::optional<Instant> closed_at;

    bool operator==(const Campaign&) const = default;
};

/// Every wrong field, named as the API names them; empty when the campaign can be opened.
std::vector<FieldError> check_campaign(const Campaign& campaign);
/// The same for moving the deadline, which needs a reason.
std::vector<FieldError> check_deadline(const Campaign& campaign, Date deadline, const std::string& reason,
                                       const CitedPaper& paper);

enum class TargetFormula {
    committee,   ///< the greater of the minimum and so many for each committee member
    fixed,       ///< a number from the paper of the campaign
    overridden,  ///< the county's own number, with reason and paper (R51)
};
std::string_view to_string(TargetFormula formula);
std::optional<TargetFormula> target_formula_from(std::string_view text);

/// The target that the rule gives a township whose committee has so many members.
int target_by_committee(const Campaign& campaign, int members);

/// What a unit shall reach, from a day on. A changed target is a new revision; none is ever overwritten.
struct Target {
    CampaignId campaign;
    OrgUnitId unit;
    int revision = 1;
    Date valid_from;
    int amount = 0;
    TargetFormula formula = TargetFormula::committee;
    std::optional<int> committee_members;  ///< with the formula `committee` always
    std::string reason;
    CitedPaper paper;         ///< of the county's own number; without title otherwise
    std::string owner_title;  ///< post of the person who answers for it
    std::string owner_name;   ///< personal data
    Instant set_at;
    std::optional<PersonId> set_by;  ///< nothing: the operator

    bool operator==(const Target&) const = default;
};

/// A target as it is asked for, before it is checked.
struct TargetOrder {
    TargetFormula formula = TargetFormula::committee;
    std::optional<int> amount;  ///< left out with the formula `committee`, which gives it
    std::optional<int> committee_members;
    std::string reason;
    CitedPaper paper;
    std::string owner_title;
    std::string owner_name;
    std::optional<Date> valid_from;  ///< left out: from today, or from the campaign's first day if that is later
};

/// Whether targets are set for such a unit: a county, or a committee that stands directly below it.
bool bears_target(const OrgUnit& unit, const OrgUnit& county);

/// The next revision of the unit's target. Throws Problem invalid_input with every wrong field. `before` is the
/// revision that stands; a new one holds from no earlier day.
Target decide_target(const Campaign& campaign, const OrgUnit& unit, const TargetOrder& order,
                     const std::optional<Target>& before, Date today);
/// Whether the two say the same, whoever set them when.
bool says_the_same(const Target& a, const Target& b);

/// Do the parts cover the whole (R52)?
struct Breakdown {
    struct Part {
        OrgUnit unit;
        std::optional<Target> target;
    };
    std::optional<int> given;  ///< the county's own line
    std::vector<Part> parts;   ///< every committee below the county, in tree order

    long long sum() const;
    /// What counts as the county's target: the given one, else the sum of those parts that have one, if any.
    std::optional<long long> whole() const;
    /// Sum of the parts less the given whole; 0 when none is given.
    long long difference() const;
    std::vector<OrgUnit> without_target() const;
    /// Every part has its target and their sum is not below the given whole.
    bool covers() const;
};

}  // namespace league
