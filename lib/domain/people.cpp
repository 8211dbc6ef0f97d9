#include "lib/domain/people.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Without spaces, hyphens and the dashes that phones put in their place.
std::string without_breaks(std::string_view typed) {
    std::string half = text::to_half_width(text::trim(typed));
    for (const std::string_view dash : {"\u2010", "\u2013", "\u2014", "\u2212"}) {
        for (auto at = half.find(dash); at != std::string::npos; at = half.find(dash)) half.erase(at, dash.size());
    }
    std::erase_if(half, [](char c) { return c == ' ' || c == '-' || c == '\t'; });
    return half;
}

}  // namespace

std::string_view to_string(MergeVerdict verdict) {
    switch (verdict) {
        case MergeVerdict::merged: return "merged";
        case MergeVerdict::refused: return "refused";
    }
    stop("unknown MergeVerdict");
}

std::optional<MergeVerdict> merge_verdict_from(std::string_view text) {
    if (text == "merged") return MergeVerdict::merged;
    if (text == "refused") return MergeVerdict::refused;
    return std::nullopt;
}

std::optional<std::string> normal_person_name(std::string_view text) {
    if (!text::is_valid_utf8(text)) return std::nullopt;
    std::string name = text::trim(text);
    const bool has_control =
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (name.empty() || has_control || text::count_characters(name) > kPersonNameCharacters) return std::nullopt;
    return name;
}

std::optional<std::string> normal_phone(std::string_view text) {
    if (text.size() > 64 || !text::is_valid_utf8(text)) return std::nullopt;
    std::string digits = without_breaks(text);
    if (digits.starts_with("+86")) {
        digits.erase(0, 3);
    } else if (digits.size() == 13 && digits.starts_with("861")) {
        digits.erase(0, 2);
    }
    if (digits.size() < 5 || digits.size() > 15 || !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return std::nullopt;
    }
    return digits;
}

std::string masked_phone(std::string_view phone) {
    constexpr std::size_t hidden = 4;
    if (phone.size() <= hidden) return std::string(phone.size(), '*');
    const std::size_t tail = std::min<std::size_t>(4, phone.size() - hidden);
    const std::size_t head = std::min<std::size_t>(3, phone.size() - hidden - tail);
    return std::string(phone.substr(0, head)) + std::string(phone.size() - head - tail, '*') +
           std::string(phone.substr(phone.size() - tail));
}

std::optional<std::string> normal_invite_code(std::string_view typed) {
    if (typed.size() > 64 || !text::is_valid_utf8(typed)) return std::nullopt;
    std::string code = without_breaks(typed);
    for (char& c : code) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    constexpr std::string_view issued = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    if (code.size() != 8 || code.find_first_not_of(issued) != std::string::npos) return std::nullopt;
    return code;
}

std::string printed_invite_code(std::string_view code) {
    ensure(code.size() == 8);
    return std::string(code.substr(0, 4)) + "-" + std::string(code.substr(4));
}

std::optional<std::string> normal_link_code(std::string_view typed) {
    if (typed.size() > 64 || !text::is_valid_utf8(typed)) return std::nullopt;
    std::string digits = without_breaks(typed);
    if (digits.size() != 6 || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    return digits;
}

}  // namespace league
