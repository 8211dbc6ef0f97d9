#include "lib/domain/building_mode.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/check_line.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kMostPartners = 30;
constexpr std::size_t kNameCharacters = 60;
constexpr std::size_t kCreditCode = 18;
constexpr std::size_t kLabelCharacters = 30;
constexpr std::size_t kDescriptionCharacters = 200;
constexpr int kMostOfOneKind = 99;

constexpr std::array<std::pair<PartnerKind, std::string_view>, 11> kKinds = {{
    {PartnerKind::village, "village"},
    {PartnerKind::community, "community"},
    {PartnerKind::office, "office"},
    {PartnerKind::party_org, "party_org"},
    {PartnerKind::firm, "firm"},
    {PartnerKind::cooperative, "cooperative"},
    {PartnerKind::association, "association"},
    {PartnerKind::hobby_group, "hobby_group"},
    {PartnerKind::area, "area"},
    {PartnerKind::school, "school"},
    {PartnerKind::other, "other"},
}};

bool is_credit_code(std::string_view text) {
    return text.size() == kCreditCode && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
           });
}

int count_of(const std::vector<ProjectPartner>& partners, PartnerKind kind) {
    return static_cast<int>(
        std::count_if(partners.begin(), partners.end(), [&](const auto& one) { return one.kind == kind; }));
}

}  // namespace

std::string_view to_string(PartnerKind kind) {
    for (const auto& [value, text] : kKinds) {
        if (value == kind) return text;
    }
    stop("unknown PartnerKind");
}

std::optional<PartnerKind> partner_kind_from(std::string_view text) {
    for (const auto& [value, name] : kKinds) {
        if (name == text) return value;
    }
    return std::nullopt;
}

std::vector<FieldError> check_mode(const BuildingMode& mode) {
    Errors errors;
    if (!is_unit_code(mode.code)) errors.push_back({"code", "orgs.code_malformed", {}});
    check_line(errors, "mode_label", mode.label, kLabelCharacters, Line::required);
    check_line(errors, "description", mode.description, kDescriptionCharacters);
    std::set<PartnerKind> seen;
    for (std::size_t i = 0; i < mode.partners.size(); ++i) {
        const PartnerNeed& need = mode.partners[i];
        const std::string field = "needs." + std::to_string(i);
        const Values number{{"number", std::to_string(i + 1)}};
        if (!seen.insert(need.kind).second) errors.push_back({field, "founding.need_twice", number});
        if (need.min < 0 || need.max < 0 || need.min > kMostOfOneKind || need.max > kMostOfOneKind ||
            (need.max > 0 && need.min > need.max)) {
            errors.push_back({field, "founding.need_range", number});
        }
    }
    return errors;
}

std::vector<FieldError> check_partners(const std::vector<ProjectPartner>& partners, int members) {
    Errors errors;
    if (partners.size() > kMostPartners) {
        errors.push_back({"partners", "too_many", {{"limit", std::to_string(kMostPartners)}}});
        return errors;
    }
    std::set<std::pair<PartnerKind, std::string>> seen;
    long long brought = 0;
    bool all_known = !partners.empty();
    for (std::size_t i = 0; i < partners.size(); ++i) {
        const ProjectPartner& one = partners[i];
        const std::string field = "partners." + std::to_string(i);
        const Values number{{"number", std::to_string(i + 1)}};
        if (text::trim(one.name).empty() || !text::is_valid_utf8(one.name) ||
            text::count_characters(one.name) > kNameCharacters) {
            errors.push_back({field, "founding.partner_name", number});
        } else if (!seen.emplace(one.kind, text::trim(one.name)).second) {
            errors.push_back({field, "founding.partner_twice", number});
        }
        if (!one.credit_code.empty() && !is_credit_code(one.credit_code)) {
            errors.push_back({field, "founding.credit_code", number});
        }
        if (one.members && *one.members < 0) errors.push_back({field, "founding.partner_members", number});
        all_known = all_known && one.members.has_value();
        brought += std::max(0, one.members.value_or(0));
    }
    if (members >= 0 && (brought > members || (all_known && brought != members))) {
        errors.push_back({"partners",
                          "founding.partner_sum",
                          {{"sum", std::to_string(brought)}, {"members", std::to_string(members)}}});
    }
    return errors;
}

std::vector<FieldError> missing_partners(const BuildingMode& mode, const std::vector<ProjectPartner>& partners) {
    Errors errors;
    bool needs_any = !mode.partners.empty();
    int of_these = 0;
    for (const PartnerNeed& need : mode.partners) {
        const int count = count_of(partners, need.kind);
        of_these += count;
        needs_any = needs_any && need.min == 0;
        if (count < need.min || (need.max > 0 && count > need.max)) {
            errors.push_back({"partners",
                              "founding.partners." + std::string(to_string(need.kind)),
                              {{"mode", mode.label},
                               {"min", std::to_string(need.min)},
                               {"max", need.max > 0 ? std::to_string(need.max) : ""},
                               {"count", std::to_string(count)}}});
        }
        const auto leads = std::count_if(partners.begin(), partners.end(), [&](const ProjectPartner& one) {
            return one.kind == need.kind && one.is_lead;
        });
        if (need.needs_lead && count > 0 && leads != 1) {
            errors.push_back(
                {"partners", "founding.lead_missing", {{"mode", mode.label}, {"count", std::to_string(leads)}}});
        }
    }
    if (needs_any && of_these == 0) errors.push_back({"partners", "founding.no_partner", {{"mode", mode.label}}});
    return errors;
}

}  // namespace league
