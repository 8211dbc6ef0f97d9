// UTF-8 helpers. "Characters" are Unicode code points, which is how WeChat counts lengths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace league::text {

/// Strict: no overlong forms, no surrogates, nothing above U+10FFFF, no NUL.
bool is_valid_utf8(std::string_view text);
std::size_t count_characters(std::string_view utf8);
/// At most `limit` characters; a cut text ends in "…" which counts as one of them.
std::string shorten(std::string_view utf8, std::size_t limit);
/// At most `limit` bytes, cut on a character boundary.
std::string cut_bytes(std::string_view utf8, std::size_t limit);
/// Without leading and trailing white space, the ideographic space U+3000 included.
std::string trim(std::string_view utf8);
/// Full-width digits, letters, punctuation and space become their ASCII forms (１２：３０ -> 12:30).
std::string to_half_width(std::string_view utf8);
/// Without control characters (newlines too, each run becomes one space) and emoji: for notice values and titles.
std::string plain_line(std::string_view utf8);
std::vector<std::string> split(std::string_view text, char separator);
/// Lower-case hex of bytes.
std::string to_hex(std::string_view bytes);
/// The code points; bytes that are not UTF-8 are passed over.
std::u32string to_code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);
/// Compares in time that depends on the lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace league::text
