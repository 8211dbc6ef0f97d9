// The organisation tree: province, city, county, township, branch, of any depth (domain 1.1).
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"

namespace league {

enum class OrgKind {
    province,
    city,
    county,
    township,
    grassroots_committee,
    general_branch,
    branch,
    joint_branch,
    temporary_branch,
};

std::string_view to_string(OrgKind kind);
std::optional<OrgKind> org_kind_from(std::string_view text);
/// Whether the unit is one of the affiliated organisations that log activities and are counted (R63).
bool counts_as_branch(OrgKind kind);

/// Where a unit stands: the codes from the root down, "430000/430900/QH/QH-CG". The one answer to
/// "is this unit under that one".
class OrgPath {
public:
    OrgPath() = default;
    static OrgPath root(std::string_view code);
    /// Reads what str() gave.
    static OrgPath from_stored(std::string text);

    OrgPath child(std::string_view code) const;
    /// True for the unit itself and everything below it.
    bool contains(const OrgPath& other) const;
    /// The codes from the root down to this unit.
    std::vector<std::string> codes() const;
    std::size_t depth() const;
    const std::string& str() const { return text_; }

    auto operator<=>(const OrgPath&) const = default;

private:
    std::string text_;
};

/// 1..32 of letters, digits, '-', '_', '.': what may stand in a path, a URL and a QR scene.
bool is_unit_code(std::string_view text);

struct OrgUnit {
    OrgUnitId id;
    std::string code;  ///< never changes, unique in the installation
    std::string name;  ///< full name
    std::string short_name;
    OrgKind kind = OrgKind::branch;
    std::optional<OrgUnitId> parent;
    OrgPath path;
    int sort = 0;
    Instant opened_at;
    std::optional<Instant> closed_at;

    bool operator==(const OrgUnit&) const = default;
};

}  // namespace league
