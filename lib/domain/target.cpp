#include "lib/domain/target.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/people.hpp"

namespace league {
namespace {

constexpr std::size_t kNameCharacters = 60;
constexpr std::size_t kPaperCharacters = 100;
constexpr std::size_t kReasonCharacters = 200;
constexpr std::size_t kPostCharacters = 30;
constexpr int kMostMembers = 99;
constexpr int kMostAmount = 9999;
constexpr int kLongestYears = 5;

using Errors = std::vector<FieldError>;

void check_words(Errors& errors, const char* field, const std::string& words, std::size_t limit, bool needed) {
    if (!text::is_valid_utf8(words)) {
        errors.push_back({field, "not_text", {}});
    } else if (needed && text::trim(words).empty()) {
        errors.push_back({field, "missing", {}});
    } else if (text::count_characters(words) > limit) {
        errors.push_back({field, "too_long", {{"limit", std::to_string(limit)}}});
    }
}

void check_range(Errors& errors, const char* field, int value, int least, int most) {
    if (value >= least && value <= most) return;
    errors.push_back({field, "out_of_range", {{"min", std::to_string(least)}, {"max", std::to_string(most)}}});
}

void check_span(Errors& errors, Date from, Date deadline) {
    if (deadline < from) {
        errors.push_back({"deadline", "target.deadline_before_start", {{"from", to_iso(from)}}});
    } else if (deadline > from + std::chrono::years(kLongestYears)) {
        errors.push_back({"deadline", "target.campaign_too_long", {{"years", std::to_string(kLongestYears)}}});
    }
}

void check_amount(Errors& errors, const Campaign& campaign, const OrgUnit& unit, const TargetOrder& order) {
    if (order.committee_members) check_range(errors, "committee_members", *order.committee_members, 1, kMostMembers);
    if (order.formula == TargetFormula::committee) {
        if (unit.id == campaign.unit) {
            errors.push_back({"formula", "target.rule_is_for_townships", {}});
        } else if (!order.committee_members) {
            errors.push_back({"committee_members", "missing", {}});
        } else if (const int amount = target_by_committee(campaign, *order.committee_members);
                   order.amount && *order.amount != amount) {
            errors.push_back({"amount",
                              "target.amount_differs_from_rule",
                              {{"amount", std::to_string(*order.amount)}, {"rule", std::to_string(amount)}}});
        }
        return;
    }
    if (!order.amount) {
        errors.push_back({"amount", "missing", {}});
    } else {
        check_range(errors, "amount", *order.amount, 0, kMostAmount);
    }
}

Date usual_start(const Campaign& campaign, Date today) {
    return std::max(campaign.from, today);
}

void check_start(Errors& errors, const Campaign& campaign, Date valid_from, const std::optional<Target>& before,
                 Date today) {
    const Date latest = usual_start(campaign, today);
    if (valid_from < campaign.from || valid_from > latest) {
        errors.push_back(
            {"valid_from", "target.day_out_of_range", {{"from", to_iso(campaign.from)}, {"until", to_iso(latest)}}});
    } else if (before && valid_from < before->valid_from) {
        errors.push_back({"valid_from", "target.before_the_last", {{"from", to_iso(before->valid_from)}}});
    }
}

CitedPaper trimmed(const CitedPaper& paper) {
    return {text::trim(paper.title), text::trim(paper.number), paper.date};
}

}  // namespace

Errors check_campaign(const Campaign& campaign) {
    Errors errors;
    if (!is_unit_code(campaign.code)) errors.push_back({"code", "target.code_malformed", {}});
    check_words(errors, "campaign_name", campaign.name, kNameCharacters, /*needed=*/true);
    check_span(errors, campaign.from, campaign.deadline);
    check_range(errors, "minimum", campaign.minimum, 0, kMostAmount);
    check_range(errors, "per_member", campaign.per_member, 0, kMostMembers);
    check_words(errors, "paper_title", campaign.source.title, kPaperCharacters, /*needed=*/true);
    check_words(errors, "paper_number", campaign.source.number, kPaperCharacters, /*needed=*/false);
    return errors;
}

Errors check_deadline(const Campaign& campaign, Date deadline, const std::string& reason, const CitedPaper& paper) {
    Errors errors;
    check_span(errors, campaign.from, deadline);
    check_words(errors, "reason", reason, kReasonCharacters, /*needed=*/true);
    check_words(errors, "paper_title", paper.title, kPaperCharacters, /*needed=*/false);
    check_words(errors, "paper_number", paper.number, kPaperCharacters, /*needed=*/false);
    return errors;
}

std::string_view to_string(TargetFormula formula) {
    switch (formula) {
        case TargetFormula::committee: return "committee";
        case TargetFormula::fixed: return "fixed";
        case TargetFormula::overridden: return "override";
    }
    stop("unknown TargetFormula");
}

std::optional<TargetFormula> target_formula_from(std::string_view text) {
    for (const TargetFormula formula : {TargetFormula::committee, TargetFormula::fixed, TargetFormula::overridden}) {
        if (to_string(formula) == text) return formula;
    }
    return std::nullopt;
}

int target_by_committee(const Campaign& campaign, int members) {
    return std::max(campaign.minimum, campaign.per_member * members);
}

bool bears_target(const OrgUnit& unit, const OrgUnit& county) {
    return unit.id == county.id || (unit.parent == county.id && !counts_as_branch(unit.kind));
}

Target decide_target(const Campaign& campaign, const OrgUnit& unit, const TargetOrder& order,
                     const std::optional<Target>& before, Date today) {
    Errors errors;
    const bool is_override = order.formula == TargetFormula::overridden;
    check_amount(errors, campaign, unit, order);
    check_words(errors, "reason", order.reason, kReasonCharacters, is_override);
    check_words(errors, "paper_title", order.paper.title, kPaperCharacters, is_override);
    check_words(errors, "paper_number", order.paper.number, kPaperCharacters, /*needed=*/false);
    check_words(errors, "owner_title", order.owner_title, kPostCharacters, /*needed=*/true);
    const std::optional<std::string> name = normal_person_name(order.owner_name);
    if (!name) errors.push_back({"owner_name", "target.owner_malformed", {}});
    const Date valid_from = order.valid_from.value_or(usual_start(campaign, today));
    check_start(errors, campaign, valid_from, before, today);
    if (!errors.empty()) throw Problem::invalid(std::move(errors));

    Target target;
    target.campaign = campaign.id;
    target.unit = unit.id;
    target.revision = before ? before->revision + 1 : 1;
    target.valid_from = valid_from;
    target.amount = order.formula == TargetFormula::committee ? target_by_committee(campaign, *order.committee_members)
                                                              : *order.amount;
    target.formula = order.formula;
    target.committee_members = order.committee_members;
    target.reason = text::trim(order.reason);
    target.paper = trimmed(order.paper);
    target.owner_title = text::trim(order.owner_title);
    target.owner_name = *name;
    return target;
}

bool says_the_same(const Target& a, const Target& b) {
    Target like_b = a;
    like_b.revision = b.revision;
    like_b.valid_from = b.valid_from;
    like_b.set_at = b.set_at;
    like_b.set_by = b.set_by;
    return like_b == b;
}

long long Breakdown::sum() const {
    long long total = 0;
    for (const Part& part : parts) total += part.target ? part.target->amount : 0;
    return total;
}

std::optional<long long> Breakdown::whole() const {
    if (given) return *given;
    const bool any = std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.target.has_value(); });
    return any ? std::optional(sum()) : std::nullopt;
}

long long Breakdown::difference() const {
    return given ? sum() - *given : 0;
}

std::vector<OrgUnit> Breakdown::without_target() const {
    std::vector<OrgUnit> units;
    for (const Part& part : parts) {
        if (!part.target) units.push_back(part.unit);
    }
    return units;
}

bool Breakdown::covers() const {
    return !parts.empty() && without_target().empty() && difference() >= 0;
}

}  // namespace league
