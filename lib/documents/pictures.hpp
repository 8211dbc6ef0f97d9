// Pictures as phones send them: hostile until proven otherwise. The type is read from the bytes, never from
// a name; the size from the header before anything is decoded; decoding happens in a child process with
// limits. What comes out is a plain JPEG without metadata (no place, no camera, no time), turned upright.
//
// Not for charts and covers of our own, see svg_png.hpp; not for storing, that is the media store's.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace league {

enum class PictureType { jpeg, png, webp };

/// "image/jpeg" and so on.
std::string_view to_mime(PictureType type);

struct PictureSize {
    std::size_t width = 0;
    std::size_t height = 0;

    bool operator==(const PictureSize&) const = default;
};

/// The type by content; nothing for anything but the three.
std::optional<PictureType> sniff(std::string_view bytes);

/// Width and height as the header declares them, before any turning; nothing when there is no readable
/// header. Reads the header only, whatever the picture's size.
std::optional<PictureSize> declared_size(std::string_view bytes);

struct PictureLimits {
    std::size_t max_bytes = std::size_t{10} << 20;  ///< of what is sent
    std::size_t max_pixels = 60'000'000;            ///< width x height as declared
    std::size_t edge = 1600;                        ///< longer edge of the stored picture, pixels
    std::size_t thumbnail_edge = 320;               ///< longer edge of the thumbnail, pixels
    int quality = 82;                               ///< JPEG quality, 1 to 100
    std::chrono::milliseconds time{15'000};         ///< wall clock for one picture
    std::size_t memory = std::size_t{768} << 20;    ///< address space of the child that works on it, bytes
};

struct Jpeg {
    std::string bytes;
    PictureSize size;
};

struct Picture {
    Jpeg full;
    Jpeg thumbnail;
};

class PictureMaker {
public:
    explicit PictureMaker(PictureLimits limits = {}, std::string program = "/usr/bin/vipsthumbnail");

    /// Throws Problem invalid_input on field "photo": "photo_empty", "photo_too_large" ({{limit_mb}}),
    /// "photo_not_a_picture", "photo_too_many_pixels" ({{limit_mp}}), "photo_damaged"; busy ("photo_busy")
    /// when the machine could not do it in time; internal when the tool is missing. Of a moving picture the
    /// first frame is kept. May be called from any thread; callers bound how many run at a time.
    Picture make(std::string_view bytes) const;

    /// The checks of `make` that need no decoding; also throws what it would throw.
    PictureType check(std::string_view bytes) const;

private:
    Jpeg reencode(std::string_view bytes, std::size_t edge) const;

    PictureLimits limits_;
    std::string program_;
};

}  // namespace league
