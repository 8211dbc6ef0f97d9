#include "lib/base/text.hpp"

#include <cstdint>
#include <optional>

namespace league::text {
namespace {

struct CodePoint {
    char32_t value;
    std::size_t bytes;
};

/// The code point that starts at `text`, or nothing when the bytes are not UTF-8.
std::optional<CodePoint> decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return CodePoint{first, 1};
    std::size_t length = 0;
    char32_t value = 0;
    if ((first & 0xe0) == 0xc0) {
        length = 2;
        value = first & 0x1f;
    } else if ((first & 0xf0) == 0xe0) {
        length = 3;
        value = first & 0x0f;
    } else if ((first & 0xf8) == 0xf0) {
        length = 4;
        value = first & 0x07;
    } else {
        return std::nullopt;
    }
    if (text.size() < length) return std::nullopt;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
        value = (value << 6) | (byte(i) & 0x3f);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return std::nullopt;
    return CodePoint{value, length};
}

void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x3000 || c == 0xa0 || c == 0xfeff;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) || c == 0x2028 || c == 0x2029;
}

bool is_emoji(char32_t c) {
    return c >= 0x1f000 || (c >= 0x2600 && c <= 0x27bf) || c == 0xfe0f || c == 0x20e3 || (c >= 0xe000 && c <= 0xf8ff);
}

/// Calls `use` with each code point and its place; bytes that are not UTF-8 are passed over.
template <typename Use>
void each(std::string_view text, Use use) {
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode(text.substr(at));
        if (point) use(point->value, at, point->bytes);
        at += point ? point->bytes : 1;
    }
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode(text.substr(at));
        if (!point || point->value == 0) return false;
        at += point->bytes;
    }
    return true;
}

std::size_t count_characters(std::string_view utf8) {
    std::size_t count = 0;
    each(utf8, [&](char32_t, std::size_t, std::size_t) { ++count; });
    return count;
}

std::string shorten(std::string_view utf8, std::size_t limit) {
    if (count_characters(utf8) <= limit) return std::string(utf8);
    if (limit == 0) return "";
    std::size_t count = 0;
    std::size_t end = 0;
    each(utf8, [&](char32_t, std::size_t at, std::size_t bytes) {
        if (++count < limit) end = at + bytes;
    });
    return std::string(utf8.substr(0, end)) + "…";
}

std::string cut_bytes(std::string_view utf8, std::size_t limit) {
    if (utf8.size() <= limit) return std::string(utf8);
    while (limit > 0 && (static_cast<unsigned char>(utf8[limit]) & 0xc0) == 0x80) --limit;
    return std::string(utf8.substr(0, limit));
}

std::string trim(std::string_view utf8) {
    std::optional<std::size_t> begin;
    std::size_t end = 0;
    each(utf8, [&](char32_t c, std::size_t at, std::size_t bytes) {
        if (is_space(c)) return;
        if (!begin) begin = at;
        end = at + bytes;
    });
    return begin ? std::string(utf8.substr(*begin, end - *begin)) : std::string();
}

std::string to_half_width(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    each(utf8, [&](char32_t c, std::size_t, std::size_t) {
        if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
        if (c == 0x3000) c = ' ';
        append(out, c);
    });
    return out;
}

std::string plain_line(std::string_view utf8) {
    std::string out;
    bool gap = false;
    each(utf8, [&](char32_t c, std::size_t, std::size_t) {
        if (is_emoji(c)) return;
        if (is_control(c) || is_space(c)) {
            gap = true;
            return;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        append(out, c);
    });
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        out += digits[static_cast<unsigned char>(byte) >> 4];
        out += digits[static_cast<unsigned char>(byte) & 0x0f];
    }
    return out;
}

std::u32string to_code_points(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    each(utf8, [&](char32_t c, std::size_t, std::size_t) { out += c; });
    return out;
}

std::string to_utf8(std::u32string_view code_points) {
    std::string out;
    out.reserve(code_points.size() * 3);
    for (const char32_t c : code_points) append(out, c);
    return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return difference == 0;
}

}  // namespace league::text
