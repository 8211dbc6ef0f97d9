#include "lib/domain/nms_import.hpp"

#include <initializer_list>

#include "lib/base/ensure.hpp"

namespace league {
namespace {

template <typename E>
std::optional<E> among(std::initializer_list<E> all, std::string_view text) {
    for (const E one : all) {
        if (to_string(one) == text) return one;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(BatchState state) {
    switch (state) {
        case BatchState::reading: return "reading";
        case BatchState::staged: return "staged";
        case BatchState::committing: return "committing";
        case BatchState::committed: return "committed";
        case BatchState::undoing: return "undoing";
        case BatchState::undone: return "undone";
        case BatchState::discarded: return "discarded";
    }
    stop("unknown BatchState");
}

std::optional<BatchState> batch_state_from(std::string_view text) {
    return among({BatchState::reading, BatchState::staged, BatchState::committing, BatchState::committed,
                  BatchState::undoing, BatchState::undone, BatchState::discarded},
                 text);
}

std::string_view to_string(RowOutcome outcome) {
    switch (outcome) {
        case RowOutcome::fresh: return "new";
        case RowOutcome::changed: return "changed";
        case RowOutcome::unchanged: return "unchanged";
        case RowOutcome::missing: return "missing";
        case RowOutcome::conflict: return "conflict";
        case RowOutcome::unknown: return "unknown";
        case RowOutcome::outside: return "outside";
    }
    stop("unknown RowOutcome");
}

std::optional<RowOutcome> row_outcome_from(std::string_view text) {
    return among({RowOutcome::fresh, RowOutcome::changed, RowOutcome::unchanged, RowOutcome::missing,
                  RowOutcome::conflict, RowOutcome::unknown, RowOutcome::outside},
                 text);
}

std::string_view to_string(RowReason reason) {
    switch (reason) {
        case RowReason::none: return "";
        case RowReason::several: return "several";
        case RowReason::elsewhere: return "elsewhere";
        case RowReason::taken: return "taken";
        case RowReason::member_twice: return "member_twice";
    }
    stop("unknown RowReason");
}

std::optional<RowReason> row_reason_from(std::string_view text) {
    return among({RowReason::none, RowReason::several, RowReason::elsewhere, RowReason::taken, RowReason::member_twice},
                 text);
}

std::string_view to_string(RowDecision decision) {
    switch (decision) {
        case RowDecision::link: return "link";
        case RowDecision::ignore: return "ignore";
        case RowDecision::keep: return "keep";
        case RowDecision::end: return "end";
    }
    stop("unknown RowDecision");
}

std::optional<RowDecision> row_decision_from(std::string_view text) {
    return among({RowDecision::link, RowDecision::ignore, RowDecision::keep, RowDecision::end}, text);
}

std::string_view to_string(RowState state) {
    switch (state) {
        case RowState::waiting: return "waiting";
        case RowState::done: return "done";
        case RowState::left: return "left";
        case RowState::undone: return "undone";
    }
    stop("unknown RowState");
}

std::optional<RowState> row_state_from(std::string_view text) {
    return among({RowState::waiting, RowState::done, RowState::left, RowState::undone}, text);
}

bool is_member_twice(const ImportRow& row) {
    return row.reason == RowReason::member_twice;
}

RowEffect effect_of(const ImportRow& row) {
    if (row.outcome == RowOutcome::missing) {
        return row.decision == RowDecision::end ? RowEffect::end_count : RowEffect::nothing;
    }
    if (row.outcome == RowOutcome::conflict && !row.decision) return RowEffect::blocked;
    if (is_member_twice(row)) return RowEffect::nothing;  // it takes effect in the count of its lists
    if (row.decision == RowDecision::ignore) return RowEffect::dismiss;
    if (row.decision == RowDecision::link) return RowEffect::count;
    switch (row.outcome) {
        case RowOutcome::fresh:
        case RowOutcome::changed:
        case RowOutcome::unchanged: return RowEffect::count;
        case RowOutcome::unknown: return RowEffect::remember;
        case RowOutcome::outside:
        case RowOutcome::missing: return RowEffect::nothing;
        case RowOutcome::conflict: return RowEffect::blocked;
    }
    stop("unknown RowOutcome");
}

std::optional<OrgUnitId> unit_of(const ImportRow& row) {
    if (row.decision == RowDecision::link) return row.decided_unit;
    if (row.decision == RowDecision::ignore || row.outcome == RowOutcome::conflict) return std::nullopt;
    return row.unit;
}

bool may_decide(const ImportRow& row, RowDecision decision) {
    const bool of_missing = decision == RowDecision::keep || decision == RowDecision::end;
    return of_missing == (row.outcome == RowOutcome::missing);
}

std::vector<std::string> differing_fields(const NmsOrg& before, const NmsOrg& after) {
    std::vector<std::string> fields;
    const auto compare = [&](const char* name, const auto& a, const auto& b) {
        if (a != b) fields.emplace_back(name);
    };
    compare("name", before.name, after.name);
    compare("short_name", before.short_name, after.short_name);
    compare("parent", before.parent, after.parent);
    compare("category", before.category, after.category);
    compare("industry", before.industry, after.industry);
    compare("secretary", before.secretary, after.secretary);
    compare("phone", before.phone, after.phone);
    return fields;
}

}  // namespace league
