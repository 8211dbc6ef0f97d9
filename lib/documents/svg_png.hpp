// Draws an SVG of ours as PNG: charts and covers of the column. Text is set in the CJK fonts of the machine;
// drawing happens in a child process with limits.
//
// Not for SVG that others sent: the text must come from a template of ours with escaped values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace league {

struct PngLimits {
    std::size_t width = 1080;  ///< pixels; the height follows
    /// Articles take pictures under 1 MB (wechat-api 6.1); what is larger is drawn smaller.
    std::size_t max_bytes = 1'000'000;
};

class SvgPainter {
public:
    explicit SvgPainter(std::string program = "/usr/bin/rsvg-convert");

    /// PNG bytes of at most `limits.max_bytes`. Throws Problem internal ("drawing_failed") when the SVG is
    /// broken or cannot be drawn small enough, busy when it took too long. Any thread.
    std::string paint(std::string_view svg, const PngLimits& limits) const;

private:
    std::string paint_at(std::string_view svg, std::size_t width) const;

    std::string program_;
};

}  // namespace league
