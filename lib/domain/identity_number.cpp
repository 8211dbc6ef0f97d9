#include "lib/domain/identity_number.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "lib/base/text.hpp"

namespace league {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int digits_at(const std::string& text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
}

/// GB 11643: weights 2^(17-i) modulo 11.
char check_digit(const std::string& first_17) {
    constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first_17[i] - '0') * kWeights[i];
    return "10X98765432"[sum % 11];
}

bool has_birth_date(const std::string& number) {
    const std::chrono::year_month_day born{std::chrono::year(digits_at(number, 6, 4)),
                                           std::chrono::month(static_cast<unsigned>(digits_at(number, 10, 2))),
                                           std::chrono::day(static_cast<unsigned>(digits_at(number, 12, 2)))};
    return born.ok() && born.year() >= std::chrono::year(1900);
}

bool is_resident_number(const std::string& text) {
    return text.size() == 18 && std::all_of(text.begin(), text.begin() + 17, is_digit) && has_birth_date(text) &&
           check_digit(text.substr(0, 17)) == text[17];
}

/// Passports and papers of Hong Kong, Macao and Taiwan: letters among digits, so never a mistyped resident number.
bool is_other_paper(const std::string& text) {
    const bool fits = text.size() >= 6 && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
                          return is_digit(c) || (c >= 'A' && c <= 'Z');
                      });
    const auto letters = std::count_if(text.begin(), text.end(), [](char c) { return !is_digit(c); });
    return fits && letters > 0 && !(text.size() == 18 && text.back() == 'X' && letters == 1);
}

}  // namespace

IdentityNumber read_identity_number(const SheetCell& cell) {
    using State = IdentityNumber::State;
    std::string text;
    for (const char c : text::to_half_width(cell.text)) {
        if (c == ' ' || c == '\'' || c == '-' || c == '\t') continue;
        text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (text.empty()) return {};
    if (cell.kind == SheetCell::Kind::number && text.size() > 15) return {State::digits_lost, {}};
    const bool all_digits = std::all_of(text.begin(), text.end(), is_digit);
    if (text.size() == 15 && all_digits) {
        text.insert(6, "19");
        text += check_digit(text);
    }
    if (is_resident_number(text) || is_other_paper(text)) return {State::sound, text};
    // 4.30922E+17, pasted as text from a sheet that showed it so.
    const bool exponent = text.find("E+") != std::string::npos;
    return {exponent ? State::digits_lost : State::malformed, {}};
}

}  // namespace league
