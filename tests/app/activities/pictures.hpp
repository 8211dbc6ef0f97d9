// Small real pictures for tests, made here so that none lies about as a binary file.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace league::test {

/// A PNG of one colour that `seed` chooses, its data stored uncompressed.
inline std::string png_of(std::uint32_t width, std::uint32_t height, std::uint8_t seed) {
    const auto be32 = [](std::uint32_t value) {
        std::string text;
        for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>((value >> shift) & 0xff);
        return text;
    };
    const auto crc = [](const std::string& bytes) {
        std::uint32_t sum = 0xffffffff;
        for (const char c : bytes) {
            sum ^= static_cast<std::uint8_t>(c);
            for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320U : 0U);
        }
        return ~sum;
    };
    const auto chunk = [&](const std::string& body) {
        return be32(static_cast<std::uint32_t>(body.size() - 4)) + body + be32(crc(body));
    };
    std::string rows;
    for (std::uint32_t y = 0; y < height; ++y) {
        rows += '\0';
        rows += std::string(std::size_t{width} * 3, static_cast<char>(seed));
    }
    std::string data = "\x78\x01";
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : rows) {
        a = (a + static_cast<std::uint8_t>(c)) % 65521;
        b = (b + a) % 65521;
    }
    for (std::size_t at = 0; at < rows.size(); at += 65535) {
        const std::string part = rows.substr(at, 65535);
        const auto size = static_cast<std::uint32_t>(part.size());
        data += at + part.size() == rows.size() ? '\1' : '\0';
        for (const std::uint32_t half : {size, ~size}) {
            data += static_cast<char>(half & 0xff);
            data += static_cast<char>((half >> 8) & 0xff);
        }
        data += part;
    }
    data += be32((b << 16) | a);
    std::string head = "IHDR" + be32(width) + be32(height);
    head += {'\x08', '\x02', '\0', '\0', '\0'};
    return "\x89PNG\r\n\x1a\n" + chunk(head) + chunk("IDAT" + data) + chunk("IEND");
}

}  // namespace league::test
