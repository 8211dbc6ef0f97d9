#include "lib/domain/people.hpp"

#include <catch2/catch.hpp>

using namespace league;

TEST_CASE("an invite code is the same however a person types it") {
    for (const std::string typed :
         {"ABCD2345", "abcd-2345", " AbCd 2345 ", "ＡＢＣＤ－２３４５", "ABCD—2345", "A-B-C-D-2-3-4-5"}) {
        INFO(typed);
        CHECK(normal_invite_code(typed) == "ABCD2345");
    }
    for (const std::string wrong :
         {"", "ABCD234", "ABCD23456", "ABCD234O", "ABCD2341", "邀请码", "\xff", "ABCD_2345"}) {
        INFO(wrong);
        CHECK_FALSE(normal_invite_code(wrong));
    }
    CHECK(printed_invite_code("ABCD2345") == "ABCD-2345");
}

TEST_CASE("a link code is six digits and nothing else") {
    CHECK(normal_link_code("012 345") == "012345");
    CHECK(normal_link_code("０１２３４５") == "012345");
    for (const std::string wrong : {"", "01234", "0123456", "01234a", "一二三四五六"})
        CHECK_FALSE(normal_link_code(wrong));
}

TEST_CASE("phone numbers are compared as digits") {
    CHECK(normal_phone("138 0000-1234") == "13800001234");
    CHECK(normal_phone("+86 138 0000 1234") == "13800001234");
    CHECK(normal_phone("8613800001234") == "13800001234");
    CHECK(normal_phone("0731-8888 6666") == "073188886666");
    for (const std::string wrong : {"", "1234", "1380000123456789", "138x0001234", "无"})
        CHECK_FALSE(normal_phone(wrong));
    CHECK(masked_phone("13800001234") == "138****1234");
    CHECK(masked_phone("8886666") == "****666");
}

TEST_CASE("a masked phone number never shows all its digits") {
    for (std::size_t length = 1; length <= 15; ++length) {
        const std::string masked = masked_phone(std::string(length, '7'));
        CHECK(masked.size() == length);
        CHECK(masked.find('*') != std::string::npos);
    }
}

TEST_CASE("a name is one line of at most thirty characters") {
    CHECK(normal_person_name("　张支书 ") == "张支书");
    CHECK(normal_person_name("阿卜杜拉·买买提") == "阿卜杜拉·买买提");
    std::string thirty;
    for (int i = 0; i < 30; ++i) thirty += "名";
    CHECK(normal_person_name(thirty) == thirty);
    CHECK_FALSE(normal_person_name(thirty + "名"));
    for (const std::string wrong : {"", "  ", "a\nb", "\xff"}) CHECK_FALSE(normal_person_name(wrong));
}
