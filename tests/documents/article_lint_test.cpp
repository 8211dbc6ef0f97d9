#include "lib/documents/article_lint.hpp"

#include <catch2/catch.hpp>

#include "lib/documents/guide.hpp"
#include "tests/support/places.hpp"

namespace league {
namespace {

const std::string kPicture = "https://mmbiz.qpic.cn/mmbiz_png/abc/0?wx_fmt=png&from=appmsg";

/// What is found in a body, "element div; attribute onclick".
std::string faults(const std::string& content) {
    std::string all;
    for (const ArticleFinding& one : lint_article({"进度专栏第1期", "", "", content, {kPicture}})) {
        if (!all.empty()) all += "; ";
        all += to_string(one.fault);
        if (!one.what.empty()) all += " " + one.what;
    }
    return all;
}

std::string repeated(const std::string& sign, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += sign;
    return text;
}

}  // namespace

TEST_CASE("an article of plain paragraphs, tables and its own picture has nothing to find") {
    CHECK(
        faults("<section style=\"margin:0 auto;font-size:15px\"><p style=\"color:#c7282d\">团支部<br>共<strong>3"
               "</strong>个 &amp; 更多</p><table style=\"width:100%\"><tbody><tr><td colspan=\"2\">一</td></tr></tbody>"
               "</table></section>") == "");
    CHECK(faults(
              "<p><img src=\"https://mmbiz.qpic.cn/mmbiz_png/abc/0?wx_fmt=png&amp;from=appmsg\" alt=\"条形图\"></p>") ==
          "");
    CHECK(faults("<p><a href=\"https://mp.weixin.qq.com/s/abc\">上一期</a></p>") == "");
}

TEST_CASE("what WeChat strips from the body is found with its name") {
    CHECK(faults("<script>alert(1)</script>") == "element script");
    CHECK(faults("<style>p { color: red; }</style>") == "element style");
    CHECK(faults("<div>一</div>") == "element div");
    CHECK(faults("<iframe src=\"https://example.com\"></iframe>") == "element iframe; attribute src");
    CHECK(faults("<form><p>一</p></form>") == "element form");
    CHECK(faults("<p onclick=\"go()\">一</p>") == "attribute onclick");
    CHECK(faults("<p id=\"top\" class=\"big\">一</p>") == "attribute id; attribute class");
    CHECK(faults("<svg viewBox=\"0 0 1 1\"></svg>") == "element svg; attribute viewBox");
    CHECK(faults("<p>一</p><!-- note -->") == "comment");
    CHECK(faults("<p>一</p>\n<p>二</p>") == "line_break");
}

TEST_CASE("a style that is lost or covers other text is found, a plain one is not") {
    CHECK(faults("<p style=\"position:absolute;color:#000000\">一</p>") == "style position:absolute");
    CHECK(faults("<p style=\"background:url(https://mmbiz.qpic.cn/a)\">一</p>") ==
          "style background:url(https://mmbiz.qpic.cn/a)");
    CHECK(faults("<p style=\"width:expression(alert(1))\">一</p>") == "style width:expression(alert(1))");
    CHECK(faults("<p style=\"color:\\72 ed\">一</p>") == "style color:\\72 ed");
    CHECK(faults("<p style=\"float:left\">一</p>") == "style float:left");
    CHECK(faults("<p style=\"color\">一</p>") == "style color");
    CHECK(faults("<p style=\"font-size:10px\">一</p>") == "small_letters font-size:10px");
    CHECK(faults("<p style=\"font-size:2em\">一</p>") == "small_letters font-size:2em");
    CHECK(faults("<p style=\"font-size:11px\">一</p>") == "");
}

TEST_CASE("only pictures of this article and links to articles of official accounts may be in it") {
    CHECK(faults("<img src=\"https://example.com/a.png\" alt=\"图\">") == "address https://example.com/a.png");
    CHECK(faults("<img src=\"https://mmbiz.qpic.cn/other\" alt=\"图\">") == "address https://mmbiz.qpic.cn/other");
    CHECK(faults("<img alt=\"图\">") == "address");
    CHECK(faults("<a href=\"https://example.com/\">一</a>") == "address https://example.com/");
    CHECK(faults("<a href=\"javascript:alert(1)\">一</a>") == "address javascript:alert(1)");
    CHECK(faults("<a href=\"https://mp.weixin.qq.com.example.com/\">一</a>") ==
          "address https://mp.weixin.qq.com.example.com/");
}

TEST_CASE("a picture needs words beside it") {
    CHECK(faults("<img src=\"" + kPicture + "\">") == "no_words img");
    CHECK(faults("<img src=\"" + kPicture + "\" alt=\" \">") == "no_words img");
}

TEST_CASE("markup that does not close or that a phone would have to guess is broken") {
    CHECK(faults("<section><p>一</section>") == "broken section");
    CHECK(faults("<p>一") == "broken p");
    CHECK(faults("一</p>") == "broken p");
    CHECK(faults("<p>3 < 4</p>") == "broken < 4</p>");
    CHECK(faults("<p>甲&乙</p>") == "broken &");
    CHECK(faults("<p style=color>一</p>") == "broken <p style=col; broken >; broken p");
    CHECK(faults("<p style=\"color:red") == "broken <p style=\"co");
    CHECK(faults("<") == "broken <");
    CHECK(faults("<!DOCTYPE html>") == "broken <!DOCTYPE ht; broken >");
}

TEST_CASE("title, author, digest and content have to keep WeChat's lengths and signs") {
    const auto found = [](const ArticleDraft& article) {
        std::vector<std::string> all;
        for (const ArticleFinding& one : lint_article(article)) all.push_back(to_string(one));
        return all;
    };
    using All = std::vector<std::string>;
    const std::string title = repeated("题", 32);
    const std::string author = repeated("者", 16);
    const std::string digest = repeated("摘", 128);
    CHECK(found({title, author, digest, "<p>一</p>", {}}) == All{});
    const std::string longer_title = title + "题";
    const std::string longer_author = author + "者";
    const std::string longer_digest = digest + "摘";
    CHECK(found({longer_title, longer_author, longer_digest, "<p>一</p>", {}}) ==
          All{"title 0: too_long 33 of 32", "author 0: too_long 17 of 16", "digest 0: too_long 129 of 128"});
    CHECK(found({"", "", "", "", {}}) == All{"title 0: missing", "content 0: missing"});
    CHECK(found({"好消息🎉", "", "一\n二", "<p>一</p>", {}}) == All{"title 0: signs", "digest 3: line_break"});
    CHECK(found({"\xff", "", "", "<p>一</p>", {}}) == All{"title 0: not_utf8"});
    const std::string endless = "<p>" + repeated("长", 20'000 - 7) + "</p>";
    CHECK(found({"题", "", "", endless, {}}) == All{"content 0: too_long 20000 of 20000"});
    const std::string just = "<p>" + repeated("长", 20'000 - 8) + "</p>";
    CHECK(found({"题", "", "", just, {}}) == All{});
}

TEST_CASE("the guide as an article loses nothing in WeChat") {
    const std::filesystem::path folder = std::filesystem::path(league::test::source_dir()) / "templates";
    const Phrases phrases(folder);
    const Guide guide(phrases);
    const std::string html = guide.article(TemplateFolder(folder), "共青团清河县委员会");
    for (const ArticleFinding& one : lint_article({"实体化“大团委”建设指南", "", "", html, {}}))
        FAIL_CHECK(to_string(one));
}

}  // namespace league
