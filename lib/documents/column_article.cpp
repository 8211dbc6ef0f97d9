#include "lib/documents/column_article.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/documents/column_charts.hpp"
#include "lib/documents/column_data.hpp"

namespace league {

namespace {

constexpr const char* kCover = "covers/column.svg";
constexpr const char* kPage = "pages/column.html";
constexpr const char* kInternalPage = "pages/bulletin_internal.html";
/// Before and after an article, which is put between them as it is.
constexpr const char* kFrameHead = "pages/article_head.html";
constexpr const char* kFrameFoot = "pages/article_foot.html";

constexpr std::size_t kChartPixels = 1035;
constexpr std::size_t kPictureBytes = 1'000'000;

std::string article_file(BulletinKind kind) {
    return phrases_of(kind) + ".html";
}

const char* file_of(ColumnChart chart) {
    switch (chart) {
        case ColumnChart::activities: return "charts/townships_bar.svg";
        case ColumnChart::goals: return "charts/goals_bar.svg";
        case ColumnChart::alive: return "charts/alive_bar.svg";
        case ColumnChart::heat: return "charts/heat.svg";
        case ColumnChart::halves: return "charts/halves_bar.svg";
    }
    stop("unknown ColumnChart");
}

bool shows(BulletinKind kind, ColumnChart chart) {
    switch (kind) {
        case BulletinKind::progress_column: return chart != ColumnChart::heat;
        case BulletinKind::meeting: return true;
        case BulletinKind::newsletter:
        case BulletinKind::publicity:
        case BulletinKind::erratum: return false;
    }
    stop("unknown BulletinKind");
}

/// Half months behind an issue that are worth a line.
constexpr std::size_t kLeastHalves = 3;

bool is_safe_link(const std::string& url) {
    return url.starts_with("https://") || (url.starts_with('/') && !url.starts_with("//"));
}

TemplateData::List links_of(const std::vector<ColumnLink>& all) {
    TemplateData::List links;
    for (const auto& link : all) {
        if (!is_safe_link(link.url)) continue;
        links.push_back(Values{{"issue", number(link.issue)}, {"period", link.period}, {"url", link.url}});
    }
    return links;
}

void add_links(TemplateData& data, const std::vector<ColumnLink>& earlier, const std::vector<ColumnLink>& others) {
    auto before = links_of(earlier);
    auto beside = links_of(others);
    data.set("has_earlier", !before.empty()).set("earlier", std::move(before));
    data.set("has_others", !beside.empty()).set("others", std::move(beside));
}

void add_pictures(TemplateData& data, const ColumnPictures& pictures) {
    for (const auto chart : kColumnCharts) {
        const auto found = pictures.find(chart);
        data.set(std::string(to_string(chart)) + "_url", found == pictures.end() ? std::string() : found->second);
    }
}

}  // namespace

std::string_view to_string(ColumnChart chart) {
    switch (chart) {
        case ColumnChart::activities: return "activities";
        case ColumnChart::goals: return "goals";
        case ColumnChart::alive: return "alive";
        case ColumnChart::heat: return "heat";
        case ColumnChart::halves: return "halves";
    }
    stop("unknown ColumnChart");
}

bool has_chart(const ColumnSnapshot& snapshot, ColumnChart chart) {
    if (!shows(snapshot.kind, chart)) return false;
    switch (chart) {
        case ColumnChart::activities: return true;
        case ColumnChart::goals: return snapshot.goals && !snapshot.goals->townships.empty();
        case ColumnChart::alive:
            return snapshot.goals && std::any_of(snapshot.goals->townships.begin(), snapshot.goals->townships.end(),
                                                 [](const ColumnGoalRow& row) {
                                                     return row.goal.alive_figures && row.goal.alive_figures->all() > 0;
                                                 });
        case ColumnChart::heat: return snapshot.heat && !snapshot.heat->rows.empty();
        case ColumnChart::halves: return snapshot.halves.size() >= kLeastHalves;
    }
    stop("unknown ColumnChart");
}

ColumnWriter::ColumnWriter(const Phrases& phrases, const TemplateFolder& templates, SvgPainter painter,
                           ArticleLimits limits)
    : phrases_(phrases), templates_(templates), painter_(std::move(painter)), limits_(limits) {
    std::vector<std::string> files{kCover, kPage, kInternalPage, kFrameHead, kFrameFoot};
    for (const auto chart : kColumnCharts) files.emplace_back(file_of(chart));
    for (const auto kind : kBulletinKinds) files.push_back(article_file(kind));
    templates_.check(files);
    check_column_phrases(phrases_);
}

std::string ColumnWriter::chart_png(const ColumnSnapshot& snapshot, ColumnChart chart) const {
    return painter_.paint(templates_.render(file_of(chart), column_data(phrases_, snapshot)),
                          PngLimits{kChartPixels, kPictureBytes});
}

std::string ColumnWriter::cover_png(const ColumnSnapshot& snapshot) const {
    auto data = column_data(phrases_, snapshot);
    data.set("name_lines", cover_lines(snapshot.column)).set("bars", cover_bars(snapshot));
    return painter_.paint(templates_.render(kCover, data), PngLimits{900, kPictureBytes});
}

std::string ColumnWriter::title_of(const ColumnSnapshot& snapshot, const TemplateData& data) const {
    if (!snapshot.words.title.empty()) return text::shorten(snapshot.words.title, limits_.title_characters);
    const auto words = phrases_of(snapshot.kind);
    auto title = text::plain_line(phrases_.text_with(words, "title", data));
    if (text::count_characters(title) > limits_.title_characters)
        title = text::plain_line(phrases_.text_with(words, "title_short", data));
    return text::shorten(title, limits_.title_characters);
}

std::string ColumnWriter::digest_of(const ColumnSnapshot& snapshot, const TemplateData& data) const {
    const auto digest = snapshot.words.digest.empty() ? phrases_.text_with(phrases_of(snapshot.kind), "digest", data)
                                                      : snapshot.words.digest;
    return text::shorten(text::plain_line(digest), limits_.digest_characters);
}

ColumnArticle ColumnWriter::compose(const ColumnSnapshot& snapshot, const ColumnPictures& pictures) const {
    auto data = column_data(phrases_, snapshot);
    add_pictures(data, pictures);
    ColumnArticle article;
    article.title = title_of(snapshot, data);
    article.digest = digest_of(snapshot, data);
    data.set("title", article.title);
    const auto file = article_file(snapshot.kind);
    article.content = without_line_breaks(templates_.render(file, data));
    const auto is_too_long = [&] {
        return text::count_characters(article.content) >= limits_.content_characters ||
               article.content.size() >= limits_.content_bytes;
    };
    if (is_too_long()) {
        data.set("has_goals_table", false);
        article.content = without_line_breaks(templates_.render(file, data));
    }
    const auto characters = text::count_characters(article.content);
    if (is_too_long())
        throw Problem(ProblemCode::internal, "article_too_long")
            .with_details(std::to_string(characters) + " characters");
    return article;
}

std::string ColumnWriter::page(const ColumnSnapshot& snapshot, const std::vector<ColumnLink>& earlier,
                               const std::vector<ColumnLink>& others, const std::optional<ColumnNow>& now) const {
    auto data = column_data(phrases_, snapshot);
    data.set("page_title", title_of(snapshot, data)).set("issue_shown", true);
    add_links(data, earlier, others);
    add_now(data, phrases_, now);
    return templates_.render(kPage, data);
}

std::string ColumnWriter::empty_page(const std::string& column, const std::vector<ColumnLink>& others,
                                     const std::optional<ColumnNow>& now) const {
    TemplateData data(Values{{"page_title", column}, {"column", column}});
    data.set("issue_shown", false);
    add_links(data, {}, others);
    add_now(data, phrases_, now);
    return templates_.render(kPage, data);
}

std::string ColumnWriter::framed(const ColumnSnapshot& snapshot, const std::string& content, Use use) const {
    const auto bare = column_data(phrases_, snapshot);
    TemplateData data(Values{{"title", title_of(snapshot, bare)}, {"digest", digest_of(snapshot, bare)}});
    data.set("to_copy", use == Use::copying);
    return templates_.render(kFrameHead, data) + content + templates_.render(kFrameFoot, data);
}

std::string ColumnWriter::article_page(const ColumnSnapshot& snapshot) const {
    return framed(snapshot, compose(snapshot, {}).content, Use::reading);
}

std::string ColumnWriter::copy_page(const ColumnSnapshot& snapshot, const ColumnPictures& inside) const {
    // The pictures are no part of what WeChat counts: its editor uploads them when the article is pasted.
    ArticleLimits roomy = limits_;
    roomy.content_characters = roomy.content_bytes = std::numeric_limits<std::size_t>::max();
    return framed(snapshot, ColumnWriter(phrases_, templates_, painter_, roomy).compose(snapshot, inside).content,
                  Use::copying);
}

std::string ColumnWriter::internal_page(const ColumnSnapshot& snapshot) const {
    auto data = column_data(phrases_, snapshot);
    data.set("title", title_of(snapshot, data));
    return templates_.render(kInternalPage, data);
}

}  // namespace league
