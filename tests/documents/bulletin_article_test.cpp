// Bulletins of the kinds beside the progress column, and the papers of one.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "lib/base/text.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/documents/pictures.hpp"
#include "tests/support/places.hpp"

namespace league {
namespace {

const std::string kPicture = "https://mmbiz.qpic.cn/mmbiz_png/one/0?wx_fmt=png";

ColumnSnapshot november(BulletinKind kind) {
    ColumnSnapshot snapshot;
    snapshot.kind = kind;
    snapshot.county = "共青团青石县委员会";
    snapshot.column = "实体化“大团委” 工作通报";
    snapshot.issue = 3;
    snapshot.period = "2026年11月";
    snapshot.as_of = "2026年12月1日9:00";
    snapshot.totals = {32, 27, 39, 699};
    snapshot.townships = {{1, "云岭镇", {18, 18, 23, 412}}, {2, "大湾乡", {14, 5, 16, 287}}};
    snapshot.praise = {{"云岭镇", "18个团支部当月全部开展了活动。"}};
    snapshot.behind = {{"大湾乡", "14个支部中5个已开展活动，还有9个没有。"}};
    ColumnGoals goals;
    goals.campaign = "集中行动";
    goals.total = {40, 30, 22, "55.0", "50.0", 3, AliveFigures{20, 12, 8}};
    goals.gap = 18;
    goals.townships = {{1, {}, "云岭镇", {20, 18, 16, "80.0", "60.0", 2, AliveFigures{12, 5, 3}}},
                       {2, {}, "大湾乡", {20, 12, 6, "30.0", "40.0", 1, AliveFigures{8, 7, 5}}}};
    snapshot.goals = goals;
    ColumnHeat heat;
    heat.months = {"6月", "7月", "8月", "9月", "10月", "11月"};
    heat.rows = {{"云岭镇", {4, 9, 14, 18, 20, 23}}, {"大湾乡", {1, 0, 3, 5, 8, 0}}};
    snapshot.heat = heat;
    snapshot.words.opening = "11月20日，全县召开推进会。\n会议由团县委主持。";
    snapshot.words.problems = "部分支部活动记录不及时。";
    snapshot.words.next_steps = "12月10日前补齐缺口。";
    snapshot.words.body = "两个镇的做法值得借鉴。\n<b>不是标记</b>";
    snapshot.about = "第2期通报";
    snapshot.changes = {{"大湾乡", "活动（场）", 15, 16}};
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

ColumnPictures pictures_of(const ColumnSnapshot& snapshot) {
    ColumnPictures pictures;
    for (const auto chart : kColumnCharts) {
        if (has_chart(snapshot, chart)) pictures.emplace(chart, kPicture);
    }
    return pictures;
}

}  // namespace

TEST_CASE("no kind of article holds what WeChat's editor throws away") {
    const Desk desk;
    for (const auto kind : kBulletinKinds) {
        auto snapshot = november(kind);
        if (kind == BulletinKind::newsletter || kind == BulletinKind::publicity) snapshot.words.title = "推进会召开";
        const auto article = desk.writer.compose(snapshot, pictures_of(snapshot));
        CAPTURE(to_string(kind));
        show("article_" + std::string(to_string(kind)) + ".html", article.content);
        for (const auto& one : lint_article({article.title, "", article.digest, article.content, {kPicture}}))
            FAIL_CHECK(to_string(one));
        CHECK_FALSE(contains(article.content, "{{"));
        CHECK_FALSE(article.title.empty());
        CHECK_FALSE(article.digest.empty());
        CHECK_FALSE(contains(article.content, "<b>不是标记"));
    }
}

TEST_CASE("a person's words stand in the article, each line a paragraph, and replace title and digest") {
    const Desk desk;
    auto snapshot = november(BulletinKind::meeting);
    const auto plain = desk.writer.compose(snapshot, {});
    CHECK(plain.title == "2026年11月实体化“大团委”工作推进会通报");
    CHECK(contains(plain.content, "全县召开推进会。</p>"));
    CHECK(contains(plain.content, ">会议由团县委主持。</p>"));
    CHECK(contains(plain.content, "12月10日前补齐缺口。"));
    snapshot.words.title = "推进会通报";
    snapshot.words.digest = "摘要由人写";
    const auto own = desk.writer.compose(snapshot, {});
    CHECK(own.title == "推进会通报");
    CHECK(own.digest == "摘要由人写");
}

TEST_CASE("who is behind is named inside the office alone") {
    const Desk desk;
    const auto snapshot = november(BulletinKind::meeting);
    const auto inside = desk.writer.internal_page(snapshot);
    show("internal.html", inside);
    CHECK(contains(inside, "大湾乡：14个支部中5个已开展活动，还有9个没有。"));
    CHECK(contains(inside, "不对外发布"));
    CHECK_FALSE(contains(desk.writer.compose(snapshot, {}).content, "还有9个没有"));
    CHECK_FALSE(contains(desk.writer.article_page(snapshot), "还有9个没有"));
}

TEST_CASE("the months of each township are told in a table beside their picture") {
    const Desk desk;
    const auto snapshot = november(BulletinKind::meeting);
    REQUIRE(has_chart(snapshot, ColumnChart::heat));
    const auto html = desk.writer.compose(snapshot, pictures_of(snapshot)).content;
    CHECK(contains(html, "本月还有1个乡镇没有开展活动。"));
    CHECK(contains(html, ">23</td>"));
    const auto png = desk.writer.chart_png(snapshot, ColumnChart::heat);
    show("chart_heat.png", png);
    CHECK(declared_size(png)->width == 1035);
}

TEST_CASE("newsletter, publicity and erratum have no charts, and a column none of months") {
    for (const auto kind : {BulletinKind::newsletter, BulletinKind::publicity, BulletinKind::erratum}) {
        CHECK(pictures_of(november(kind)).empty());
    }
    CHECK_FALSE(has_chart(november(BulletinKind::progress_column), ColumnChart::heat));
}

TEST_CASE("an erratum tells each figure as it was and as it is") {
    const Desk desk;
    const auto article = desk.writer.compose(november(BulletinKind::erratum), {});
    CHECK(article.title == "关于《第2期通报》的更正");
    CHECK(contains(article.content, ">15</td>"));
    CHECK(contains(article.content, ">16</td>"));
}

TEST_CASE("the page to copy holds title, digest and pictures, and the page to read none of the advice") {
    const Desk desk;
    const auto snapshot = november(BulletinKind::meeting);
    const auto copy = desk.writer.copy_page(snapshot, {{ColumnChart::heat, "data:image/png;base64,AAAA"}});
    show("copy.html", copy);
    CHECK(contains(copy, "复制到公众号后台"));
    CHECK(contains(copy, "data:image/png;base64,AAAA"));
    const auto read = desk.writer.article_page(snapshot);
    CHECK_FALSE(contains(read, "复制到公众号后台"));
    CHECK(contains(read, "href=\"/column\""));
}

TEST_CASE("figures of this moment stand on the column's page beside the frozen ones, without ranks") {
    const Desk desk;
    ColumnNow now;
    now.period = "2026年12月上半月";
    now.as_of = "2026年12月3日10:05";
    now.totals = {32, 4, 5, 88};
    now.townships = {{0, "云岭镇", {18, 3, 4, 60}}, {0, "大湾乡", {14, 1, 1, 28}}};
    const auto page =
        desk.writer.page(november(BulletinKind::progress_column), {}, {{1, "推进会召开", "/column/newsletter/1"}}, now);
    show("page_now.html", page);
    CHECK(contains(page, "团支部32个，本月已开展活动的4个"));
    CHECK(contains(page, "2026年12月3日10:05"));
    CHECK(contains(page, "href=\"/column/newsletter/1\""));
    const auto empty = desk.writer.empty_page("专栏", {}, now);
    CHECK(contains(empty, "本月已开展活动的4个"));
}

}  // namespace league
