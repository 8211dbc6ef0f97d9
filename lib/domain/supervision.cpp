#include "lib/domain/supervision.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/check_line.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;
using std::chrono::sys_days;

constexpr std::size_t kWordsCharacters = 500;
constexpr std::size_t kPersonCharacters = 30;
constexpr std::size_t kMostPeople = 20;
constexpr int kLongestDue = 90;  // days
constexpr int kOldestVisit = 60;

/// Below this many organisations a share says nothing.
constexpr long long kFewestOrganisations = 3;

long long days_from_to(Date from, Date to) {
    return (sys_days(to) - sys_days(from)).count();
}

void check_words(Errors& errors, const std::string& words, bool is_needed) {
    if (!text::is_valid_utf8(words)) {
        errors.push_back({"words", "not_text", {}});
    } else if (text::trim(words).empty()) {
        if (is_needed) errors.push_back({"words", "missing", {}});
    } else if (text::count_characters(text::trim(words)) > kWordsCharacters) {
        errors.push_back({"words", "too_long", {{"limit", std::to_string(kWordsCharacters)}}});
    }
}

void check_visit(Errors& errors, const SupervisionStep& step, Date today) {
    const Date oldest = add_days(today, -kOldestVisit);
    if (!step.on) {
        errors.push_back({"on", "missing", {}});
    } else if (*step.on > today || *step.on < oldest) {
        errors.push_back(
            {"on", "supervision.visit_out_of_range", {{"from", to_iso(oldest)}, {"until", to_iso(today)}}});
    }
    if (step.people.empty()) errors.push_back({"visitors", "missing", {}});
    if (step.people.size() > kMostPeople) {
        errors.push_back({"visitors", "too_many", {{"limit", std::to_string(kMostPeople)}}});
    }
    for (std::size_t i = 0; i < step.people.size(); ++i) {
        check_line(errors, "visitors." + std::to_string(i), step.people[i], kPersonCharacters, Line::required);
    }
}

void check_due(Errors& errors, const SupervisionStep& step, Date today) {
    const Date latest = add_days(today, kLongestDue);
    if (!step.due) {
        errors.push_back({"due", "missing", {}});
    } else if (*step.due < today || *step.due > latest) {
        errors.push_back({"due", "supervision.due_out_of_range", {{"from", to_iso(today)}, {"until", to_iso(latest)}}});
    }
}

/// What a step does not have.
void check_absent(Errors& errors, const SupervisionStep& step) {
    if (step.act != SupervisionAct::visit) {
        if (step.on) errors.push_back({"on", "supervision.only_of_visits", {}});
        if (!step.people.empty()) errors.push_back({"visitors", "supervision.only_of_visits", {}});
    }
    if (step.act != SupervisionAct::find && step.due) errors.push_back({"due", "supervision.only_of_findings", {}});
}

Errors check_step(const SupervisionStep& step, Date today) {
    Errors errors;
    switch (step.act) {
        case SupervisionAct::propose:
        case SupervisionAct::confirm: check_words(errors, step.words, /*is_needed=*/false); break;
        case SupervisionAct::explain:
        case SupervisionAct::drop:
        case SupervisionAct::answer:
        case SupervisionAct::close: check_words(errors, step.words, /*is_needed=*/true); break;
        case SupervisionAct::visit:
            check_words(errors, step.words, /*is_needed=*/false);
            check_visit(errors, step, today);
            break;
        case SupervisionAct::find:
            check_words(errors, step.words, /*is_needed=*/true);
            check_due(errors, step, today);
            break;
    }
    check_absent(errors, step);
    return errors;
}

std::optional<SupervisionProposal> under_line(const std::vector<PeriodStanding>& past, const SupervisionRules& rules) {
    const auto periods = static_cast<std::size_t>(rules.line_periods);
    if (past.size() < periods) return std::nullopt;
    SupervisionProposal proposal{SupervisionCause::under_line, past.front().period.str(), {}};
    for (std::size_t i = periods; i-- > 0;) {
        const PeriodStanding& one = past[i];
        if (!one.target || !one.campaign_from || !one.deadline) return std::nullopt;
        const long long line =
            line_on(one.period.last_day(), *one.target, *one.campaign_from, *one.deadline, rules.line_percent);
        if (one.counted >= line) return std::nullopt;
        proposal.facts.push_back({one.period.str(), "counted", one.counted});
        proposal.facts.push_back({one.period.str(), "target", *one.target});
        proposal.facts.push_back({one.period.str(), "line", line});
    }
    return proposal;
}

std::optional<SupervisionProposal> no_report(const std::vector<PeriodStanding>& past, const SupervisionRules& rules) {
    const auto periods = static_cast<std::size_t>(rules.missing_reports);
    // The newest whose report is due by now; of a newer one it cannot be said yet.
    std::size_t first = 0;
    while (first < past.size() && !past[first].received.has_value()) ++first;
    if (past.size() - first < periods) return std::nullopt;
    SupervisionProposal proposal{SupervisionCause::no_report, past[first].period.str(), {}};
    for (std::size_t i = first + periods; i-- > first;) {
        if (past[i].received != false) return std::nullopt;
        proposal.facts.push_back({past[i].period.str(), "received", 0});
    }
    return proposal;
}

std::optional<SupervisionProposal> hollow_share(long long hollow, long long organisations, const Month& month,
                                                const SupervisionRules& rules) {
    if (organisations < kFewestOrganisations || hollow * 100 <= organisations * rules.hollow_percent) {
        return std::nullopt;
    }
    return SupervisionProposal{SupervisionCause::hollow,
                               month.str(),
                               {{month.str(), "hollow", hollow},
                                {month.str(), "organisations", organisations},
                                {month.str(), "percent", rules.hollow_percent}}};
}

}  // namespace

std::string_view to_string(SupervisionCause cause) {
    switch (cause) {
        case SupervisionCause::under_line: return "under_line";
        case SupervisionCause::no_report: return "no_report";
        case SupervisionCause::hollow: return "hollow";
        case SupervisionCause::silent: return "silent";
        case SupervisionCause::by_hand: return "by_hand";
    }
    stop("unknown SupervisionCause");
}

std::optional<SupervisionCause> supervision_cause_from(std::string_view text) {
    for (const SupervisionCause cause : kSupervisionCauses) {
        if (to_string(cause) == text) return cause;
    }
    return std::nullopt;
}

long long line_on(Date day, long long target, Date campaign_from, Date deadline, int line_percent) {
    const long long whole = days_from_to(campaign_from, deadline) + 1;
    const long long over = std::clamp(days_from_to(campaign_from, day) + 1, 0LL, whole);
    const long long parts = 100 * whole;
    return (target * over * line_percent + parts - 1) / parts;
}

std::vector<SupervisionProposal> propose(const std::vector<PeriodStanding>& past, long long hollow,
                                         long long organisations, const Month& month, const SupervisionRules& rules) {
    std::vector<SupervisionProposal> proposals;
    for (auto& one :
         {under_line(past, rules), no_report(past, rules), hollow_share(hollow, organisations, month, rules)}) {
        if (one) proposals.push_back(*one);
    }
    return proposals;
}

std::optional<Month> silent_month(Date today, const SupervisionRules& rules) {
    if (rules.silent_days == 0) return std::nullopt;
    const Month last = Month::of(at_beijing(today)).previous();
    if (days_from_to(last.last_day(), today) < rules.silent_days) return std::nullopt;
    return last;
}

std::optional<SupervisionProposal> propose_for_silence(long long silent, long long branches, const Month& month,
                                                       const SupervisionRules& rules) {
    if (branches < kFewestOrganisations || silent * 100 <= branches * rules.silent_percent) return std::nullopt;
    return SupervisionProposal{SupervisionCause::silent,
                               month.str(),
                               {{month.str(), "silent", silent},
                                {month.str(), "branches", branches},
                                {month.str(), "percent", rules.silent_percent}}};
}

std::string_view to_string(SupervisionStage stage) {
    switch (stage) {
        case SupervisionStage::proposed: return "proposed";
        case SupervisionStage::dropped: return "dropped";
        case SupervisionStage::confirmed: return "confirmed";
        case SupervisionStage::visited: return "visited";
        case SupervisionStage::found: return "found";
        case SupervisionStage::answered: return "answered";
        case SupervisionStage::closed: return "closed";
    }
    stop("unknown SupervisionStage");
}

std::optional<SupervisionStage> supervision_stage_from(std::string_view text) {
    for (const SupervisionStage stage :
         {SupervisionStage::proposed, SupervisionStage::dropped, SupervisionStage::confirmed, SupervisionStage::visited,
          SupervisionStage::found, SupervisionStage::answered, SupervisionStage::closed}) {
        if (to_string(stage) == text) return stage;
    }
    return std::nullopt;
}

bool is_open(SupervisionStage stage) {
    return stage != SupervisionStage::dropped && stage != SupervisionStage::closed;
}

std::string_view to_string(SupervisionAct act) {
    switch (act) {
        case SupervisionAct::propose: return "propose";
        case SupervisionAct::explain: return "explain";
        case SupervisionAct::confirm: return "confirm";
        case SupervisionAct::drop: return "drop";
        case SupervisionAct::visit: return "visit";
        case SupervisionAct::find: return "find";
        case SupervisionAct::answer: return "answer";
        case SupervisionAct::close: return "close";
    }
    stop("unknown SupervisionAct");
}

std::optional<SupervisionAct> supervision_act_from(std::string_view text) {
    for (const SupervisionAct act : kSupervisionActs) {
        if (to_string(act) == text) return act;
    }
    return std::nullopt;
}

bool is_township_act(SupervisionAct act) {
    return act == SupervisionAct::explain || act == SupervisionAct::answer;
}

std::optional<SupervisionStage> stage_after(SupervisionStage stage, SupervisionAct act) {
    using Stage = SupervisionStage;
    const auto from = [&](std::initializer_list<Stage> stages, Stage next) {
        const bool fits = std::find(stages.begin(), stages.end(), stage) != stages.end();
        return fits ? std::optional(next) : std::nullopt;
    };
    switch (act) {
        case SupervisionAct::propose: return std::nullopt;  // only ever the first step
        case SupervisionAct::explain: return from({Stage::proposed}, Stage::proposed);
        case SupervisionAct::confirm: return from({Stage::proposed}, Stage::confirmed);
        case SupervisionAct::drop: return from({Stage::proposed, Stage::confirmed}, Stage::dropped);
        case SupervisionAct::visit: return from({Stage::confirmed, Stage::visited, Stage::answered}, Stage::visited);
        case SupervisionAct::find: return from({Stage::visited, Stage::answered}, Stage::found);
        case SupervisionAct::answer: return from({Stage::found, Stage::answered}, Stage::answered);
        case SupervisionAct::close: return from({Stage::visited, Stage::found, Stage::answered}, Stage::closed);
    }
    stop("unknown SupervisionAct");
}

bool is_answer_overdue(const Supervision& supervision, Date today) {
    return supervision.stage == SupervisionStage::found && supervision.due && *supervision.due < today;
}

void take_step(Supervision& supervision, SupervisionStep step, Date today) {
    const auto next = stage_after(supervision.stage, step.act);
    if (!next) {
        // What is next is the county's to do: a township is told when its own turn comes.
        const bool waits = is_township_act(step.act) && is_open(supervision.stage);
        throw Problem(ProblemCode::conflict, waits
                                                 ? "supervision.not_townships_turn"
                                                 : "supervision.not_now." + std::string(to_string(supervision.stage)));
    }
    if (step.act == SupervisionAct::close && supervision.stage == SupervisionStage::found &&
        !is_answer_overdue(supervision, today)) {
        throw Problem(ProblemCode::conflict, "supervision.answer_not_due",
                      {{"due", supervision.due ? to_iso(*supervision.due) : ""}});
    }
    Errors errors = check_step(step, today);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
    step.words = text::trim(step.words);
    for (std::string& person : step.people) person = text::trim(person);
    step.revision = supervision.revision + 1;
    supervision.revision = step.revision;
    supervision.stage = *next;
    // An answer ends what was due; a visit after it starts anew.
    supervision.due = *next == SupervisionStage::found ? step.due : std::nullopt;
    supervision.steps.push_back(std::move(step));
}

std::optional<SupervisionStage> replay(const std::vector<SupervisionStep>& steps) {
    if (steps.empty() || steps.front().act != SupervisionAct::propose) return std::nullopt;
    std::optional<SupervisionStage> stage = SupervisionStage::proposed;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].revision != static_cast<int>(i) + 1) return std::nullopt;
        if (i == 0) continue;
        stage = stage_after(*stage, steps[i].act);
        if (!stage) return std::nullopt;
    }
    return stage;
}

bool says_the_same(const SupervisionStep& a, const SupervisionStep& b) {
    SupervisionStep like_b = a;
    like_b.words = text::trim(like_b.words);
    for (std::string& person : like_b.people) person = text::trim(person);
    like_b.revision = b.revision;
    like_b.done_at = b.done_at;
    like_b.done_by = b.done_by;
    return like_b == b;
}

}  // namespace league
