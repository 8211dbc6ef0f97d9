#include "lib/http/url.hpp"

#include <catch2/catch.hpp>

#include "lib/http/multipart.hpp"

using namespace league::http;

TEST_CASE("what was percent-encoded decodes to the same bytes") {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    CHECK(percent_decode(percent_encode(all)) == all);
    CHECK(percent_encode("aZ0-._~ /+") == "aZ0-._~%20%2F%2B");
    CHECK_FALSE(percent_decode("%"));
    CHECK_FALSE(percent_decode("%4"));
    CHECK_FALSE(percent_decode("%zz"));
    CHECK(percent_decode("a+b") == "a+b");
}

TEST_CASE("a query is read as forms write it") {
    const Query expected{{"a", "1 2"}, {"b", ""}, {"c", "x=y"}, {"d", "%zz"}, {"a", "again"}};
    CHECK(parse_query("a=1+2&b&c=x=y&&d=%zz&a=again") == expected);
    CHECK(parse_query("").empty());
    const Query round{{"\xE5\x9B\xA2", "&=+ %"}};
    CHECK(parse_query(encode_query(round)) == round);
}

TEST_CASE("the boundary of a form occurs in none of its parts") {
    const auto form = encode_form({{"a", "", "", "------league-desk-form0"}, {"b", "x\"\r\n.png", "image/png", "1"}});
    CHECK(form.content_type == "multipart/form-data; boundary=----league-desk-form1");
    CHECK(form.body.find("filename=\"x___.png\"") != std::string::npos);
}
