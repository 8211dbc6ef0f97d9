// Supervision of a township that lags (R59): a rule proposes, the county confirms or drops it, goes there, says what it
// found and until when an answer is due, the township answers, the county closes. The township may explain itself
// before anything is confirmed, and nothing is closed over its head while its answer is not due.
//
// Every step is kept; where a supervision stands follows from its steps alone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/period.hpp"

namespace league {

using SupervisionId = StrongId<struct SupervisionTag>;

/// What a county sets.
struct SupervisionRules {
    int line_percent = 60;    ///< of what the campaign's days that are over ask for
    int line_periods = 2;     ///< half months in a row below it
    int missing_reports = 1;  ///< half months in a row without a report
    int hollow_percent = 30;  ///< of the open organisations
    int silent_days = 0;      ///< so many days after a month its silent branches are looked at; 0: never
    int silent_percent = 20;  ///< of a township's branches
};

enum class SupervisionCause {
    under_line,  ///< counted organisations lie below the line in several half months in a row
    no_report,   ///< no half-month report came, the grace included
    hollow,      ///< too many organisations stand on paper only
    silent,      ///< too many branches did nothing in a month, and nobody moved them: the last step of the escalation
    by_hand,     ///< the county's own decision, with its reason
};
inline constexpr std::array kSupervisionCauses = {SupervisionCause::under_line, SupervisionCause::no_report,
                                                  SupervisionCause::hollow, SupervisionCause::silent,
                                                  SupervisionCause::by_hand};
std::string_view to_string(SupervisionCause cause);
std::optional<SupervisionCause> supervision_cause_from(std::string_view text);

/// A figure that a proposal rests on: "2026-11-H1" counted 3, line 6.
struct SupervisionFact {
    std::string period;
    std::string figure;  ///< counted, target, line, received, hollow, organisations, percent, silent, branches
    long long value = 0;

    bool operator==(const SupervisionFact&) const = default;
};

/// Where a township stood at the end of a half month.
struct PeriodStanding {
    HalfMonth period;
    std::optional<long long> target;
    long long counted = 0;
    std::optional<Date> campaign_from;  ///< of the campaign that held that day
    std::optional<Date> deadline;
    std::optional<bool> received;  ///< whether its report came; nothing: none was due, or its grace is not over
};

/// So many would be counted on the day if the target were reached evenly from the campaign's first day to its
/// deadline, times the line's percent, rounded up.
long long line_on(Date day, long long target, Date campaign_from, Date deadline, int line_percent);

struct SupervisionProposal {
    SupervisionCause cause = SupervisionCause::by_hand;
    std::string basis;  ///< the half month or month that made it: one proposal for each
    std::vector<SupervisionFact> facts;

    bool operator==(const SupervisionProposal&) const = default;
};
/// What the rules say of a township. `past`: half months that are over, the newest first. `hollow` of `organisations`
/// are hollow now.
std::vector<SupervisionProposal> propose(const std::vector<PeriodStanding>& past, long long hollow,
                                         long long organisations, const Month& month, const SupervisionRules& rules);
/// The month whose silent branches are looked at today: the last one, once its days of grace are over.
std::optional<Month> silent_month(Date today, const SupervisionRules& rules);
/// `silent` of a township's `branches` had no counted log in the month.
std::optional<SupervisionProposal> propose_for_silence(long long silent, long long branches, const Month& month,
                                                       const SupervisionRules& rules);

enum class SupervisionStage {
    proposed,
    dropped,  ///< with a reason, before anybody went there
    confirmed,
    visited,
    found,  ///< findings told, the township's answer is due
    answered,
    closed,
};
std::string_view to_string(SupervisionStage stage);
std::optional<SupervisionStage> supervision_stage_from(std::string_view text);
bool is_open(SupervisionStage stage);

enum class SupervisionAct {
    propose,  ///< by a rule, or by the county with its reason
    explain,  ///< the township's word before it is confirmed
    confirm,
    drop,
    visit,
    find,
    answer,
    close,
};
inline constexpr std::array kSupervisionActs = {
    SupervisionAct::propose, SupervisionAct::explain, SupervisionAct::confirm, SupervisionAct::drop,
    SupervisionAct::visit,   SupervisionAct::find,    SupervisionAct::answer,  SupervisionAct::close};
std::string_view to_string(SupervisionAct act);
std::optional<SupervisionAct> supervision_act_from(std::string_view text);
/// Whether it is the township that does it.
bool is_township_act(SupervisionAct act);
/// The stage after the act; nothing when it cannot be done there.
std::optional<SupervisionStage> stage_after(SupervisionStage stage, SupervisionAct act);

struct SupervisionStep {
    int revision = 1;  ///< counts from 1; the newest is the supervision's revision
    SupervisionAct act = SupervisionAct::propose;
    std::string words;                ///< reason, findings, answer, result
    std::optional<Date> on;           ///< of a visit
    std::optional<Date> due;          ///< of findings: the last day for the answer
    std::vector<std::string> people;  ///< of a visit: who went, and who led
    Instant done_at;
    std::optional<PersonId> done_by;  ///< nothing: a rule or the operator

    bool operator==(const SupervisionStep&) const = default;
};

struct Supervision {
    SupervisionId id;
    OrgUnitId unit;
    SupervisionCause cause = SupervisionCause::by_hand;
    std::string basis;
    std::vector<SupervisionFact> facts;
    SupervisionStage stage = SupervisionStage::proposed;
    int revision = 1;
    std::optional<Date> due;  ///< of the answer, while one is due
    Instant opened_at;
    std::vector<SupervisionStep> steps;  ///< the oldest first

    bool operator==(const Supervision&) const = default;
};
/// Findings were told, the day is over and nobody answered.
bool is_answer_overdue(const Supervision& supervision, Date today);

/// Adds the step: what follows from it is set. Throws Problem invalid_input with every wrong field; conflict
/// ("supervision.not_now.STAGE", to a township "supervision.not_townships_turn") when it cannot be done at this stage,
/// or "supervision.answer_not_due" for closing while the township may still answer.
void take_step(Supervision& supervision, SupervisionStep step, Date today);
/// What the steps make of it, by take_step's table alone: compared with what is kept.
std::optional<SupervisionStage> replay(const std::vector<SupervisionStep>& steps);
/// Whether the two say the same, whoever did it when.
bool says_the_same(const SupervisionStep& a, const SupervisionStep& b);

}  // namespace league
