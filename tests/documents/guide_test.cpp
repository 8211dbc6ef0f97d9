#include "lib/documents/guide.hpp"

#include <catch2/catch.hpp>

#include "lib/base/text.hpp"
#include "tests/support/places.hpp"

namespace league {
namespace {

const std::filesystem::path kTemplates = std::filesystem::path(league::test::source_dir()) / "templates";

}  // namespace

TEST_CASE("every chapter of the guide is one chat message") {
    const Phrases phrases(kTemplates);
    const Guide guide(phrases);
    REQUIRE(guide.size() >= 5);
    CHECK(guide.contents().size() <= 2048);
    for (std::size_t number = 1; number <= guide.size(); ++number) {
        const auto text = guide.chapter(number);
        REQUIRE(text);
        INFO(*text);
        CHECK(text->size() <= 2048);
        CHECK(text::count_characters(*text) <= 600);
    }
    CHECK_FALSE(guide.chapter(0));
    CHECK_FALSE(guide.chapter(guide.size() + 1));
}

TEST_CASE("the chapters of a screen are those of the chat, without its hints") {
    const Phrases phrases(kTemplates);
    const Guide guide(phrases);
    const auto chapters = guide.chapters();
    REQUIRE(chapters.size() == guide.size());
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        INFO(chapters[i].title);
        CHECK(guide.chapter(i + 1)->starts_with(chapters[i].title + "\n\n" + chapters[i].text));
        CHECK(chapters[i].text.find("回复“指南") == std::string::npos);
    }
}

TEST_CASE("a chapter is found by its number or by what people call it") {
    const Phrases phrases(kTemplates);
    const Guide guide(phrases);
    CHECK(guide.find("3") == 3);
    CHECK(guide.find(" ３ ") == 3);
    CHECK_FALSE(guide.find("99"));
    CHECK_FALSE(guide.find("0"));
    CHECK_FALSE(guide.find(""));
    CHECK_FALSE(guide.find("天气"));
    const auto title_of = [&](std::string_view words) { return guide.chapter(*guide.find(words))->substr(0, 60); };
    CHECK(title_of("选举").starts_with("怎么开选举大会"));
    CHECK(title_of("怎么建支部").starts_with("一步一步建支部"));
    CHECK(title_of("请示怎么写").starts_with("要准备哪些材料"));
}

TEST_CASE("the guide as an article names all chapters and stays within WeChat's length") {
    const Phrases phrases(kTemplates);
    const TemplateFolder templates(kTemplates);
    const auto html = Guide(phrases).article(templates, "团青石县委");
    CHECK(text::count_characters(html) < 20'000);
    for (const auto* lost : {"<div", "class=", "id=\"", "<script", "<ul"}) CHECK(html.find(lost) == std::string::npos);
    CHECK(html.find("八种建团模式") != std::string::npos);
}

}  // namespace league
