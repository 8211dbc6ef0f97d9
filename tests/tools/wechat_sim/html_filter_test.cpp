#include "tools/wechat_sim/html_filter.hpp"

#include <catch2/catch.hpp>

using namespace league::sim;

namespace {

std::string filtered(std::string_view html) {
    HtmlRules rules;
    rules.own_picture = [](std::string_view url) { return url.starts_with("http://mmbiz.qpic.cn/"); };
    rules.own_link = [](std::string_view url) { return url.starts_with("https://mp.weixin.qq.com/s"); };
    return filter_article_html(html, rules);
}

}  // namespace

TEST_CASE("an article loses what WeChat takes from it and keeps the rest") {
    CHECK(filtered("<p>进度<script>alert(1)</script></p>") == "<p>进度</p>");
    CHECK(filtered("<p onclick=\"x()\" id=\"a\" class='b' style=\"color:red\">a</p>") ==
          "<p style=\"color:red\">a</p>");
    CHECK(filtered("<div><section>a</section></div>") == "<section>a</section>");
    CHECK(filtered("<style>p{color:red}</style><p>a</p>") == "<p>a</p>");
    CHECK(filtered("<STYLE>x</Style>b") == "b");
    CHECK(filtered("<img src=\"https://elsewhere.example/a.png\"><img src='http://mmbiz.qpic.cn/a'>") ==
          "<img src=\"http://mmbiz.qpic.cn/a\">");
    CHECK(filtered("<a href=\"https://elsewhere.example/\">a</a>") == "<a>a</a>");
    CHECK(filtered("<a href=\"https://mp.weixin.qq.com/s/abc\">a</a>") ==
          "<a href=\"https://mp.weixin.qq.com/s/abc\">a</a>");
    CHECK(filtered("<p style=\"position: absolute; color: red\">a</p>") == "<p style=\" color: red\">a</p>");
    CHECK(filtered("<p style=\"background:url(https://x/a;b.png);color:red\">a</p>") == "<p style=\"color:red\">a</p>");
    CHECK(filtered("<iframe src='x'>a</iframe><form><input></form>b<!-- c -->") == "b");
    CHECK(filtered("a < b & c") == "a &lt; b & c");
}

TEST_CASE("broken HTML does not smuggle anything through") {
    CHECK(filtered("<script") == "");
    CHECK(filtered("<p title=\"<script>\">a</p>") == "<p title=\"&lt;script&gt;\">a</p>");
    CHECK(filtered("<img src=x onerror=alert(1)>") == "");
    CHECK(filtered("<p a=b=c =d \"e>f</p>").find("\"e>") == std::string::npos);
    CHECK(filtered("<!doctype") == "");
    CHECK(filtered("<svg/onload=alert(1)>a</svg>") == "<svg>a</svg>");
}

TEST_CASE("a script address is found through white space and case") {
    CHECK(has_script_address("<a href=\" JaVa\tscript:x\">a</a>"));
    CHECK_FALSE(has_script_address("<p>javascript:x</p>"));
}

TEST_CASE("the text of an article is what a reader reads") {
    CHECK(text_of_html("<p>进度&nbsp;&amp;</p>\n<style>x</style><p>二</p>") == "进度 & 二");
}
