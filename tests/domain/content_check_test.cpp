#include <catch2/catch.hpp>

#include "lib/base/problem.hpp"
#include "lib/domain/content_check.hpp"

using namespace league;

TEST_CASE("doubtful words are withheld from those who only read, others are not") {
    using enum ContentState;
    for (const ContentState state : {review, risky, refused}) CHECK(is_withheld(state));
    for (const ContentState state : {waiting, passed, not_checked, allowed}) CHECK_FALSE(is_withheld(state));
    for (const ContentState state : {waiting, passed, review, risky, not_checked, allowed, refused}) {
        CHECK(content_state_from(to_string(state)) == state);
    }
    CHECK_FALSE(content_state_from("harmless"));
}

TEST_CASE("an officer judges what WeChat left to a person, and may think again") {
    using enum ContentState;
    for (const ContentState state : {waiting, passed, not_checked}) {
        CHECK_THROWS_AS(after_judgement(state, ContentVerdict::refuse), Problem);
    }
    for (const ContentState state : {review, risky, allowed, refused}) {
        CHECK(after_judgement(state, ContentVerdict::allow) == allowed);
        CHECK(after_judgement(state, ContentVerdict::refuse) == refused);
    }
}

TEST_CASE("words are refused for a reason only") {
    CHECK_THROWS_AS(checked_reason(ContentVerdict::refuse, "  "), Problem);
    CHECK_THROWS_AS(checked_reason(ContentVerdict::refuse, std::string(201, 'a')), Problem);
    CHECK(checked_reason(ContentVerdict::refuse, " 有广告 ") == "有广告");
    CHECK(checked_reason(ContentVerdict::allow, "不用看").empty());
}

TEST_CASE("the worst answer about a part of the words is that about the whole") {
    using enum ContentState;
    CHECK(worse_of(passed, review) == review);
    CHECK(worse_of(risky, review) == risky);
    CHECK(worse_of(passed, passed) == passed);
}

TEST_CASE("a log's words are its texts, and figures stay when they are withheld") {
    ActivityContent content;
    content.title = "主题团日";
    content.place = "敬老院";
    content.present = 20;
    content.details = {{"theme", std::string("学雷锋")}, {"votes", 3LL}};
    CHECK(words_of(content) == "主题团日\n敬老院\n学雷锋");
    withhold_words(content);
    CHECK(words_of(content).empty());
    CHECK(content.present == 20);
    CHECK(content.details == Details{{"votes", 3LL}});
}

TEST_CASE("a long text is asked about in pieces, and no character is cut apart") {
    CHECK(pieces_of("", 2).empty());
    CHECK(pieces_of("团支部", 2) == std::vector<std::string>{"团支", "部"});
    CHECK(pieces_of("团支", 2) == std::vector<std::string>{"团支"});
}
