#include "lib/domain/unit_event.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/lifetime.hpp"
#include "lib/domain/org_table.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr int kMonthsAhead = 12;

void check_words(Errors& errors, const char* field, const std::string& words, bool required) {
    if (!text::is_valid_utf8(words)) {
        errors.push_back({field, "not_text", {}});
    } else if (required && text::trim(words).empty()) {
        errors.push_back({field, "missing", {}});
    } else if (text::count_characters(words) > kLongestReason) {
        errors.push_back({field, "too_long", {{"limit", std::to_string(kLongestReason)}}});
    }
}

Month months_after(Month month, int count) {
    for (int i = 0; i < count; ++i) month = month.next();
    return month;
}

void check_into(Errors& errors, const EndFacts& facts) {
    if (facts.kind != UnitEventKind::merged) {
        if (facts.into != nullptr) errors.push_back({"into", "unit.into_only_for_merger", {}});
        return;
    }
    if (facts.into == nullptr) {
        errors.push_back({"into", "missing", {}});
    } else if (facts.into->id == facts.unit.id) {
        errors.push_back({"into", "unit.into_itself", {}});
    } else if (!counts_as_branch(facts.into->kind)) {
        errors.push_back({"into", "unit.into_no_branch", {{"unit", facts.into->name}}});
    } else if (facts.into->closed_at) {
        errors.push_back({"into", "unit.other_closed", {{"unit", facts.into->name}}});
    }
}

void check_day(Errors& errors, const EndFacts& facts) {
    const Instant day = at_beijing(facts.on);
    const Lifetime life = lifetime_of(facts.unit.opened_at, facts.unit.closed_at);
    if (day > facts.now) {
        errors.push_back({"on", "unit.day_ahead", {}});
    } else if (life.opened && day < *life.opened) {
        errors.push_back({"on", "unit.ends_before_opening", {{"day", to_iso(beijing_date(*life.opened))}}});
    } else if (facts.last_log && *facts.last_log >= day) {
        errors.push_back({"on", "unit.log_after_end", {{"day", to_iso(beijing_date(*facts.last_log))}}});
    }
}

}  // namespace

std::string_view to_string(UnitEventKind kind) {
    switch (kind) {
        case UnitEventKind::moved: return "moved";
        case UnitEventKind::merged: return "merged";
        case UnitEventKind::dissolved: return "dissolved";
        case UnitEventKind::closed: return "closed";
    }
    stop("unknown UnitEventKind");
}

std::optional<UnitEventKind> unit_event_kind_from(std::string_view text) {
    for (const UnitEventKind kind :
         {UnitEventKind::moved, UnitEventKind::merged, UnitEventKind::dissolved, UnitEventKind::closed}) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

std::vector<FieldError> check_move(const MoveFacts& facts, const std::string& reason, const std::string& paper) {
    Errors errors;
    const bool may_move = counts_as_branch(facts.unit.kind) || facts.unit.kind == OrgKind::grassroots_committee;
    if (!may_move) {
        errors.push_back({"unit", "unit.cannot_move", {{"unit", facts.unit.name}}});
    } else if (!may_stand_below(facts.unit.kind, facts.to.kind)) {
        errors.push_back({"to", "unit.cannot_stand_below", {{"unit", facts.unit.name}, {"other", facts.to.name}}});
    } else if (facts.to.closed_at) {
        errors.push_back({"to", "unit.other_closed", {{"unit", facts.to.name}}});
    } else if (facts.parent == facts.to.id) {
        errors.push_back({"to", "unit.there_already", {{"unit", facts.unit.name}, {"other", facts.to.name}}});
    }
    if (facts.from < facts.now) {
        errors.push_back({"from_month", "unit.month_over", {{"month", facts.now.str()}}});
    } else if (facts.from > months_after(facts.now, kMonthsAhead)) {
        errors.push_back({"from_month", "unit.month_too_far", {{"months", std::to_string(kMonthsAhead)}}});
    }
    check_words(errors, "reason", reason, /*required=*/true);
    check_words(errors, "paper", paper, /*required=*/false);
    return errors;
}

std::vector<FieldError> check_end(const EndFacts& facts, const std::string& reason, const std::string& paper) {
    ensure(facts.kind != UnitEventKind::moved);
    Errors errors;
    const bool of_branches = facts.kind != UnitEventKind::closed;
    if (of_branches && !counts_as_branch(facts.unit.kind)) {
        errors.push_back({"how", "unit.only_closed", {{"unit", facts.unit.name}}});
    }
    if (facts.open_below > 0) {
        errors.push_back(
            {"unit", "unit.open_below", {{"unit", facts.unit.name}, {"count", std::to_string(facts.open_below)}}});
    }
    check_into(errors, facts);
    check_day(errors, facts);
    check_words(errors, "reason", reason, /*required=*/true);
    check_words(errors, "paper", paper, /*required=*/of_branches);
    return errors;
}

}  // namespace league
