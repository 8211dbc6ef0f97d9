#include "lib/documents/svg_png.hpp"

#include <utility>

#include "lib/base/problem.hpp"
#include "lib/documents/child_process.hpp"

namespace league {

namespace {

/// Below this a chart is no longer legible on a phone, so a smaller file would not help.
constexpr std::size_t kLeastWidth = 360;

}  // namespace

SvgPainter::SvgPainter(std::string program) : program_(std::move(program)) {}

std::string SvgPainter::paint(std::string_view svg, const PngLimits& limits) const {
    for (auto width = limits.width; width >= kLeastWidth; width = width * 4 / 5) {
        auto png = paint_at(svg, width);
        if (png.size() <= limits.max_bytes) return png;
    }
    throw Problem(ProblemCode::internal, "drawing_failed").with_details("the drawing does not become small enough");
}

std::string SvgPainter::paint_at(std::string_view svg, std::size_t width) const {
    ChildCommand command;
    command.argv = {program_, "--width=" + std::to_string(width), "--keep-aspect-ratio", "--format=png"};
    command.environment = {"MALLOC_ARENA_MAX=1"};
    auto result = run_child(command, svg);
    if (result.end == ChildEnd::timed_out)
        throw Problem(ProblemCode::busy, "drawing_busy").with_details("rsvg-convert took too long");
    if (!result.succeeded() || !result.output.starts_with("\x89PNG"))
        throw Problem(ProblemCode::internal, "drawing_failed").with_details(result.errors);
    return std::move(result.output);
}

}  // namespace league
