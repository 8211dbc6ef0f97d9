#include "lib/wechat/html.hpp"

#include <catch2/catch.hpp>

using namespace league::wechat;

namespace {

std::vector<FindingKind> kinds(std::string_view html) {
    std::vector<FindingKind> found;
    for (const auto& finding : lint_article(html)) found.push_back(finding.kind);
    return found;
}

using Kinds = std::vector<FindingKind>;

}  // namespace

TEST_CASE("an article of sections with inline styles and own pictures survives whole") {
    CHECK(kinds(R"(<section style="margin:0;color:#c00"><p>正文 &lt;script&gt; &amp; 表情😀</p>
        <img src="https://mmbiz.qpic.cn/mmbiz_png/abc/0?wx_fmt=png" alt="图"/><br>
        <a href="https://mp.weixin.qq.com/s/abc">往期</a>
        <table><tr><td style="background-position:0 0;position:relative">1</td></tr></table>
        <svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg><!-- <script> --></section>)")
              .empty());
}

TEST_CASE("each thing that WeChat removes is found") {
    CHECK(kinds("<script>alert(1)</script>") == Kinds{FindingKind::element});
    CHECK(kinds("<STYLE>p{}</STYLE>") == Kinds{FindingKind::element});
    CHECK(kinds("<iframe src='x'></iframe>") == Kinds{FindingKind::element});
    CHECK(kinds("<form><input></form>") == Kinds{FindingKind::element, FindingKind::element});
    CHECK(kinds("<link rel=stylesheet href=x>") == Kinds{FindingKind::element});
    CHECK(kinds("<div>x</div>") == Kinds{FindingKind::div_element});
    CHECK(kinds("<p onclick=\"x()\">a</p>") == Kinds{FindingKind::event_handler});
    CHECK(kinds("<p OnClick=x>a</p>") == Kinds{FindingKind::event_handler});
    CHECK(kinds("<p id=\"a\">a</p>") == Kinds{FindingKind::id_attribute});
    CHECK(kinds("<p class=a>a</p>") == Kinds{FindingKind::class_attribute});
    CHECK(kinds("<p style='top:0; Position : absolute'>a</p>") == Kinds{FindingKind::position});
    CHECK(kinds("<p style='position:fixed'>a</p>") == Kinds{FindingKind::position});
    CHECK(kinds("<img src=\"https://example.com/a.png\">") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<img src=\"data:image/png;base64,AAAA\">") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<img src=\"/local.png\">") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<img alt=x>") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<p style=\"background:url('https://example.com/a.png')\">a</p>") ==
          Kinds{FindingKind::outside_picture});
    CHECK(kinds("<p style=\"background:url(https://mmbiz.qpic.cn/a)\">a</p>").empty());
    CHECK(kinds("<a href=\"https://example.com\">a</a>") == Kinds{FindingKind::outside_link});
    CHECK(kinds("<a href=\"#top\">a</a>") == Kinds{FindingKind::outside_link});
}

TEST_CASE("an address cannot hide behind spelling") {
    CHECK(kinds("<a href=\"java&#115;cript:x()\">a</a>") == Kinds{FindingKind::event_handler});
    CHECK(kinds("<a href=\"java\tscript&colon;x()\">a</a>") == Kinds{FindingKind::event_handler});
    CHECK(kinds("<img src=\"https://mmbiz.qpic.cn.example.com/a\">") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<img src=\"https://example.com/?mmbiz.qpic.cn\">") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<img src=\"https://mmbiz.qpic.cn@example.com/a\">") == Kinds{FindingKind::outside_picture});
    CHECK(kinds("<img src=\"https://example.com\\mmbiz.qpic.cn/a\">") == Kinds{FindingKind::outside_picture});
}

TEST_CASE("a tag that does not end is found and stops nothing worse") {
    CHECK(kinds("<p") == Kinds{FindingKind::malformed});
    CHECK(kinds("<p style=\"a") == Kinds{FindingKind::malformed});
    CHECK(kinds("a < b") == Kinds{FindingKind::malformed});
    CHECK(kinds("<!-- x") == Kinds{FindingKind::malformed});
    CHECK(kinds("<") == Kinds{FindingKind::malformed});
    CHECK(kinds("").empty());
}

TEST_CASE("picture hosts are configuration, port included") {
    ArticleRules rules;
    rules.picture_hosts = {"127.0.0.1:8090"};
    CHECK(lint_article("<img src=\"http://127.0.0.1:8090/mmbiz/1\">", rules).empty());
    CHECK(lint_article("<img src=\"http://127.0.0.1:8091/mmbiz/1\">", rules).size() == 1);
}

TEST_CASE("a finding says where it is") {
    const auto findings = lint_article("<p>a</p><div>b</div>");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].offset == 8);
    CHECK(findings[0].what == "div");
}
