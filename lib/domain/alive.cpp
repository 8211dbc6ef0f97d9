#include "lib/domain/alive.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

Finding of(bool met) {
    return met ? Finding::met : Finding::not_met;
}

/// Whole months from the first that the organisation stood in from its first day up to and with `last`.
int months_it_stood(Instant opened_at, Month last) {
    Month first = Month::of(opened_at);
    if (first.span().begin < opened_at) first = first.next();
    int months = 0;
    for (; first <= last && months < kLongestRun; first = first.next()) ++months;
    return months;
}

Finding monthly(const AliveFacts& facts, Instant now, int wanted) {
    const Month current = Month::of(now);
    const bool logged_now = facts.pulse.last_month && *facts.pulse.last_month >= current;
    const Month newest = logged_now ? current : current.previous();
    const int asked = std::min(wanted, months_it_stood(facts.opened_at, newest));
    if (asked == 0) return Finding::met;
    return of(facts.pulse.last_month && *facts.pulse.last_month >= newest && facts.pulse.run_months >= asked);
}

Finding attendance(const AliveFacts& facts, int percent) {
    if (!facts.pulse.last) return Finding::unknown;
    const LastLog& last = *facts.pulse.last;
    if (last.expected == 0) return Finding::not_met;
    return of(100LL * last.present >= static_cast<long long>(percent) * last.expected);
}

Finding term(const AliveFacts& facts, Instant now) {
    if (!facts.term_ends_at) return Finding::unknown;
    return of(std::chrono::sys_days(beijing_date(now)) <= std::chrono::sys_days(beijing_date(*facts.term_ends_at)));
}

}  // namespace

std::string_view to_string(AliveCondition condition) {
    switch (condition) {
        case AliveCondition::members: return "members";
        case AliveCondition::secretary: return "secretary";
        case AliveCondition::monthly: return "monthly";
        case AliveCondition::attendance: return "attendance";
        case AliveCondition::term: return "term";
    }
    stop("unknown AliveCondition");
}

std::string_view to_string(Finding finding) {
    switch (finding) {
        case Finding::met: return "met";
        case Finding::not_met: return "not_met";
        case Finding::unknown: return "unknown";
    }
    stop("unknown Finding");
}

std::string_view to_string(AliveState state) {
    switch (state) {
        case AliveState::alive: return "alive";
        case AliveState::weak: return "weak";
        case AliveState::hollow: return "hollow";
    }
    stop("unknown AliveState");
}

std::optional<AliveState> alive_state_from(std::string_view text) {
    for (const AliveState state : {AliveState::alive, AliveState::weak, AliveState::hollow}) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

AliveIndex alive_index(const AliveFacts& facts, Instant now, const AliveRules& rules) {
    AliveIndex index;
    index.findings = {facts.members ? of(*facts.members >= rules.members) : Finding::unknown,
                      of(facts.has_secretary && facts.secretary_reachable), monthly(facts, now, rules.months),
                      attendance(facts, rules.attendance_percent), term(facts, now)};
    index.met = static_cast<int>(std::count(index.findings.begin(), index.findings.end(), Finding::met));
    if (index.met == static_cast<int>(kAliveConditions.size())) {
        index.state = AliveState::alive;
    } else {
        index.state = index.met >= rules.weak_from ? AliveState::weak : AliveState::hollow;
    }
    return index;
}

void AliveCounts::add(AliveState state) {
    ++organisations;
    switch (state) {
        case AliveState::alive: ++alive; return;
        case AliveState::weak: ++weak; return;
        case AliveState::hollow: ++hollow; return;
    }
    stop("unknown AliveState");
}

}  // namespace league
