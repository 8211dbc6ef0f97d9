// The value rules of notices (wechat-api 4.2): one checker and, where a shorter text says the same, one
// shortener per type.
#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/wechat/limits.hpp"

namespace league::wechat {
namespace {

constexpr std::string_view kNothing = "无";

bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_printable_ascii(char32_t c) {
    return c >= 0x20 && c < 0x7f;
}
bool is_chinese(char32_t c) {
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3007 ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x323af);
}

/// The code points of text that is UTF-8 already.
std::u32string characters(std::string_view utf8) {
    std::u32string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[at]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        char32_t value = length == 1 ? first : first & (0xffu >> (length + 1));
        for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i) {
            value = (value << 6) | (static_cast<unsigned char>(utf8[at + i]) & 0x3fu);
        }
        out += value;
        at += length;
    }
    return out;
}

template <typename Rule>
bool all_are(std::u32string_view text, Rule rule) {
    return std::all_of(text.begin(), text.end(), rule);
}

/// Digits with at most one decimal point between them.
bool is_decimal(std::u32string_view text, std::size_t max_digits) {
    const auto points = std::count(text.begin(), text.end(), U'.');
    const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
    return digits > 0 && digits <= max_digits && points <= 1 &&
           digits + static_cast<std::size_t>(points) == text.size() && text.front() != U'.' && text.back() != U'.';
}

/// Takes digits off the front; their value, or nothing when there are none or more than `most`.
std::optional<int> take_number(std::u32string_view& text, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < text.size() && is_digit(text[count])) {
        if (count == most) return std::nullopt;
        value = value * 10 + static_cast<int>(text[count++] - U'0');
    }
    if (count == 0) return std::nullopt;
    text.remove_prefix(count);
    return value;
}

bool take(std::u32string_view& text, char32_t c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

bool take_clock(std::u32string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 24 || !take(text, U':')) return false;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return false;
    if (!take(text, U':')) return true;
    const auto second = take_number(text, 2);
    return second && *second <= 59;
}

/// 2019年10月1日, 2019-12-25, 2019/12/25 or 2019.12.25
bool take_day(std::u32string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || *year < 1000 || text.empty()) return false;
    const char32_t mark = text.front();
    const bool is_chinese_form = mark == U'年';
    if (!is_chinese_form && mark != U'-' && mark != U'/' && mark != U'.') return false;
    text.remove_prefix(1);
    const auto month = take_number(text, 2);
    if (!month || *month < 1 || *month > 12 || !take(text, is_chinese_form ? U'月' : mark)) return false;
    const auto day = take_number(text, 2);
    return day && *day >= 1 && *day <= 31 && (!is_chinese_form || take(text, U'日'));
}

/// A clock time, a day, or a day and a clock time; `day_needed` for the type `date`.
bool is_moment(std::u32string_view text, bool day_needed) {
    std::u32string_view rest = text;
    if (take_day(rest)) {
        while (take(rest, U' ')) {
        }
        // A bare day is a date; the type `time` has a clock in it.
        if (rest.empty()) return day_needed;
        return take_clock(rest) && rest.empty();
    }
    rest = text;
    return !day_needed && take_clock(rest) && rest.empty();
}

bool is_moment_or_span(std::u32string_view text, bool day_needed) {
    const auto trim = [](std::u32string_view part) {
        while (take(part, U' ')) {
        }
        while (!part.empty() && part.back() == U' ') part.remove_suffix(1);
        return part;
    };
    const std::size_t mark = text.find(U'~');
    if (mark == std::u32string_view::npos) return is_moment(trim(text), day_needed);
    const auto end = trim(text.substr(mark + 1));
    // The end of a span may leave the day out: 2019年10月1日 15:01~16:00.
    return is_moment(trim(text.substr(0, mark)), day_needed) && (is_moment(end, day_needed) || is_moment(end, false));
}

bool is_amount(std::u32string_view text, std::size_t digits) {
    constexpr std::u32string_view signs = U"¥￥$€£";
    if (!text.empty() && signs.find(text.front()) != std::u32string_view::npos) text.remove_prefix(1);
    if (!text.empty() && text.back() == U'元') text.remove_suffix(1);
    return is_decimal(text, digits);
}

bool is_car_number(std::u32string_view text, std::size_t limit) {
    if (text.empty() || text.size() > limit) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_edge = i == 0 || i + 1 == text.size();
        if (!is_digit(text[i]) && !is_letter(text[i]) && !(is_edge && is_chinese(text[i]))) return false;
    }
    return true;
}

bool is_name(std::u32string_view text, const WechatLimits& limits) {
    const bool has_chinese = !all_are(text, [](char32_t c) { return is_printable_ascii(c); });
    return text.size() <= (has_chinese ? limits.name_chinese : limits.name_other);
}

bool is_symbol(char32_t c) {
    return c > 0x20 && c != 0x7f && !is_digit(c) && !is_letter(c) && !is_chinese(c);
}

/// The error's key, or nothing when the value keeps the rule.
std::optional<std::string> broken_rule(std::string_view type, std::string_view value, const WechatLimits& limits) {
    constexpr auto too_long = "too_long";
    constexpr auto wrong = "wechat.wrong_value";
    const std::u32string text = characters(value);
    const auto check = [&](bool right, std::size_t limit) -> std::optional<std::string> {
        if (!right) return wrong;
        if (text.size() > limit) return too_long;
        return std::nullopt;
    };
    if (text::trim(value).empty()) return "missing";
    if (!text::is_valid_utf8(value) || text::plain_line(value) != value) return wrong;
    if (type == "thing") return check(true, limits.thing);
    if (type == "const") return check(true, limits.const_value);
    if (type == "enum") return std::nullopt;
    if (type == "number") return check(is_decimal(text, limits.number), text.size());
    if (type == "letter") return check(all_are(text, is_letter), limits.letter);
    if (type == "symbol") return check(all_are(text, is_symbol), limits.symbol);
    if (type == "character_string") return check(all_are(text, is_printable_ascii), limits.character_string);
    if (type == "time") return check(is_moment_or_span(text, false), text.size());
    if (type == "date") return check(is_moment_or_span(text, true), text.size());
    if (type == "amount") return check(is_amount(text, limits.amount_digits), text.size());
    if (type == "phone_number") {
        return check(all_are(text, [](char32_t c) { return is_printable_ascii(c) && !is_letter(c); }),
                     limits.phone_number);
    }
    if (type == "car_number") return check(is_car_number(text, limits.car_number), text.size());
    if (type == "name") return is_name(text, limits) ? std::nullopt : std::optional<std::string>(too_long);
    if (type == "phrase") return check(all_are(text, is_chinese), limits.phrase);
    return wrong;
}

std::size_t limit_of(std::string_view type, std::string_view value, const WechatLimits& limits) {
    if (type == "const") return limits.const_value;
    if (type == "letter") return limits.letter;
    if (type == "symbol") return limits.symbol;
    if (type == "character_string") return limits.character_string;
    if (type == "phone_number") return limits.phone_number;
    if (type == "phrase") return limits.phrase;
    if (type == "name") return value.size() == text::count_characters(value) ? limits.name_other : limits.name_chinese;
    return limits.thing;
}

std::string shorten_name(const std::string& name, const WechatLimits& limits) {
    if (is_name(characters(name), limits)) return name;
    // "…" is no letter and would make the shorter limit count.
    const bool is_ascii = name.size() == text::count_characters(name);
    if (is_ascii && limits.name_other > 3) return name.substr(0, limits.name_other - 3) + "...";
    return text::shorten(name, limits.name_chinese);
}

FieldError error_of(const std::string& key, const std::string& type, const std::string& value, const std::string& rule,
                    const WechatLimits& limits) {
    Values values;
    if (rule == "too_long") values["limit"] = std::to_string(limit_of(type, value, limits));
    if (rule == "wechat.wrong_value") values["type"] = type;
    return {key, rule, values};
}

}  // namespace

std::optional<std::string> notice_type(std::string_view key) {
    constexpr std::string_view types[] = {"thing", "number", "letter", "symbol",       "character_string",
                                          "time",  "date",   "amount", "phone_number", "car_number",
                                          "name",  "phrase", "enum",   "const"};
    const std::size_t end = key.find_last_not_of("0123456789");
    if (end == std::string_view::npos || end + 1 == key.size()) return std::nullopt;
    const std::string_view type = key.substr(0, end + 1);
    if (std::find(std::begin(types), std::end(types), type) == std::end(types)) return std::nullopt;
    return std::string(type);
}

std::vector<FieldError> check_notice(const NoticeData& data, const WechatLimits& limits) {
    std::vector<FieldError> errors;
    for (const auto& [key, value] : data) {
        const auto type = notice_type(key);
        if (!type) {
            errors.push_back({key, "unknown", {}});
        } else if (const auto rule = broken_rule(*type, value, limits)) {
            errors.push_back(error_of(key, *type, value, *rule, limits));
        }
    }
    return errors;
}

std::optional<std::string> fit_notice_value(std::string_view type, std::string_view text, const WechatLimits& limits) {
    std::string value = text::trim(text::plain_line(text));
    const bool allows_chinese = type == "thing" || type == "name" || type == "phrase";
    if (value.empty() && allows_chinese) value = kNothing;
    if (type == "thing") {
        value = text::shorten(value, limits.thing);
    } else if (type == "name") {
        value = shorten_name(value, limits);
    } else if (!allows_chinese && type != "const" && type != "enum") {
        // People type full-width digits and colons; the same value in half width is what the rule wants.
        value = text::trim(text::to_half_width(value));
        if (type == "number" || type == "amount") std::erase(value, ',');
    }
    if (broken_rule(type, value, limits)) return std::nullopt;
    return value;
}

Result<NoticeData, std::vector<FieldError>> fit_notice(const NoticeData& data, const WechatLimits& limits) {
    NoticeData fitted;
    std::vector<FieldError> errors;
    for (const auto& [key, text] : data) {
        const auto type = notice_type(key);
        if (!type) {
            errors.push_back({key, "unknown", {}});
            continue;
        }
        if (auto value = fit_notice_value(*type, text, limits)) {
            fitted[key] = std::move(*value);
        } else {
            const std::string plain = text::trim(text::plain_line(text));
            const auto rule = broken_rule(*type, plain, limits).value_or("wechat.wrong_value");
            errors.push_back(error_of(key, *type, plain, rule, limits));
        }
    }
    if (!errors.empty()) return Unexpected{std::move(errors)};
    return fitted;
}

}  // namespace league::wechat
