// A small PNG in one colour, made by hand so that a test can have as many different ones as it likes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace league::test {

namespace png {

inline std::string big32(std::uint32_t value) {
    std::string out;
    for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<char>(value >> shift & 0xFF));
    return out;
}

inline std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xEDB88320u : 0u);
    }
    return ~crc;
}

inline std::uint32_t adler32(std::string_view bytes) {
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : bytes) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

inline std::string chunk(const std::string& name, const std::string& data) {
    return big32(static_cast<std::uint32_t>(data.size())) + name + data + big32(crc32(name + data));
}

}  // namespace png

/// 16 x 16 points.
inline std::string small_png(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    using namespace std::string_literals;
    std::string lines;
    for (int y = 0; y < 16; ++y) {
        lines += '\0';  // no filter
        for (int x = 0; x < 16; ++x)
            lines += {static_cast<char>(red), static_cast<char>(green), static_cast<char>(blue)};
    }
    const auto size = static_cast<std::uint16_t>(lines.size());
    const auto low = [](unsigned value) { return static_cast<char>(value & 0xFF); };
    std::string stored = "\x78\x01\x01"s;
    stored += {low(size), low(size >> 8), low(~size), low(~size >> 8)};
    stored += lines + png::big32(png::adler32(lines));
    return "\x89PNG\r\n\x1a\n"s + png::chunk("IHDR", png::big32(16) + png::big32(16) + "\x08\x02\0\0\0"s) +
           png::chunk("IDAT", stored) + png::chunk("IEND", "");
}

}  // namespace league::test
