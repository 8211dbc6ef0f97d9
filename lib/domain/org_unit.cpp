#include "lib/domain/org_unit.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::array<std::pair<OrgKind, std::string_view>, 9> kKinds = {{
    {OrgKind::province, "province"},
    {OrgKind::city, "city"},
    {OrgKind::county, "county"},
    {OrgKind::township, "township"},
    {OrgKind::grassroots_committee, "grassroots_committee"},
    {OrgKind::general_branch, "general_branch"},
    {OrgKind::branch, "branch"},
    {OrgKind::joint_branch, "joint_branch"},
    {OrgKind::temporary_branch, "temporary_branch"},
}};

}  // namespace

std::string_view to_string(OrgKind kind) {
    for (const auto& [value, text] : kKinds) {
        if (value == kind) return text;
    }
    stop("unknown OrgKind");
}

std::optional<OrgKind> org_kind_from(std::string_view text) {
    for (const auto& [value, name] : kKinds) {
        if (name == text) return value;
    }
    return std::nullopt;
}

bool counts_as_branch(OrgKind kind) {
    switch (kind) {
        case OrgKind::province:
        case OrgKind::city:
        case OrgKind::county:
        case OrgKind::township:
        case OrgKind::grassroots_committee: return false;
        case OrgKind::general_branch:
        case OrgKind::branch:
        case OrgKind::joint_branch:
        case OrgKind::temporary_branch: return true;
    }
    stop("unknown OrgKind");
}

OrgPath OrgPath::root(std::string_view code) {
    return OrgPath().child(code);
}

OrgPath OrgPath::from_stored(std::string text) {
    OrgPath path;
    path.text_ = std::move(text);
    return path;
}

OrgPath OrgPath::child(std::string_view code) const {
    ensure(is_unit_code(code));
    OrgPath path;
    path.text_ = text_.empty() ? std::string(code) : text_ + "/" + std::string(code);
    return path;
}

bool OrgPath::contains(const OrgPath& other) const {
    if (text_.empty() || !other.text_.starts_with(text_)) return false;
    return other.text_.size() == text_.size() || other.text_[text_.size()] == '/';
}

std::vector<std::string> OrgPath::codes() const {
    return text_.empty() ? std::vector<std::string>{} : text::split(text_, '/');
}

std::size_t OrgPath::depth() const {
    return codes().size();
}

bool is_unit_code(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
               c == '.';
    });
}

}  // namespace league
