#include "lib/documents/column_article.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <regex>

#include "lib/base/text.hpp"
#include "lib/documents/pictures.hpp"
#include "tests/support/places.hpp"

namespace league {
namespace {

const std::string kUploaded = "https://mmbiz.qpic.cn/mmbiz_png/abc/0?wx_fmt=png";

ColumnSnapshot november() {
    ColumnSnapshot snapshot;
    snapshot.county = "团青石县委";
    snapshot.column = "实体化大团委 进度专栏";
    snapshot.issue = 21;
    snapshot.period = "2026年11月上半月";
    snapshot.as_of = "2026年11月15日24时";
    snapshot.townships = {
        {1, "云岭镇", {18, 18, 23, 412}},  {1, "石桥镇", {14, 14, 16, 287}}, {3, "城关镇", {24, 22, 31, 605}},
        {4, "白水乡", {15, 13, 14, 198}},  {5, "红叶镇", {19, 16, 18, 301}}, {6, "茶坪乡", {12, 10, 11, 143}},
        {7, "双河镇", {17, 13, 15, 226}},  {8, "柳溪镇", {16, 12, 12, 187}}, {8, "青峰乡", {12, 9, 9, 118}},
        {10, "松林镇", {15, 10, 10, 152}}, {11, "大湾乡", {13, 7, 7, 84}},   {12, "黑石坪民族乡", {11, 5, 5, 61}},
    };
    for (const auto& row : snapshot.townships) {
        snapshot.totals.branches += row.figures.branches;
        snapshot.totals.active += row.figures.active;
        snapshot.totals.activities += row.figures.activities;
        snapshot.totals.present += row.figures.present;
    }
    snapshot.praise = {{"云岭镇", "18个团支部本月全部开展了活动。"},
                       {"石桥镇", "14个团支部本月全部开展了活动。"},
                       {"城关镇", "本期开展活动31场,全县最多。"},
                       {"白水乡", "第四名不在这一节里。"}};
    snapshot.contact = "团县委组织部 0000-0000000";
    return snapshot;
}

class Desk {
public:
    const Phrases phrases{std::filesystem::path(league::test::source_dir()) / "templates"};
    const TemplateFolder templates{std::filesystem::path(league::test::source_dir()) / "templates"};
    const ColumnWriter writer{phrases, templates};
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// LEAGUE_SHOW_DOCUMENTS=folder keeps what the tests made, for a look.
void show(const std::string& name, const std::string& bytes) {
    if (const char* folder = std::getenv("LEAGUE_SHOW_DOCUMENTS"))
        std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("the article holds nothing that WeChat's editor throws away") {
    const Desk desk;
    const auto article = desk.writer.compose(november(), kUploaded);
    show("article.html", article.content);
    for (const auto& one : lint_article({article.title, "", article.digest, article.content, {kUploaded}}))
        FAIL_CHECK(to_string(one));
    CHECK_FALSE(contains(article.content, "{{"));
}

TEST_CASE("title and digest keep WeChat's lengths whatever the names") {
    const Desk desk;
    auto snapshot = november();
    const auto article = desk.writer.compose(snapshot, kUploaded);
    CHECK(article.title == "实体化大团委 进度专栏第21期（2026年11月上半月）");
    CHECK(article.digest ==
          "截至2026年11月15日24时，全县12个乡镇的186个团支部中，有149个本月开展了活动，开展率80%；"
          "本期共开展活动171场，参加2774人次。");
    for (const auto length : {10, 40, 200}) {
        snapshot.column.clear();
        for (int i = 0; i < length; ++i) snapshot.column += "团";
        snapshot.as_of = snapshot.column;
        const auto longer = desk.writer.compose(snapshot, kUploaded);
        CHECK(text::count_characters(longer.title) <= 32);
        CHECK(text::count_characters(longer.digest) <= 128);
    }
}

TEST_CASE("townships with the same rate show the same rank") {
    const Desk desk;
    const auto html = desk.writer.compose(november(), kUploaded).content;
    static const std::regex row("text-align:center\">(\\d+)</td><td[^>]*>([^<]+)</td>");
    std::vector<std::pair<std::string, std::string>> ranks;
    for (std::sregex_iterator at(html.begin(), html.end(), row), end; at != end; ++at)
        ranks.emplace_back((*at)[1], (*at)[2]);
    REQUIRE(ranks.size() == 12);
    CHECK(ranks[0] == std::pair<std::string, std::string>{"1", "云岭镇"});
    CHECK(ranks[1] == std::pair<std::string, std::string>{"1", "石桥镇"});
    CHECK(ranks[2].first == "3");
}

TEST_CASE("those behind are counted in words, not named, and three are praised") {
    const Desk desk;
    auto snapshot = november();
    const auto html = desk.writer.compose(snapshot, kUploaded).content;
    const auto after = html.substr(html.find("接下来"));
    CHECK(contains(after, "另有2个乡镇的开展率低于60%"));
    CHECK_FALSE(contains(after, "大湾乡"));
    CHECK(contains(html, "14个团支部本月全部开展了活动。"));
    CHECK_FALSE(contains(html, "第四名"));

    snapshot.watch_percent = 10;
    snapshot.praise.clear();
    const auto calm = desk.writer.compose(snapshot, kUploaded).content;
    CHECK(contains(calm, "各乡镇开展率都在10%以上"));
    CHECK_FALSE(contains(calm, "做得扎实"));
}

TEST_CASE("a hundred percent means every branch") {
    CHECK(active_percent({200, 199, 0, 0}) == 99);
    CHECK(active_percent({200, 200, 0, 0}) == 100);
    CHECK(active_percent({0, 0, 0, 0}) == 0);
    const Desk desk;
    auto snapshot = november();
    snapshot.townships.push_back({13, "新设乡", {}});
    CHECK(contains(desk.writer.compose(snapshot, "").content, ">0/0</td>"));
    CHECK(contains(desk.writer.compose(snapshot, "").content, ">—</td>"));
}

TEST_CASE("names cannot become markup in article, page, chart or cover") {
    const Desk desk;
    auto snapshot = november();
    snapshot.townships[0].name = "<script>alert(1)</script>&\"";
    snapshot.column = "<b>\"栏\"";
    snapshot.praise[0].fact = "<img src=x onerror=alert(1)>";
    CHECK_FALSE(contains(desk.writer.compose(snapshot, kUploaded).content, "<script"));
    CHECK_FALSE(contains(desk.writer.compose(snapshot, kUploaded).content, "<img src=x"));
    CHECK_FALSE(contains(desk.writer.page(snapshot, {}), "<script"));
    CHECK_NOTHROW(desk.writer.chart_png(snapshot));
    CHECK_NOTHROW(desk.writer.cover_png(snapshot));
}

TEST_CASE("without an uploaded chart the table still says it all") {
    const Desk desk;
    const auto html = desk.writer.compose(november(), "").content;
    CHECK_FALSE(contains(html, "<img"));
    CHECK(contains(html, "黑石坪民族乡"));
}

TEST_CASE("a county of forty townships fits one article, and what does not fit is said") {
    const Desk desk;
    auto snapshot = november();
    while (snapshot.townships.size() < 40) snapshot.townships.push_back(snapshot.townships.back());
    CHECK_NOTHROW(desk.writer.compose(snapshot, kUploaded));
    CHECK(desk.writer.chart_png(snapshot).size() < 1'000'000);
    while (snapshot.townships.size() < 400) snapshot.townships.push_back(snapshot.townships.back());
    CHECK_THROWS_AS(desk.writer.compose(snapshot, kUploaded), Problem);
}

TEST_CASE("chart and cover are pictures of the size WeChat wants") {
    const Desk desk;
    const auto chart = desk.writer.chart_png(november());
    show("chart.png", chart);
    CHECK(chart.size() < 1'000'000);
    CHECK(declared_size(chart)->width == 1035);
    const auto cover = desk.writer.cover_png(november());
    show("cover.png", cover);
    CHECK(declared_size(cover) == PictureSize{900, 383});

    auto one_line = november();
    one_line.column = "青年之声";
    one_line.townships.clear();
    show("cover_plain.png", desk.writer.cover_png(one_line));
    CHECK_NOTHROW(desk.writer.chart_png(one_line));
}

TEST_CASE("the public page stands alone and links only to safe addresses") {
    const Desk desk;
    const auto page = desk.writer.page(november(), {{20, "2026年10月下半月", "https://mp.weixin.qq.com/s/abc"},
                                                    {19, "2026年10月上半月", "javascript:alert(1)"}});
    show("page.html", page);
    CHECK_FALSE(contains(page, "<script"));
    CHECK_FALSE(contains(page, "<link"));
    CHECK_FALSE(contains(page, "javascript:"));
    CHECK(contains(page, "href=\"https://mp.weixin.qq.com/s/abc\""));
    const auto empty = desk.writer.empty_page("实体化大团委 进度专栏");
    show("page_empty.html", empty);
    CHECK(contains(empty, "还没有发布"));
}

}  // namespace league
