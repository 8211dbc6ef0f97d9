#include "lib/documents/pictures.hpp"

#include <cstdint>

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/documents/child_process.hpp"

namespace league {

namespace {

constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1a\n", 8};

Problem refused(const char* key, Values values = {}) {
    return Problem::invalid("photo", key, std::move(values));
}

/// Reads numbers out of bytes; outside of them everything is zero, which no size accepts.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    std::size_t at(std::size_t index) const {
        return index < bytes_.size() ? static_cast<unsigned char>(bytes_[index]) : 0;
    }
    std::size_t big16(std::size_t index) const { return at(index) << 8 | at(index + 1); }
    std::size_t big32(std::size_t index) const { return big16(index) << 16 | big16(index + 2); }
    std::size_t little16(std::size_t index) const { return at(index) | at(index + 1) << 8; }
    std::size_t little24(std::size_t index) const { return little16(index) | at(index + 2) << 16; }
    std::string_view tag(std::size_t index) const {
        return index + 4 <= bytes_.size() ? bytes_.substr(index, 4) : std::string_view();
    }
    std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
};

std::optional<PictureSize> if_not_empty(PictureSize size) {
    if (size.width == 0 || size.height == 0) return std::nullopt;
    return size;
}

std::optional<PictureSize> png_size(const Bytes& bytes) {
    if (bytes.tag(12) != "IHDR") return std::nullopt;
    return if_not_empty({bytes.big32(16), bytes.big32(20)});
}

bool is_start_of_frame(std::size_t marker) {
    // C4, C8 and CC are tables and an extension among the frame markers.
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<PictureSize> jpeg_size(const Bytes& bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size()) {
        if (bytes.at(at) != 0xFF) return std::nullopt;
        const auto marker = bytes.at(at + 1);
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        if (is_start_of_frame(marker)) return if_not_empty({bytes.big16(at + 7), bytes.big16(at + 5)});
        if (marker == 0xD9 || marker == 0xDA) return std::nullopt;  // picture data without a frame before it
        const auto length = bytes.big16(at + 2);
        if (length < 2) return std::nullopt;
        at += 2 + length;
    }
    return std::nullopt;
}

std::optional<PictureSize> webp_size(const Bytes& bytes) {
    const auto kind = bytes.tag(12);
    if (kind == "VP8X") return if_not_empty({bytes.little24(24) + 1, bytes.little24(27) + 1});
    if (kind == "VP8 ") return if_not_empty({bytes.little16(26) & 0x3FFF, bytes.little16(28) & 0x3FFF});
    if (kind == "VP8L" && bytes.at(20) == 0x2F) {
        const auto bits = bytes.little16(21) | bytes.little16(23) << 16;
        return if_not_empty({(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1});
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_mime(PictureType type) {
    switch (type) {
        case PictureType::jpeg: return "image/jpeg";
        case PictureType::png: return "image/png";
        case PictureType::webp: return "image/webp";
    }
    stop("a picture type without a name");
}

std::optional<PictureType> sniff(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return PictureType::jpeg;
    if (bytes.starts_with(kPngSignature)) return PictureType::png;
    if (bytes.starts_with("RIFF") && bytes.size() >= 16 && bytes.substr(8, 4) == "WEBP") return PictureType::webp;
    return std::nullopt;
}

std::optional<PictureSize> declared_size(std::string_view bytes) {
    const auto type = sniff(bytes);
    if (!type) return std::nullopt;
    switch (*type) {
        case PictureType::jpeg: return jpeg_size(Bytes(bytes));
        case PictureType::png: return png_size(Bytes(bytes));
        case PictureType::webp: return webp_size(Bytes(bytes));
    }
    stop("a picture type without a header reader");
}

PictureMaker::PictureMaker(PictureLimits limits, std::string program) : limits_(limits), program_(std::move(program)) {}

PictureType PictureMaker::check(std::string_view bytes) const {
    if (bytes.empty()) throw refused("photo_empty");
    if (bytes.size() > limits_.max_bytes)
        throw refused("photo_too_large", {{"limit_mb", std::to_string(limits_.max_bytes >> 20)}});
    const auto type = sniff(bytes);
    if (!type) throw refused("photo_not_a_picture");
    const auto size = declared_size(bytes);
    if (!size) throw refused("photo_damaged");
    if (size->width > limits_.max_pixels / size->height)
        throw refused("photo_too_many_pixels", {{"limit_mp", std::to_string(limits_.max_pixels / 1'000'000)}});
    return *type;
}

Picture PictureMaker::make(std::string_view bytes) const {
    check(bytes);
    Picture picture;
    picture.full = reencode(bytes, limits_.edge);
    picture.thumbnail = reencode(picture.full.bytes, limits_.thumbnail_edge);
    return picture;
}

Jpeg PictureMaker::reencode(std::string_view bytes, std::size_t edge) const {
    const auto box = std::to_string(edge);
    ChildCommand command;
    command.argv = {program_,
                    // The default fills what a cut transfer lost with grey; such a photo is better sent again.
                    "stdin[fail_on=truncated]",
                    "--size=" + box + "x" + box + ">",  // ">" never enlarges; upright by EXIF is the default
                    "--export-profile=srgb",            // colours stay right without the profile that is stripped
                    "--vips-concurrency=1",
                    // The vector code is generated at run time through a temporary file, which the child may not
                    // have; without it a 12-megapixel photo takes 270 ms instead of 250.
                    "--vips-novector",
                    "--output=.jpg[strip,optimize_coding,background=255,Q=" + std::to_string(limits_.quality) + "]"};
    // Untrusted loaders are those that libvips itself has not fuzzed.
    command.environment = {"VIPS_BLOCK_UNTRUSTED=1", "VIPS_CONCURRENCY=1", "G_SLICE=always-malloc",
                           "MALLOC_ARENA_MAX=1"};
    command.limits.wall = limits_.time;
    command.limits.memory_bytes = limits_.memory;
    auto result = run_child(command, bytes);
    if (result.end == ChildEnd::timed_out)
        throw Problem(ProblemCode::busy, "photo_busy").with_details("vipsthumbnail took too long");
    if (!result.succeeded()) {
        auto problem = refused("photo_damaged");
        problem.with_details(result.errors);
        throw problem;
    }
    const auto size = declared_size(result.output);
    if (sniff(result.output) != PictureType::jpeg || !size)
        throw Problem(ProblemCode::internal, "picture_tool_failed").with_details(result.errors);
    return {std::move(result.output), *size};
}

}  // namespace league
