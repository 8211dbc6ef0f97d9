#include "tools/wechat_sim/picture.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace league::sim {
namespace {

void put32(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

void put_chunk(std::string& out, std::string_view type, std::string_view data) {
    put32(out, static_cast<std::uint32_t>(data.size()));
    const std::string body = std::string(type) + std::string(data);
    out += body;
    put32(out, crc32(body));
}

/// zlib without compression: stored blocks of at most 65535 bytes and an Adler-32.
std::string stored_zlib(std::string_view raw) {
    std::string out = "\x78\x01";
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : raw) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    for (std::size_t at = 0; at < raw.size(); at += 65535) {
        const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(65535, raw.size() - at));
        out += static_cast<char>(at + length == raw.size() ? 1 : 0);
        for (const std::uint32_t value : {length, ~length}) {
            out += static_cast<char>(value & 0xff);
            out += static_cast<char>(value >> 8 & 0xff);
        }
        out += raw.substr(at, length);
    }
    put32(out, b << 16 | a);
    return out;
}

constexpr unsigned kCells = 25;

/// The three corner marks that make it look like what it stands for.
bool is_mark(unsigned x, unsigned y, bool& dark) {
    for (const auto& [left, top] : {std::pair{0U, 0U}, std::pair{kCells - 7, 0U}, std::pair{0U, kCells - 7}}) {
        if (x < left || y < top || x > left + 6 || y > top + 6) continue;
        const unsigned ring = std::min({x - left, y - top, left + 6 - x, top + 6 - y});
        dark = ring != 1;
        return true;
    }
    return false;
}

}  // namespace

std::string picture_type(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
    if (bytes.starts_with("BM")) return "image/bmp";
    return "";
}

std::string pattern_png(std::string_view text, unsigned width) {
    std::uint64_t noise = 14695981039346656037ULL;
    for (const char c : text) noise = (noise ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    bool cells[kCells][kCells];
    for (unsigned y = 0; y < kCells; ++y) {
        for (unsigned x = 0; x < kCells; ++x) {
            noise = noise * 6364136223846793005ULL + 1442695040888963407ULL;
            if (!is_mark(x, y, cells[y][x])) cells[y][x] = (noise >> 40 & 1) != 0;
        }
    }
    const unsigned margin = width / 12;
    const unsigned inner = width - 2 * margin;
    std::string raw;
    raw.reserve(static_cast<std::size_t>(width + 1) * width);
    for (unsigned y = 0; y < width; ++y) {
        raw += '\0';  // no filter
        for (unsigned x = 0; x < width; ++x) {
            const bool inside = x >= margin && y >= margin && x < margin + inner && y < margin + inner;
            const bool dark = inside && cells[(y - margin) * kCells / inner][(x - margin) * kCells / inner];
            raw += static_cast<char>(dark ? 0x22 : 0xff);
        }
    }
    std::string png = "\x89PNG\r\n\x1a\n";
    std::string header;
    put32(header, width);
    put32(header, width);
    header += std::string("\x08\x00\x00\x00\x00", 5);  // 8 bit grey
    put_chunk(png, "IHDR", header);
    put_chunk(png, "IDAT", stored_zlib(raw));
    put_chunk(png, "IEND", "");
    return png;
}

}  // namespace league::sim
