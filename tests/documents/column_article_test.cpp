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
const std::string kGoals = "https://mmbiz.qpic.cn/mmbiz_png/goals/0?wx_fmt=png&from=appmsg";
const std::string kHalves = "https://mmbiz.qpic.cn/mmbiz_png/halves/0?wx_fmt=png";
const std::string kAlive = "https://mmbiz.qpic.cn/mmbiz_png/alive/0?wx_fmt=png";
const std::string kHeat = "https://mmbiz.qpic.cn/mmbiz_png/heat/0?wx_fmt=png";
const ColumnPictures kPictures{{ColumnChart::activities, kUploaded},
                               {ColumnChart::goals, kGoals},
                               {ColumnChart::alive, kAlive},
                               {ColumnChart::heat, kHeat},
                               {ColumnChart::halves, kHalves}};
const std::vector<std::string> kAddresses{kUploaded, kGoals, kAlive, kHeat, kHalves};

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
    snapshot.praise = {{"云岭镇", "18个团支部当月全部开展了活动。"},
                       {"石桥镇", "14个团支部当月全部开展了活动。"},
                       {"城关镇", "本期开展活动31场,全县最多。"},
                       {"白水乡", "第四名不在这一节里。"}};
    snapshot.contact = "团县委组织部 0000-0000000";
    return snapshot;
}

/// The same county in a campaign, in its twelfth half month.
ColumnSnapshot november_of_a_campaign() {
    ColumnSnapshot snapshot = november();
    ColumnGoals goals;
    goals.campaign = "集中行动";
    goals.deadline = "2026年12月10日";
    goals.total = {260, 201, 173, "66.5", "58.3", 21, AliveFigures{140, 70, 30}};
    goals.gap = 87;
    goals.days_left = 25;
    goals.needed = 44;
    goals.townships = {{1, 2, "云岭镇", {20, 24, 22, "110.0", "80.0", 4, AliveFigures{24, 4, 2}}},
                       {2, 0, "石桥镇", {20, 20, 18, "90.0", "75.0", 2, AliveFigures{15, 3, 2}}},
                       {3, -2, "城关镇", {40, 33, 30, "75.0", "66.6", 3, AliveFigures{20, 6, 4}}},
                       {4, {}, "黑石坪民族乡", {20, 3, 0, "0.0", "", {}, {}}}};
    snapshot.goals = goals;
    snapshot.reports = ColumnReports{12, 11, 10};
    for (const auto* month : {"6月", "7月", "8月", "9月", "10月", "11月"}) {
        for (const auto* half : {"上", "下"}) {
            const auto at = static_cast<long long>(snapshot.halves.size());
            snapshot.halves.push_back({month, half, 90 + at * 11 % 83, at < 4 ? std::nullopt : std::optional(at * 15)});
        }
    }
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
    const auto article = desk.writer.compose(november(), kPictures);
    show("article.html", article.content);
    for (const auto& one : lint_article({article.title, "", article.digest, article.content, kAddresses}))
        FAIL_CHECK(to_string(one));
    CHECK_FALSE(contains(article.content, "{{"));

    const auto whole = desk.writer.compose(november_of_a_campaign(), kPictures);
    show("article_campaign.html", whole.content);
    for (const auto& one : lint_article({whole.title, "", whole.digest, whole.content, kAddresses}))
        FAIL_CHECK(to_string(one));
    CHECK_FALSE(contains(whole.content, "{{"));
}

TEST_CASE("the targets are told in words, in a table by rank, and with places won and lost") {
    const Desk desk;
    const auto snapshot = november_of_a_campaign();
    for (const auto& html : {desk.writer.compose(snapshot, kPictures).content, desk.writer.page(snapshot, {})}) {
        CHECK(contains(html,
                       "集中行动目标260个，已新建201个，已录入智慧团建173个，完成66.5%，比上期增加21个。"
                       "4个有目标的乡镇中，1个已经完成。离目标还差87个，到2026年12月10日还有25天，"
                       "平均每半个月需要录入44个。全县团组织活跃的占58.3%。"
                       "本期半月报应报12份，已报11份，其中按时10份。"));
        CHECK(contains(html, "22/20</td>"));
        CHECK(contains(html, "↑2"));
        CHECK(contains(html, "↓2"));
        CHECK_FALSE(contains(html, "0</small>"));
    }
}

TEST_CASE("a county without a target has a column without a word of targets") {
    const Desk desk;
    auto snapshot = november();
    for (const auto& html : {desk.writer.compose(snapshot, {}).content, desk.writer.page(snapshot, {})}) {
        CHECK_FALSE(contains(html, "目标"));
        CHECK_FALSE(contains(html, "半月报"));
        CHECK_FALSE(contains(html, "近期走势"));
    }
    snapshot.reports = ColumnReports{12, 3, 3};
    CHECK(contains(desk.writer.compose(snapshot, {}).content, "本期半月报应报12份，已报3份，其中按时3份。"));
}

TEST_CASE("the way behind is told in words and drawn from the third half month on") {
    const Desk desk;
    auto snapshot = november_of_a_campaign();
    const auto html = desk.writer.compose(snapshot, kPictures).content;
    CHECK(contains(html, "最近12个半月共开展活动1474场，最多的是9月下半月，167场。"));
    CHECK(contains(html, kHalves));
    snapshot.halves.resize(2);
    CHECK_FALSE(has_chart(snapshot, ColumnChart::halves));
    CHECK_FALSE(contains(desk.writer.compose(snapshot, kPictures).content, "近期走势"));
}

TEST_CASE("title and digest keep WeChat's lengths whatever the names") {
    const Desk desk;
    auto snapshot = november();
    const auto article = desk.writer.compose(snapshot, kPictures);
    CHECK(article.title == "实体化大团委 进度专栏第21期（2026年11月上半月）");
    CHECK(article.digest ==
          "截至2026年11月15日24时，全县12个乡镇的186个团支部中，有149个当月开展了活动，开展率80%；"
          "本期共开展活动171场，参加2774人次。");
    for (const auto length : {10, 40, 200}) {
        snapshot.column.clear();
        for (int i = 0; i < length; ++i) snapshot.column += "团";
        snapshot.as_of = snapshot.column;
        const auto longer = desk.writer.compose(snapshot, kPictures);
        CHECK(text::count_characters(longer.title) <= 32);
        CHECK(text::count_characters(longer.digest) <= 128);
    }
}

TEST_CASE("townships with the same rate show the same rank") {
    const Desk desk;
    const auto html = desk.writer.compose(november(), kPictures).content;
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
    const auto html = desk.writer.compose(snapshot, kPictures).content;
    const auto after = html.substr(html.find("接下来"));
    CHECK(contains(after, "另有2个乡镇的开展率低于60%"));
    CHECK_FALSE(contains(after, "大湾乡"));
    CHECK(contains(html, "14个团支部当月全部开展了活动。"));
    CHECK_FALSE(contains(html, "第四名"));

    snapshot.watch_percent = 10;
    snapshot.praise.clear();
    const auto calm = desk.writer.compose(snapshot, kPictures).content;
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
    CHECK(contains(desk.writer.compose(snapshot, {}).content, ">0/0</td>"));
    CHECK(contains(desk.writer.compose(snapshot, {}).content, ">—</td>"));
}

TEST_CASE("names cannot become markup in article, page, chart or cover") {
    const Desk desk;
    auto snapshot = november();
    snapshot.townships[0].name = "<script>alert(1)</script>&\"";
    snapshot.column = "<b>\"栏\"";
    snapshot.praise[0].fact = "<img src=x onerror=alert(1)>";
    CHECK_FALSE(contains(desk.writer.compose(snapshot, kPictures).content, "<script"));
    CHECK_FALSE(contains(desk.writer.compose(snapshot, kPictures).content, "<img src=x"));
    CHECK_FALSE(contains(desk.writer.page(snapshot, {}), "<script"));
    CHECK_NOTHROW(desk.writer.chart_png(snapshot, ColumnChart::activities));
    CHECK_NOTHROW(desk.writer.cover_png(snapshot));
}

TEST_CASE("without an uploaded chart the table still says it all") {
    const Desk desk;
    const auto html = desk.writer.compose(november(), {}).content;
    CHECK_FALSE(contains(html, "<img"));
    CHECK(contains(html, "黑石坪民族乡"));
}

TEST_CASE("a county of forty townships fits one article, and what does not fit is said") {
    const Desk desk;
    auto snapshot = november();
    while (snapshot.townships.size() < 40) snapshot.townships.push_back(snapshot.townships.back());
    CHECK_NOTHROW(desk.writer.compose(snapshot, kPictures));
    snapshot.goals = november_of_a_campaign().goals;
    while (snapshot.goals->townships.size() < 40) snapshot.goals->townships.push_back(snapshot.goals->townships.back());
    const auto crowded = desk.writer.compose(snapshot, kPictures).content;
    CHECK(contains(crowded, "各乡镇的数字见“阅读原文”。"));
    CHECK(contains(crowded, "mmbiz_png/goals"));
    CHECK(contains(desk.writer.page(snapshot, {}), "22/20</td>"));
    CHECK(desk.writer.chart_png(snapshot, ColumnChart::activities).size() < 1'000'000);
    while (snapshot.townships.size() < 400) snapshot.townships.push_back(snapshot.townships.back());
    CHECK_THROWS_AS(desk.writer.compose(snapshot, kPictures), Problem);
}

TEST_CASE("chart and cover are pictures of the size WeChat wants") {
    const Desk desk;
    const auto chart = desk.writer.chart_png(november(), ColumnChart::activities);
    show("chart.png", chart);
    CHECK(chart.size() < 1'000'000);
    CHECK(declared_size(chart)->width == 1035);
    for (const auto kind : {ColumnChart::goals, ColumnChart::alive, ColumnChart::halves}) {
        const auto more = desk.writer.chart_png(november_of_a_campaign(), kind);
        show("chart_" + std::string(to_string(kind)) + ".png", more);
        CHECK(more.size() < 1'000'000);
        CHECK(declared_size(more)->width == 1035);
    }
    const auto cover = desk.writer.cover_png(november());
    show("cover.png", cover);
    CHECK(declared_size(cover) == PictureSize{900, 383});

    auto one_line = november();
    one_line.column = "青年之声";
    one_line.townships.clear();
    show("cover_plain.png", desk.writer.cover_png(one_line));
    CHECK_NOTHROW(desk.writer.chart_png(one_line, ColumnChart::activities));
}

TEST_CASE("the public page stands alone and links only to safe addresses") {
    const Desk desk;
    const auto page = desk.writer.page(november(), {{20, "2026年10月下半月", "https://mp.weixin.qq.com/s/abc"},
                                                    {19, "2026年10月上半月", "javascript:alert(1)"}});
    show("page.html", page);
    show("page_campaign.html", desk.writer.page(november_of_a_campaign(), {}));
    CHECK_FALSE(contains(page, "<script"));
    CHECK_FALSE(contains(page, "<link"));
    CHECK_FALSE(contains(page, "javascript:"));
    CHECK(contains(page, "href=\"https://mp.weixin.qq.com/s/abc\""));
    const auto empty = desk.writer.empty_page("实体化大团委 进度专栏");
    show("page_empty.html", empty);
    CHECK(contains(empty, "还没有发布"));
}

}  // namespace league
