#include "tools/wechat_sim/value_rules.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include "lib/base/text.hpp"

namespace league::sim {
namespace {

/// Code points of text that is known to be UTF-8 (it came through the JSON reader).
std::u32string code_points(std::string_view utf8) {
    std::u32string out;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) == 0x80) {
            if (!out.empty()) out.back() = (out.back() << 6) | (byte & 0x3f);
        } else if (byte < 0x80) {
            out.push_back(byte);
        } else {
            out.push_back(byte & (byte < 0xe0 ? 0x1f : byte < 0xf0 ? 0x0f : 0x07));
        }
    }
    return out;
}

bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_chinese(char32_t c) {
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2ffff) ||
           c == 0x3007;
}

/// How a supplementary-plane character counts is not documented: the strict reading is its two UTF-16 units.
std::size_t length(const std::u32string& text) {
    return text.size() +
           static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char32_t c) { return c > 0xffff; }));
}

template <typename Test>
bool all(const std::u32string& text, Test test) {
    return std::all_of(text.begin(), text.end(), test);
}

bool matches(std::string_view text, const std::regex& pattern) {
    return text.size() <= 120 && std::regex_match(text.begin(), text.end(), pattern);
}

const std::string kDate =
    R"(\d{4}(年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\d|3[01])日|[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])))";
const std::string kTime = R"(([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)";

bool is_time(std::string_view value) {
    static const std::string one = "(" + kDate + " ?)?" + kTime;
    static const std::regex pattern(one + "(~" + one + ")?");
    return matches(value, pattern);
}

bool is_date(std::string_view value) {
    static const std::string one = kDate + "( ?" + kTime + ")?";
    static const std::regex pattern(one + "(~" + one + ")?");
    return matches(value, pattern);
}

std::string_view type_of(std::string_view key) {
    while (!key.empty() && is_digit(static_cast<unsigned char>(key.back()))) key.remove_suffix(1);
    return key;
}

using Listed = std::vector<std::string>;
using Rule = bool (*)(std::string_view value, const std::u32string& text);

bool is_name(std::string_view, const std::u32string& text) {
    const bool chinese = std::any_of(text.begin(), text.end(), is_chinese);
    return length(text) <= (chinese ? 10U : 20U) && !std::any_of(text.begin(), text.end(), is_digit);
}

bool is_car_number(std::string_view, const std::u32string& text) {
    if (length(text) > 8) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool edge = i == 0 || i + 1 == text.size();
        if (!is_digit(text[i]) && !is_letter(text[i]) && !(edge && is_chinese(text[i]))) return false;
    }
    return true;
}

const std::map<std::string_view, Rule>& rules() {
    static const std::map<std::string_view, Rule> table = {
        {"thing", [](std::string_view, const std::u32string& text) { return length(text) <= 20; }},
        {"number",
         [](std::string_view value, const std::u32string&) {
             static const std::regex pattern(R"(-?\d+(\.\d+)?)");
             return value.size() <= 32 && matches(value, pattern);
         }},
        {"letter",
         [](std::string_view, const std::u32string& text) { return text.size() <= 32 && all(text, is_letter); }},
        {"symbol",
         [](std::string_view, const std::u32string& text) {
             return length(text) <= 5 &&
                    all(text, [](char32_t c) { return !is_digit(c) && !is_letter(c) && !is_chinese(c) && c != ' '; });
         }},
        {"character_string",
         [](std::string_view, const std::u32string& text) {
             return text.size() <= 32 && all(text, [](char32_t c) { return c > 0x20 && c < 0x7f; });
         }},
        {"time", [](std::string_view value, const std::u32string&) { return is_time(value); }},
        {"date", [](std::string_view value, const std::u32string&) { return is_date(value); }},
        {"amount",
         [](std::string_view value, const std::u32string&) {
             static const std::regex pattern("(¥|￥|[$]|€|£)?\\d{1,10}(\\.\\d+)?(元)?");
             return matches(value, pattern);
         }},
        {"phone_number",
         [](std::string_view, const std::u32string& text) {
             return text.size() <= 17 && all(text, [](char32_t c) { return c > 0x20 && c < 0x7f && !is_letter(c); });
         }},
        {"car_number", is_car_number},
        {"name", is_name},
        {"phrase",
         [](std::string_view, const std::u32string& text) { return text.size() <= 5 && all(text, is_chinese); }},
        {"enum", [](std::string_view, const std::u32string&) { return true; }},
        {"const", [](std::string_view, const std::u32string& text) { return length(text) <= 20; }},
    };
    return table;
}

}  // namespace

bool is_notice_key(std::string_view key) {
    const std::string_view type = type_of(key);
    return type.size() < key.size() && rules().contains(type);
}

bool is_notice_value(std::string_view key, std::string_view value, const Listed& listed) {
    const auto rule = rules().find(type_of(key));
    if (rule == rules().end() || value.empty() || !text::is_valid_utf8(value)) return false;
    if (!listed.empty() && std::find(listed.begin(), listed.end(), value) == listed.end()) return false;
    const std::u32string text = code_points(value);
    if (std::any_of(text.begin(), text.end(), [](char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }))
        return false;
    return rule->second(value, text);
}

}  // namespace league::sim
