#include "lib/documents/pictures.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>

#include "lib/base/problem.hpp"
#include "lib/documents/child_process.hpp"
#include "lib/documents/svg_png.hpp"
#include "tests/support/temp_folder.hpp"

namespace league {
namespace {

std::string refusal(const std::function<void()>& act) {
    try {
        act();
    } catch (const Problem& problem) {
        REQUIRE(problem.code() == ProblemCode::invalid_input);
        REQUIRE(problem.errors().size() == 1);
        CHECK(problem.errors().front().field == "photo");
        return problem.errors().front().key;
    }
    return "accepted";
}

std::string big32(std::uint32_t value) {
    std::string out;
    for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<char>(value >> shift & 0xFF));
    return out;
}

std::string png_header(std::uint32_t width, std::uint32_t height) {
    using namespace std::string_literals;
    return "\x89PNG\r\n\x1a\n"s + big32(13) + "IHDR" + big32(width) + big32(height) + "\x08\x02\0\0\0"s + "\0\0\0\0"s;
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A wide picture of noise, so that JPEG has something to hold; `target` may carry save options.
std::string noise(const test::TempFolder& folder, const std::string& name, int width, int height,
                  const std::string& options = "") {
    const auto raw = folder.file("noise.v");
    const auto bytes = folder.file("bytes.v");
    ChildLimits limits;
    limits.file_bytes = std::size_t{64} << 20;
    const auto vips = [&](std::vector<std::string> argv) {
        argv.insert(argv.begin(), "/usr/bin/vips");
        const auto result = run_child({argv, {}, limits}, "");
        INFO(result.errors);
        REQUIRE(result.succeeded());
    };
    vips({"gaussnoise", raw, std::to_string(width), std::to_string(height), "--mean=120", "--sigma=40"});
    vips({"cast", raw, bytes, "uchar"});
    vips({"copy", bytes, folder.file(name) + options});
    return read(folder.file(name));
}

/// The JPEG with an EXIF block that holds an orientation, a camera and a place.
std::string with_exif(const std::string& jpeg, char orientation) {
    using namespace std::string_literals;
    const std::string camera = "SpyCam 3000\0"s;
    std::string tiff = "MM\0\x2A"s + big32(8);
    tiff += "\0\x03"s;
    tiff += "\x01\x0F\0\x02"s + big32(12) + big32(50);                     // Make
    tiff += "\x01\x12\0\x03"s + big32(1) + "\0"s + orientation + "\0\0"s;  // Orientation
    tiff += "\x88\x25\0\x04"s + big32(1) + big32(62) + big32(0);           // GPS, then no further directory
    tiff += camera;
    tiff += "\0\x01"s + "\0\x01\0\x02"s + big32(2) + "N\0\0\0"s + big32(0);  // GPSLatitudeRef
    const std::string body = "Exif\0\0"s + tiff;
    const auto length = body.size() + 2;
    std::string segment = "\xFF\xE1"s;
    segment.push_back(static_cast<char>(length >> 8));
    segment.push_back(static_cast<char>(length & 0xFF));
    return jpeg.substr(0, 2) + segment + body + jpeg.substr(2);
}

}  // namespace

TEST_CASE("the type is told by content, never by name") {
    CHECK(sniff("\xFF\xD8\xFF\xE0....") == PictureType::jpeg);
    CHECK(sniff(png_header(1, 1)) == PictureType::png);
    CHECK(sniff(std::string("RIFF\0\0\0\0WEBPVP8 ", 16)) == PictureType::webp);
    for (const auto* text :
         {"", "photo.jpg", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.4", "RIFF"})
        CHECK(sniff(text) == std::nullopt);
    CHECK(refusal([] { PictureMaker().make("just words in a file called photo.jpg"); }) == "photo_not_a_picture");
    CHECK(refusal([] { PictureMaker().make(""); }) == "photo_empty");
}

TEST_CASE("a picture declaring too many pixels is refused before it is decoded") {
    // With a tool that does not exist, anything that got as far as decoding would be an internal fault.
    const PictureMaker maker({}, "/nonexistent/tool");
    CHECK(refusal([&] { maker.make(png_header(30'000, 30'000)); }) == "photo_too_many_pixels");
    CHECK(refusal([&] { maker.make(png_header(0xFFFFFFFF, 0xFFFFFFFF)); }) == "photo_too_many_pixels");
    CHECK(refusal([&] { maker.make(png_header(0, 10)); }) == "photo_damaged");
    CHECK(refusal([&] { maker.make(std::string("\xFF\xD8\xFF\xE0\0\x02", 6)); }) == "photo_damaged");
    CHECK(refusal([&] { maker.make(std::string("\x89PNG\r\n\x1a\n", 8)); }) == "photo_damaged");
    PictureLimits small;
    small.max_bytes = 20;
    CHECK(refusal([&] { PictureMaker(small).make(png_header(10, 10)); }) == "photo_too_large");
}

TEST_CASE("a photo comes out as a JPEG of bounded size with a thumbnail") {
    const test::TempFolder folder;
    for (const auto* name : {"a.jpg", "a.png", "a.webp"}) {
        INFO(name);
        const auto bytes = noise(folder, name, 2000, 1000);
        CHECK(declared_size(bytes) == PictureSize{2000, 1000});
        const auto picture = PictureMaker().make(bytes);
        CHECK(sniff(picture.full.bytes) == PictureType::jpeg);
        CHECK(picture.full.size == PictureSize{1600, 800});
        CHECK(picture.thumbnail.size == PictureSize{320, 160});
        CHECK(declared_size(picture.thumbnail.bytes) == picture.thumbnail.size);
    }
}

TEST_CASE("a small photo is not enlarged") {
    const test::TempFolder folder;
    const auto picture = PictureMaker().make(noise(folder, "a.png", 200, 100));
    CHECK(picture.full.size == PictureSize{200, 100});
    CHECK(picture.thumbnail.size == PictureSize{200, 100});
}

TEST_CASE("place and camera are gone, and the photo stands upright") {
    const test::TempFolder folder;
    const auto bytes = with_exif(noise(folder, "a.jpg", 400, 200, "[strip]"), 6);
    CHECK(declared_size(bytes) == PictureSize{400, 200});
    const auto picture = PictureMaker().make(bytes);
    CHECK(picture.full.size == PictureSize{200, 400});  // 6 means: turn a quarter clockwise
    CHECK(picture.thumbnail.size == PictureSize{160, 320});
    for (const auto& out : {picture.full.bytes, picture.thumbnail.bytes})
        for (const auto* trace : {"Exif", "SpyCam", "ICC_PROFILE", "http"}) {
            INFO(trace);
            CHECK(out.find(trace) == std::string::npos);
        }
}

TEST_CASE("a photo cut off on the way is refused, so that it is sent again") {
    const test::TempFolder folder;
    for (const auto* name : {"a.jpg", "a.png", "a.webp"}) {
        INFO(name);
        const auto bytes = noise(folder, name, 800, 600);
        CHECK(refusal([&] { PictureMaker().make(bytes.substr(0, bytes.size() / 2)); }) == "photo_damaged");
    }
    CHECK(refusal([] { PictureMaker().make(png_header(100, 100) + "rubbish"); }) == "photo_damaged");
}

TEST_CASE("of a moving picture the first frame is kept") {
    const test::TempFolder folder;
    noise(folder, "strip.png", 60, 80);
    ChildLimits limits;
    limits.file_bytes = std::size_t{16} << 20;
    // A tall picture with a page height of 40 is saved as two frames.
    const auto saved =
        run_child({{"/usr/bin/vips", "webpsave", folder.file("strip.png"), folder.file("a.webp"), "--page-height=40"},
                   {},
                   limits},
                  "");
    INFO(saved.errors);
    REQUIRE(saved.succeeded());
    const auto moving = read(folder.file("a.webp"));
    REQUIRE(moving.find("ANIM") != std::string::npos);
    CHECK(PictureMaker().make(moving).full.size == PictureSize{60, 40});
}

TEST_CASE("a drawing of ours becomes PNG, smaller when it must, and a broken one is our fault") {
    const std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 180\"><rect width=\"360\" height=\"180\" "
        "fill=\"#fff\"/><text x=\"20\" y=\"90\" font-family=\"Noto Sans CJK SC\" "
        "font-size=\"40\">乡镇团委</text></svg>";
    const auto png = SvgPainter().paint(svg, {1080, 1'000'000});
    CHECK(declared_size(png) == PictureSize{1080, 540});
    const auto smaller = SvgPainter().paint(svg, {1080, png.size() - 1});
    CHECK(smaller.size() < png.size());
    CHECK(declared_size(smaller)->width < 1080);
    try {
        SvgPainter().paint("<svg", {});
        FAIL("nothing was thrown");
    } catch (const Problem& problem) {
        CHECK(problem.key() == "drawing_failed");
    }
}

}  // namespace league
