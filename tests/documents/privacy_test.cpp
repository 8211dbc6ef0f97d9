#include "lib/documents/privacy.hpp"

#include <catch2/catch.hpp>

#include "tests/support/places.hpp"

namespace league {

TEST_CASE("the privacy notice names the office, and its phone where there is one") {
    const Phrases phrases(std::filesystem::path(league::test::source_dir()) / "templates");
    const PrivacyNotice with_phone = privacy_notice(phrases, "青禾团委", "0731-123456");
    CHECK_FALSE(with_phone.version.empty());
    CHECK(with_phone.title == "我们问什么、为什么");
    CHECK(with_phone.intro.find("青禾团委") != std::string::npos);
    REQUIRE(with_phone.sections.size() >= 7);
    for (const auto& section : with_phone.sections) {
        INFO(section.title);
        CHECK_FALSE(section.title.empty());
        CHECK_FALSE(section.text.empty());
        CHECK(section.text.find("{{") == std::string::npos);
    }
    CHECK(with_phone.sections.back().text.find("青禾团委，电话 0731-123456") != std::string::npos);
    CHECK(privacy_notice(phrases, "青禾团委", "").sections.back().text.find("电话") == std::string::npos);
}

}  // namespace league
