#include "lib/domain/cadence.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::size_t kLongestSource = 100;  // characters
constexpr int kMostTimes = ActivityYear::kMost;
constexpr int kMostMembers = 1000;

std::chrono::sys_days days(Date date) {
    return std::chrono::sys_days(date);
}

unsigned months_in(CadencePeriod period) {
    switch (period) {
        case CadencePeriod::month: return 1;
        case CadencePeriod::quarter: return 3;
        case CadencePeriod::half_year: return 6;
        case CadencePeriod::year: return 12;
    }
    stop("unknown CadencePeriod");
}

bool holds_in(const CadenceRule& rule, const MonthRange& range) {
    if (days(range.first.first_day()) < days(rule.valid_from)) return false;
    return !rule.valid_to || days(range.last.last_day()) <= days(*rule.valid_to);
}

bool concerns(const CadenceRule& rule, const DutyFacts& org) {
    if (rule.scope && !rule.scope_path.contains(org.path)) return false;
    if (rule.org_kind && *rule.org_kind != org.kind) return false;
    return rule.min_members == 0 || (org.members && *org.members >= rule.min_members);
}

void check_range(std::vector<FieldError>& errors, const char* field, int value, int min, int max) {
    if (value >= min && value <= max) return;
    errors.push_back({field, "out_of_range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}});
}

}  // namespace

std::string_view to_string(CadencePeriod period) {
    switch (period) {
        case CadencePeriod::month: return "month";
        case CadencePeriod::quarter: return "quarter";
        case CadencePeriod::half_year: return "half_year";
        case CadencePeriod::year: return "year";
    }
    stop("unknown CadencePeriod");
}

std::optional<CadencePeriod> cadence_period_from(std::string_view text) {
    for (const CadencePeriod period :
         {CadencePeriod::month, CadencePeriod::quarter, CadencePeriod::half_year, CadencePeriod::year}) {
        if (to_string(period) == text) return period;
    }
    return std::nullopt;
}

MonthRange range_of(CadencePeriod period, Month month) {
    const unsigned length = months_in(period);
    const unsigned first = (number_of(month) - 1) / length * length + 1;
    const auto begin = month_of_year(year_of(month), first);
    const auto end = month_of_year(year_of(month), first + length - 1);
    ensure(begin && end);  // months of a year that is there already
    return {*begin, *end};
}

std::vector<FieldError> check_rule(const CadenceRule& rule, bool kind_known) {
    std::vector<FieldError> errors;
    if (rule.org_kind && !counts_as_branch(*rule.org_kind)) errors.push_back({"org_kind", "not_a_choice", {}});
    if (!kind_known) {
        errors.push_back(
            {"kind", "activity.unknown_kind", {{"kind", text::shorten(text::plain_line(*rule.kind), 40)}}});
    }
    check_range(errors, "min_count", rule.min_count, 1, kMostTimes);
    check_range(errors, "min_members", rule.min_members, 0, kMostMembers);
    if (rule.valid_to && days(*rule.valid_to) < days(rule.valid_from)) {
        errors.push_back({"valid_to", "cadence.ends_before_start", {}});
    }
    if (!text::is_valid_utf8(rule.source)) {
        errors.push_back({"source", "not_text", {}});
    } else if (text::trim(rule.source).empty()) {
        errors.push_back({"source", "missing", {}});
    } else if (text::count_characters(rule.source) > kLongestSource) {
        errors.push_back({"source", "too_long", {{"limit", std::to_string(kLongestSource)}}});
    }
    return errors;
}

bool asks_the_same(const CadenceRule& a, const CadenceRule& b) {
    if (a.scope != b.scope || a.org_kind != b.org_kind || a.kind != b.kind || a.period != b.period) return false;
    const bool a_over = a.valid_to && days(*a.valid_to) < days(b.valid_from);
    const bool b_over = b.valid_to && days(*b.valid_to) < days(a.valid_from);
    return !a_over && !b_over;
}

std::string_view to_string(DutyState state) {
    switch (state) {
        case DutyState::done: return "done";
        case DutyState::due: return "due";
        case DutyState::overdue: return "overdue";
    }
    stop("unknown DutyState");
}

std::optional<DutyState> duty_state_from(std::string_view text) {
    for (const DutyState state : {DutyState::done, DutyState::due, DutyState::overdue}) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

MonthDuties::MonthDuties(const std::vector<CadenceRule>& rules, Month month) : rules_(rules) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const MonthRange range = range_of(rules[i].period, month);
        if (holds_in(rules[i], range)) asked_.push_back({i, range, range.span()});
    }
    std::stable_sort(asked_.begin(), asked_.end(),
                     [](const Asked& a, const Asked& b) { return a.range.last < b.range.last; });
}

std::vector<Duty> MonthDuties::of(const DutyFacts& org, const ActivityYear& year, Instant now) const {
    std::vector<Duty> duties;
    for (const Asked& asked : asked_) {
        const CadenceRule& rule = rules_[asked.rule];
        if (!concerns(rule, org) || asked.span.begin < org.opened_at) continue;
        Duty duty{asked.rule, asked.range, rule.min_count, 0, DutyState::due};
        duty.done = year.count(rule.kind ? std::string_view(*rule.kind) : std::string_view(),
                               number_of(asked.range.first), number_of(asked.range.last));
        if (duty.done >= duty.needed) {
            duty.state = DutyState::done;
        } else if (asked.span.end <= now) {
            duty.state = DutyState::overdue;
        }
        duties.push_back(duty);
    }
    return duties;
}

}  // namespace league
