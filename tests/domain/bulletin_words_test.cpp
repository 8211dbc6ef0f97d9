#include <catch2/catch.hpp>

#include "lib/domain/bulletin_words.hpp"

using namespace league;

namespace {

std::string faults(BulletinKind kind, const BulletinWords& words) {
    std::string all;
    for (const FieldError& error : check_words(kind, tidied(words))) all += error.field + ":" + error.key + " ";
    return all;
}

std::string letters(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "团";
    return text;
}

}  // namespace

TEST_CASE("every kind of bulletin has a name that reads back") {
    for (const BulletinKind kind : kBulletinKinds) CHECK(bulletin_kind_from(to_string(kind)) == kind);
    CHECK_FALSE(bulletin_kind_from("column"));
}

TEST_CASE("a bulletin of figures needs no words, one of words needs title and body") {
    CHECK(faults(BulletinKind::progress_column, {}) == "");
    CHECK(faults(BulletinKind::meeting, {}) == "");
    CHECK(faults(BulletinKind::newsletter, {}) == "article.title:missing article.body:missing ");
    CHECK(faults(BulletinKind::publicity, {}) == "article.title:missing article.body:missing ");
    CHECK(faults(BulletinKind::erratum, {}) == "article.body:missing ");
    BulletinWords words;
    words.title = "推进会";
    words.body = " \n　\n";
    CHECK(faults(BulletinKind::newsletter, words) == "article.body:missing ");
}

TEST_CASE("words keep the lengths that WeChat and a phone's reader bear") {
    BulletinWords words;
    words.title = letters(32);
    words.digest = letters(120);
    words.opening = letters(800);
    words.body = letters(6000);
    CHECK(faults(BulletinKind::newsletter, words) == "");
    words.title += "团";
    words.digest += "团";
    words.opening += "团";
    words.body += "团";
    CHECK(faults(BulletinKind::newsletter, words) ==
          "article.title:too_long article.digest:too_long article.opening:too_long article.body:too_long ");
}

TEST_CASE("a title of two lines or of broken text is refused by name") {
    BulletinWords words;
    words.title = "一\n二";
    CHECK(faults(BulletinKind::meeting, words) == "article.title:not_text ");
    words.title.clear();
    words.problems = "\xff";
    CHECK(faults(BulletinKind::meeting, words) == "article.problems:not_text ");
}

TEST_CASE("paragraphs lose the space around them and empty lines") {
    BulletinWords words;
    words.opening = "  一 \r\n\n　二　\n";
    CHECK(tidied(words).opening == "一\n二");
    CHECK(paragraphs(tidied(words).opening) == std::vector<std::string>{"一", "二"});
    CHECK(tidied(tidied(words)) == tidied(words));
}
