// Ways of building an organisation and what it is built on (R29-R37; domain 5.1). A county keeps its own list of modes:
// which partners a mode needs is a row, and the rules here read rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

enum class PartnerKind {
    village,
    community,
    office,     ///< section or station of the township
    party_org,  ///< Party organisation of the same unit
    firm,
    cooperative,
    association,
    hobby_group,
    area,  ///< scenic area, base, park
    school,
    other,
};
std::string_view to_string(PartnerKind kind);
std::optional<PartnerKind> partner_kind_from(std::string_view text);

/// How many partners of one kind a mode needs.
struct PartnerNeed {
    PartnerKind kind = PartnerKind::other;
    int min = 0;
    int max = 0;              ///< 0: no upper bound
    bool needs_lead = false;  ///< exactly one of them leads

    bool operator==(const PartnerNeed&) const = default;
};

struct BuildingMode {
    std::string code;   ///< "M4"
    std::string label;  ///< Chinese, as the office calls it
    std::string description;
    int sort = 0;
    bool in_use = true;
    std::vector<PartnerNeed> partners;  ///< all with min 0: at least one partner of any of these kinds

    bool operator==(const BuildingMode&) const = default;
};

/// Every wrong field of a mode that an office wants to keep.
std::vector<FieldError> check_mode(const BuildingMode& mode);

/// Somebody an organisation is built with.
struct ProjectPartner {
    PartnerKind kind = PartnerKind::other;
    std::string name;
    std::string credit_code;  ///< 18 characters, of firms and cooperatives; may be empty (R36)
    bool is_lead = false;
    std::optional<int> members;  ///< League members that this partner brings, where known

    bool operator==(const ProjectPartner&) const = default;
};

/// Wrong fields of a list of partners ("partners.2"): names, doubles, credit codes, more members than `members` in all.
std::vector<FieldError> check_partners(const std::vector<ProjectPartner>& partners, int members);
/// What the mode still wants of these partners; empty when it has all.
std::vector<FieldError> missing_partners(const BuildingMode& mode, const std::vector<ProjectPartner>& partners);

}  // namespace league
