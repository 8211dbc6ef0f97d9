// What the readers of chat answers share: a message as characters in half width, and numbers in digits or Chinese
// numerals at a place in it. The tables hold Chinese words: they are what is read, not what is said.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace league::chat {

/// The first `limit` characters as they were written; bytes that are not UTF-8 are passed over.
std::u32string characters_as_written(std::string_view text, std::size_t limit);
/// The same in half width (：１２ is :12), one character for one.
std::u32string characters(std::string_view text, std::size_t limit);

struct Number {
    long long value = 0;     ///< over 999999999 comes back as that
    std::size_t length = 0;  ///< characters it takes
    bool ascii = false;      ///< written in digits 0-9
};

/// The number that begins at `at`: digits (3, 2026) or numerals (三, 十五, 二十三, 一百二十, 二〇二六).
std::optional<Number> number_at(std::u32string_view text, std::size_t at);

bool is_digit(char32_t c);
/// A digit or numeral: what a number at the next place would be part of.
bool is_numeral(char32_t c);
/// A Chinese character.
bool is_ideograph(char32_t c);
bool is_space(char32_t c);
bool starts_with(std::u32string_view text, std::size_t at, std::u32string_view word);

}  // namespace league::chat
