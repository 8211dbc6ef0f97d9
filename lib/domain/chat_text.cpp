#include "lib/domain/chat_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/text.hpp"

namespace league::chat {
namespace {

constexpr long long kMost = 999999999;

/// 0..9, or nothing.
std::optional<int> numeral_digit(char32_t c) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    if (c == U'〇' || c == U'○') return 0;
    if (c == U'两') return 2;
    const std::size_t place = digits.find(c);
    return place == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(place));
}

/// 10 for 十 and so on, or nothing.
std::optional<long long> numeral_unit(char32_t c) {
    switch (c) {
        case U'十': return 10;
        case U'百': return 100;
        case U'千': return 1000;
        case U'万': return 10000;
        default: return std::nullopt;
    }
}

/// 廿 and 卅 on old-fashioned calendars.
std::optional<int> numeral_tens(char32_t c) {
    if (c == U'廿') return 20;
    if (c == U'卅') return 30;
    return std::nullopt;
}

bool is_chinese_numeral(char32_t c) {
    return numeral_digit(c) || numeral_unit(c) || numeral_tens(c);
}

/// 一百二十三, 十五, 廿三; 一百二 is 120 as people say it.
long long read_with_units(std::u32string_view run) {
    long long total = 0;
    long long digit = 0;
    long long last_unit = 1;
    bool have_digit = false;
    bool after_zero = false;
    for (const char32_t c : run) {
        if (const auto d = numeral_digit(c)) {
            digit = *d;
            have_digit = *d != 0;
            after_zero = *d == 0;
        } else if (const auto tens = numeral_tens(c)) {
            total += *tens;
            last_unit = 10;
        } else {
            const long long unit = *numeral_unit(c);
            if (unit == 10000) {
                total = (total + digit) * unit;
            } else {
                total += (have_digit ? digit : 1) * unit;
            }
            digit = 0;
            have_digit = false;
            after_zero = false;
            last_unit = unit;
        }
        if (total > kMost) return kMost;
    }
    const bool short_form = have_digit && !after_zero && last_unit >= 100 && numeral_unit(run[run.size() - 2]);
    return std::min(kMost, total + (short_form ? digit * last_unit / 10 : digit));
}

long long read_digits(std::u32string_view run) {
    long long value = 0;
    for (const char32_t c : run) value = std::min(kMost, value * 10 + numeral_digit(c).value_or(0));
    return value;
}

}  // namespace

std::u32string characters_as_written(std::string_view text, std::size_t limit) {
    // Four bytes a character at most: cutting first keeps the work bounded whatever was sent.
    std::u32string all = text::to_code_points(text::cut_bytes(text, limit * 4));
    if (all.size() > limit) all.resize(limit);
    return all;
}

std::u32string characters(std::string_view text, std::size_t limit) {
    std::u32string all = characters_as_written(text, limit);
    for (char32_t& c : all) {
        if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
        if (c == 0x3000) c = U' ';
    }
    return all;
}

std::optional<Number> number_at(std::u32string_view text, std::size_t at) {
    std::size_t end = at;
    if (at < text.size() && is_digit(text[at])) {
        long long value = 0;
        for (; end < text.size() && is_digit(text[end]); ++end) {
            value = std::min(kMost, value * 10 + static_cast<long long>(text[end] - U'0'));
        }
        return Number{value, end - at, /*ascii=*/true};
    }
    while (end < text.size() && is_chinese_numeral(text[end])) ++end;
    if (end == at) return std::nullopt;
    const std::u32string_view run = text.substr(at, end - at);
    const bool units =
        std::any_of(run.begin(), run.end(), [](char32_t c) { return numeral_unit(c).has_value() || numeral_tens(c); });
    return Number{units ? read_with_units(run) : read_digits(run), run.size(), /*ascii=*/false};
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool is_numeral(char32_t c) {
    return is_digit(c) || is_chinese_numeral(c);
}
bool is_ideograph(char32_t c) {
    return c >= 0x3400 && c <= 0x9fff;
}
bool is_space(char32_t c) {
    return c == U' ' || (c >= 0x09 && c <= 0x0d) || c == 0xa0 || c == 0x3000;
}
bool starts_with(std::u32string_view text, std::size_t at, std::u32string_view word) {
    return at <= text.size() && text.substr(at, word.size()) == word;
}

}  // namespace league::chat
