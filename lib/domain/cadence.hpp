// How often an organisation meets and acts, as rules an office keeps (R39, R63; domain 7.1): a kind of activity so many
// times in a period, for whom, from when to when, and the paper that says so. And what follows from them for one
// organisation in a month: done, due, overdue.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/org_activity.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"

namespace league {

enum class CadencePeriod { month, quarter, half_year, year };
std::string_view to_string(CadencePeriod period);
std::optional<CadencePeriod> cadence_period_from(std::string_view text);

/// Whole months of one year, both included.
struct MonthRange {
    Month first;
    Month last;

    Span span() const { return {first.span().begin, last.span().end}; }
    bool operator==(const MonthRange&) const = default;
};
/// The period of that length that holds the month: the quarters begin in January, April, July and October.
MonthRange range_of(CadencePeriod period, Month month);

struct CadenceRule {
    std::string id;                   ///< UUID, or the word of a rule that came with the program
    std::optional<OrgUnitId> scope;   ///< holds at and below this unit; nothing: everywhere
    OrgPath scope_path;               ///< of `scope`
    std::optional<OrgKind> org_kind;  ///< nothing: every organisation that counts
    std::optional<std::string> kind;  ///< of activity; nothing: any
    std::string kind_label;           ///< of `kind`, for reading
    CadencePeriod period = CadencePeriod::month;
    int min_count = 1;
    int min_members = 0;           ///< only for organisations known to have that many (a committee needs seven)
    Date valid_from;               ///< holds for periods that begin on this day or later
    std::optional<Date> valid_to;  ///< and end on this day or earlier
    std::string source;            ///< the paper that says so

    bool operator==(const CadenceRule&) const = default;
};

/// Every wrong field of a new rule at once. `kind_known`: the rule's kind exists and is in use, or it names none.
std::vector<FieldError> check_rule(const CadenceRule& rule, bool kind_known);

/// Whether both ask the same of the same organisations in an overlapping time.
bool asks_the_same(const CadenceRule& a, const CadenceRule& b);

enum class DutyState { done, due, overdue };
std::string_view to_string(DutyState state);
std::optional<DutyState> duty_state_from(std::string_view text);

/// What a rule asks of one organisation in the period of the rule that holds a month.
struct Duty {
    std::size_t rule = 0;  ///< place in the list of rules
    MonthRange range;
    int needed = 1;
    int done = 0;
    DutyState state = DutyState::due;

    Date due_on() const { return range.last.last_day(); }
    bool operator==(const Duty&) const = default;
};

struct DutyFacts {
    OrgPath path;
    OrgKind kind = OrgKind::branch;
    Instant opened_at;
    std::optional<int> members;
};

/// What rules ask in one month, worked out once for many organisations.
class MonthDuties {
public:
    /// A rule asks nothing in a period in which it did not hold from beginning to end. `rules` outlives this.
    MonthDuties(const std::vector<CadenceRule>& rules, Month month);

    /// The earliest due first, then in the order of the rules. Nothing is asked of an organisation in a period that
    /// began before it was there. `year` holds the logs of the month's year. Overdue is what is missing when its
    /// period is over at `now`.
    std::vector<Duty> of(const DutyFacts& org, const ActivityYear& year, Instant now) const;

private:
    struct Asked {
        std::size_t rule;
        MonthRange range;
        Span span;
    };
    const std::vector<CadenceRule>& rules_;
    std::vector<Asked> asked_;
};

}  // namespace league
