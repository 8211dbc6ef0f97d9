#include "lib/base/random.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace league {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

/// One character of `alphabet` per position, without modulo bias (rejection sampling).
std::string pick(Random& random, std::string_view alphabet, std::size_t length) {
    const std::size_t limit = 256 - 256 % alphabet.size();
    std::string text;
    std::array<std::uint8_t, 32> bytes{};
    while (text.size() < length) {
        random.fill(bytes);
        for (const std::uint8_t byte : bytes) {
            if (byte < limit && text.size() < length) text += alphabet[byte % alphabet.size()];
        }
    }
    return text;
}

}  // namespace

std::string make_uuid_v7(Random& random, Instant now) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    const auto millis = static_cast<std::uint64_t>(to_millis(now));
    for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
    bytes[6] = static_cast<std::uint8_t>(0x70 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += kHex[bytes[i] >> 4];
        text += kHex[bytes[i] & 0x0f];
    }
    return text;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : kHex.find(text[i]) == std::string_view::npos) return false;
    }
    return true;
}

std::string make_digits(Random& random, std::size_t digits) {
    return pick(random, "0123456789", digits);
}

std::string make_token(Random& random) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return pick(random, alphabet, 43);  // 43 x 6 bits
}

std::string make_code(Random& random, std::size_t length) {
    return pick(random, "23456789ABCDEFGHJKMNPQRSTUVWXYZ", length);
}

}  // namespace league
