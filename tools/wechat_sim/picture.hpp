// Pictures that the simulator looks at or makes.
#pragma once

#include <string>
#include <string_view>

namespace league::sim {

/// "image/png", "image/jpeg", "image/gif", "image/bmp" by the bytes; empty for anything else.
std::string picture_type(std::string_view bytes);

/// A PNG that stands for a code picture: a pattern that differs by `text`. No reader can scan it; the simulator's
/// page offers the scan as a button instead.
std::string pattern_png(std::string_view text, unsigned width);

}  // namespace league::sim
