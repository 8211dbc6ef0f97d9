#include <catch2/catch.hpp>

#include "tests/stories/support/stage.hpp"
#include "tests/stories/support/wait.hpp"

using namespace league::test;
using namespace std::string_literals;
using Catch::Matchers::Contains;

namespace {

std::string big32(std::uint32_t value) {
    std::string out;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out.push_back(static_cast<char>(value >> shift & 0xFF));
    return out;
}

/// A JPEG as a phone makes it: with the camera's name and a place in its EXIF block.
std::string phone_picture(const Stage& stage) {
    const std::string folder = stage.folder().path().string();
    const std::string plain = folder + "/plain.jpg";
    const std::string bytes = folder + "/bytes.v";
    REQUIRE(run_program({"vips", "gaussnoise", folder + "/noise.v", "800", "600", "--mean=120", "--sigma=30"}, folder)
                .status == 0);
    REQUIRE(run_program({"vips", "cast", folder + "/noise.v", bytes, "uchar"}, folder).status == 0);
    REQUIRE(run_program({"vips", "copy", bytes, plain + "[strip]"}, folder).status == 0);
    const std::string jpeg = read_file(plain);
    std::string tiff = "MM\0\x2A"s + big32(8) + "\0\x02"s;
    tiff += "\x01\x0F\0\x02"s + big32(12) + big32(38);            // Make
    tiff += "\x88\x25\0\x04"s + big32(1) + big32(50) + big32(0);  // GPS, then no further directory
    tiff += "SpyCam 3000\0"s;
    tiff += "\0\x01"s + "\0\x01\0\x02"s + big32(2) + "N\0\0\0"s + big32(0);  // GPSLatitudeRef
    const std::string body = "Exif\0\0"s + tiff;
    const auto length = body.size() + 2;
    return jpeg.substr(0, 2) + "\xFF\xE1"s + static_cast<char>(length >> 8) + static_cast<char>(length & 0xFF) + body +
           jpeg.substr(2);
}

std::string base64(const std::string& bytes) {
    static const char* const kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out += i + k > bytes.size() ? '=' : kLetters[group >> (18 - 6 * k) & 63];
        }
    }
    return out;
}

}  // namespace

SCENARIO("a picture sent after a log is attached to it, without the place where it was taken") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1});
    const std::string me = "demo-oa-QH-CG-02";
    const std::string picture = phone_picture(stage);
    REQUIRE_THAT(picture, Contains("SpyCam"));

    CHECK_THAT(stage.say(me, "类型：志愿服务\n名称：植树\n时间：今天\n应到：10 实到：9\n内容：种了五十棵树。"),
               Contains("记好了"));
    const auto sent =
        stage.order("say", {{"account", "oa"}, {"openid", me}, {"type", "image"}, {"base64", base64(picture)}});
    CHECK_THAT(sent["reply"].value("content", ""), Contains("照片已收到"));

    const std::string token = stage.sign_in("demo-mp-QH-CG-02");
    nlohmann::json log;
    wait_until("the bot has attached the picture", [&] {
        const auto answer = stage.ask("GET", "/api/v1/activities?unit=QH-CG-02&period=" + stage.month(), token);
        REQUIRE(answer.status == 200);
        const nlohmann::json page = answer.json();
        for (const auto& one : page.at("activities")) {
            if (one.at("title") == "植树") log = one;
        }
        return log.is_object() && !log["photos"].empty();
    });
    REQUIRE(log["photos"].size() == 1);
    for (const char* size : {"", "/thumbnail"}) {
        const auto stored = stage.ask("GET", "/api/v1/photos/" + log["photos"][0].get<std::string>() + size, token);
        CHECK(stored.status == 200);
        CHECK(stored.body.starts_with("\xFF\xD8\xFF"));
        CHECK(stored.body.size() > 1000);
        for (const char* trace : {"Exif", "SpyCam"}) CHECK(stored.body.find(trace) == std::string::npos);
    }
    // Nothing of the place is left anywhere in what is kept.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(stage.folder().path() / "var")) {
        if (entry.is_regular_file()) {
            INFO(entry.path());
            CHECK(read_file(entry.path().string()).find("SpyCam") == std::string::npos);
        }
    }
}
