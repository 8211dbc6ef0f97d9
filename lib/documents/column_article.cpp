#include "lib/documents/column_article.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {

namespace {

constexpr const char* kPhrases = "articles/progress_column";
constexpr const char* kArticle = "articles/progress_column.html";
constexpr const char* kActivitiesChart = "charts/townships_bar.svg";
constexpr const char* kGoalsChart = "charts/goals_bar.svg";
constexpr const char* kHalvesChart = "charts/halves_bar.svg";
constexpr const char* kCover = "covers/column.svg";
constexpr const char* kPage = "pages/column.html";

constexpr std::size_t kPraised = 3;

// The chart is drawn 345 units wide, the width of an article on a 375 px phone, so that its letters appear
// at the size they are given; geometry below is in those units.
constexpr long long kChartWidth = 345;
constexpr long long kChartHead = 58;
constexpr long long kRowHeight = 36;
constexpr std::size_t kChartNameLength = 14;

constexpr long long kGoalsHead = 74;

// A bar and its two lines of letters for each half month; twelve fit the width.
constexpr std::size_t kLeastHalves = 3;
constexpr long long kHalfWidth = 28;
constexpr long long kHalfTop = 52;
constexpr long long kHalfHeight = 96;

// The cover's motif, one bar a township, stands to the right of the square that is cut out for lists.
constexpr long long kMotifLeft = 440;
constexpr long long kMotifRight = 856;
constexpr long long kMotifTop = 96;
constexpr long long kMotifHeight = 240;

std::string number(long long value) {
    return std::to_string(value);
}

long long largest_branches(const ColumnSnapshot& snapshot) {
    long long largest = 1;
    for (const auto& row : snapshot.townships) largest = std::max(largest, row.figures.branches);
    return largest;
}

/// `value` of `whole` stretched to `width`, never past it; something that is there stays visible.
long long scaled(long long value, long long whole, long long width) {
    if (value <= 0 || whole <= 0) return 0;
    return std::clamp(value * width / whole, 1LL, width);
}

long long count_below(const ColumnSnapshot& snapshot) {
    return std::count_if(snapshot.townships.begin(), snapshot.townships.end(), [&](const ColumnTownship& row) {
        return active_percent(row.figures) < snapshot.watch_percent;
    });
}

/// One line a part of the name, broken at its first space; letters as large as the square allows.
TemplateData::List cover_lines(const std::string& name) {
    std::vector<std::string> parts{name};
    if (const auto space = name.find(' '); space != std::string::npos)
        parts = {text::trim(name.substr(0, space)), text::trim(name.substr(space))};
    std::size_t longest = 1;
    for (const auto& part : parts) longest = std::max(longest, text::count_characters(part));
    const auto room = parts.size() == 1 ? 330 : 310;
    const auto font_size = std::clamp(room / static_cast<long long>(longest), 24LL, 52LL);
    auto y = parts.size() == 1 ? 190LL : 160LL;
    TemplateData::List lines;
    for (const auto& part : parts) {
        lines.push_back(Values{{"text", part}, {"y", number(y)}, {"font_size", number(font_size)}});
        y += font_size * 5 / 4;
    }
    return lines;
}

TemplateData::List cover_bars(const ColumnSnapshot& snapshot) {
    const auto count = static_cast<long long>(snapshot.townships.size());
    if (count == 0) return {};
    const auto step = std::min(44LL, (kMotifRight - kMotifLeft) / count);
    const auto width = std::max(1LL, step * 5 / 9);
    // Aligned to the right edge, whatever their number.
    auto x = kMotifRight - step * (count - 1) - width;
    TemplateData::List bars;
    for (const auto& row : snapshot.townships) {
        const auto height = scaled(row.figures.active, row.figures.branches, kMotifHeight);
        bars.push_back(Values{{"x", number(x)},
                              {"y", number(kMotifTop + kMotifHeight - height)},
                              {"width", number(width)},
                              {"height", number(height)}});
        x += step;
    }
    return bars;
}

Values values_of(const ColumnGoal& goal) {
    return Values{{"target", number(goal.target)},
                  {"founded", number(goal.founded)},
                  {"counted", number(goal.counted)},
                  {"rate", goal.rate},
                  {"alive", goal.alive},
                  {"more", goal.more.value_or(0) > 0 ? number(*goal.more) : ""}};
}

const char* file_of(ColumnChart chart) {
    switch (chart) {
        case ColumnChart::activities: return kActivitiesChart;
        case ColumnChart::goals: return kGoalsChart;
        case ColumnChart::halves: return kHalvesChart;
    }
    stop("unknown ColumnChart");
}

/// Bars of the half months, the newest at the right edge, and in words what they show.
void add_halves(TemplateData& data, const ColumnSnapshot& snapshot) {
    const bool shown = has_chart(snapshot, ColumnChart::halves);
    data.set("has_halves", shown);
    if (!shown) return;
    const auto& halves = snapshot.halves;
    const auto best = std::max_element(halves.begin(), halves.end(), [](const ColumnHalf& a, const ColumnHalf& b) {
        return a.activities < b.activities;
    });
    const bool is_counted =
        std::any_of(halves.begin(), halves.end(), [](const ColumnHalf& half) { return half.counted.has_value(); });
    auto x = kChartWidth - kHalfWidth * static_cast<long long>(halves.size());
    auto all = 0LL;
    TemplateData::List bars;
    for (const auto& half : halves) {
        const auto height = scaled(half.activities, std::max(1LL, best->activities), kHalfHeight);
        bars.push_back(Values{{"month", half.month},
                              {"half", half.half},
                              {"activities", number(half.activities)},
                              {"counted", half.counted ? number(*half.counted) : "–"},
                              {"x", number(x + 4)},
                              {"middle", number(x + kHalfWidth / 2)},
                              {"y", number(kHalfTop + kHalfHeight - height)},
                              {"value_y", number(kHalfTop + kHalfHeight - height - 4)},
                              {"height", number(height)},
                              {"share", number(scaled(half.activities, std::max(1LL, best->activities), 100))}});
        x += kHalfWidth;
        all += half.activities;
    }
    data.set("halves_count", number(static_cast<long long>(halves.size()))).set("halves_all", number(all));
    data.set("best_month", best->month).set("best_half", best->half).set("best_activities", number(best->activities));
    data.set("halves_counted", is_counted).set("halves_height", is_counted ? "232" : "210");
    data.set("halves_foot_y", is_counted ? "224" : "202");
    data.set("first_counted", is_counted && halves.front().counted ? number(*halves.front().counted) : "");
    data.set("last_counted", is_counted && halves.back().counted ? number(*halves.back().counted) : "");
    data.set("halves", std::move(bars));
}

bool is_safe_link(const std::string& url) {
    return url.starts_with("https://") || (url.starts_with('/') && !url.starts_with("//"));
}

}  // namespace

int active_percent(const ColumnFigures& figures) {
    if (figures.branches <= 0) return 0;
    return static_cast<int>(std::clamp(figures.active * 100 / figures.branches, 0LL, 100LL));
}

ColumnWriter::ColumnWriter(const Phrases& phrases, const TemplateFolder& templates, SvgPainter painter,
                           ArticleLimits limits)
    : phrases_(phrases), templates_(templates), painter_(std::move(painter)), limits_(limits) {
    templates_.check({kArticle, kActivitiesChart, kGoalsChart, kHalvesChart, kCover, kPage});
    std::vector<PhraseKey> needed;
    for (const auto* key : {"title", "title_short", "digest", "rate", "rate_none", "risen", "fallen"})
        needed.push_back({kPhrases, key});
    phrases_.check(needed);
}

std::string ColumnWriter::rate_text(const ColumnFigures& figures) const {
    if (figures.branches <= 0) return phrases_.text(kPhrases, "rate_none");
    return phrases_.text(kPhrases, "rate", {{"percent", number(active_percent(figures))}});
}

TemplateData ColumnWriter::data_of(const ColumnSnapshot& snapshot) const {
    const auto largest = largest_branches(snapshot);
    const auto figures_of = [this](const ColumnFigures& figures) {
        return Values{{"branches", number(figures.branches)},
                      {"active", number(figures.active)},
                      {"activities", number(figures.activities)},
                      {"present", number(figures.present)},
                      {"rate", rate_text(figures)}};
    };
    TemplateData::List rows;
    auto y = kChartHead;
    for (const auto& row : snapshot.townships) {
        auto values = figures_of(row.figures);
        values.insert({{"rank", number(row.rank)},
                       {"name", row.name},
                       {"short_name", text::shorten(row.name, kChartNameLength)},
                       {"text_y", number(y + 14)},
                       {"bar_y", number(y + 20)},
                       {"all_width", number(scaled(row.figures.branches, largest, kChartWidth))},
                       {"active_width", number(scaled(row.figures.active, largest, kChartWidth))},
                       {"all_share", number(scaled(row.figures.branches, largest, 100))},
                       {"active_share", number(scaled(row.figures.active, largest, 100))}});
        rows.push_back(values);
        y += kRowHeight;
    }
    TemplateData::List praise;
    for (const auto& [name, fact] : snapshot.praise)
        if (praise.size() < kPraised) praise.push_back(Values{{"name", name}, {"fact", fact}});

    auto values = figures_of(snapshot.totals);
    const auto below = count_below(snapshot);
    values.insert({{"county", snapshot.county},
                   {"column", snapshot.column},
                   {"issue", number(snapshot.issue)},
                   {"period", snapshot.period},
                   {"as_of", snapshot.as_of},
                   {"townships", number(static_cast<long long>(snapshot.townships.size()))},
                   {"watch_percent", number(snapshot.watch_percent)},
                   {"few_active", below == 0 ? "" : number(below)},
                   {"contact", snapshot.contact},
                   {"correction", snapshot.correction},
                   {"foot_y", number(y + 14)},
                   {"height", number(y + 22)}});
    TemplateData data(values);
    data.set("has_rows", !rows.empty()).set("rows", std::move(rows));
    data.set("has_praise", !praise.empty()).set("praise", std::move(praise));
    add_goals(data, snapshot);
    add_halves(data, snapshot);
    return data;
}

std::string ColumnWriter::moved_text(const std::optional<int>& risen) const {
    if (risen.value_or(0) == 0) return "";
    return phrases_.text(kPhrases, *risen > 0 ? "risen" : "fallen", {{"places", number(std::abs(*risen))}});
}

void ColumnWriter::add_goals(TemplateData& data, const ColumnSnapshot& snapshot) const {
    const ColumnReports reports = snapshot.reports.value_or(ColumnReports{});
    data.set("has_reports", snapshot.reports.has_value());
    data.set("reports_expected", number(reports.expected)).set("reports_received", number(reports.received));
    data.set("reports_on_time", number(reports.on_time));
    data.set("has_goals", snapshot.goals.has_value()).set("has_goals_table", snapshot.goals.has_value());
    if (!snapshot.goals) return;
    const ColumnGoals& goals = *snapshot.goals;
    auto largest = 1LL;
    for (const auto& row : goals.townships) largest = std::max({largest, row.goal.target, row.goal.founded});
    TemplateData::List rows;
    auto y = kGoalsHead;
    for (const auto& row : goals.townships) {
        auto values = values_of(row.goal);
        values.insert({{"rank", number(row.rank)},
                       {"moved", moved_text(row.risen)},
                       {"name", row.name},
                       {"short_name", text::shorten(row.name, kChartNameLength)},
                       {"text_y", number(y + 14)},
                       {"bar_y", number(y + 20)},
                       {"target_width", number(scaled(row.goal.target, largest, kChartWidth - 1))},
                       {"founded_width", number(scaled(row.goal.founded, largest, kChartWidth - 1))},
                       {"counted_width", number(scaled(row.goal.counted, largest, kChartWidth - 1))},
                       {"target_share", number(scaled(row.goal.target, largest, 100))},
                       {"counted_share", number(scaled(row.goal.counted, largest, 100))}});
        rows.push_back(values);
        y += kRowHeight;
    }
    auto all = values_of(goals.total);
    const auto reached = std::count_if(goals.townships.begin(), goals.townships.end(),
                                       [](const ColumnGoalRow& row) { return row.goal.counted >= row.goal.target; });
    all.insert({{"campaign", goals.campaign},
                {"deadline", goals.deadline},
                {"gap", goals.gap > 0 ? number(goals.gap) : ""},
                {"days_left", goals.days_left > 0 ? number(goals.days_left) : ""},
                {"needed", goals.needed > 0 ? number(goals.needed) : ""},
                {"reached", reached > 0 ? number(reached) : ""},
                {"bearers", number(static_cast<long long>(goals.townships.size()))}});
    for (const auto& [name, value] : all) data.set("goal_" + name, value);
    data.set("goals_foot_y", number(y + 14)).set("goals_height", number(y + 22));
    data.set("has_goal_rows", !rows.empty()).set("goal_rows", std::move(rows));
}

bool has_chart(const ColumnSnapshot& snapshot, ColumnChart chart) {
    switch (chart) {
        case ColumnChart::activities: return true;
        case ColumnChart::goals: return snapshot.goals && !snapshot.goals->townships.empty();
        case ColumnChart::halves: return snapshot.halves.size() >= kLeastHalves;
    }
    stop("unknown ColumnChart");
}

std::string ColumnWriter::chart_png(const ColumnSnapshot& snapshot, ColumnChart chart) const {
    return painter_.paint(templates_.render(file_of(chart), data_of(snapshot)), PngLimits{1035, 1'000'000});
}

std::string ColumnWriter::cover_png(const ColumnSnapshot& snapshot) const {
    auto data = data_of(snapshot);
    data.set("name_lines", cover_lines(snapshot.column)).set("bars", cover_bars(snapshot));
    return painter_.paint(templates_.render(kCover, data), PngLimits{900, 1'000'000});
}

ColumnArticle ColumnWriter::compose(const ColumnSnapshot& snapshot, const ColumnPictures& pictures) const {
    auto data = data_of(snapshot);
    data.set("chart_url", pictures.activities).set("goals_url", pictures.goals).set("halves_url", pictures.halves);
    ColumnArticle article;
    article.title = text::plain_line(phrases_.text_with(kPhrases, "title", data));
    if (text::count_characters(article.title) > limits_.title_characters)
        article.title = text::plain_line(phrases_.text_with(kPhrases, "title_short", data));
    article.title = text::shorten(article.title, limits_.title_characters);
    article.digest =
        text::shorten(text::plain_line(phrases_.text_with(kPhrases, "digest", data)), limits_.digest_characters);
    article.content = without_line_breaks(templates_.render(kArticle, data));
    const auto is_too_long = [&] {
        return text::count_characters(article.content) >= limits_.content_characters ||
               article.content.size() >= limits_.content_bytes;
    };
    if (is_too_long()) {
        data.set("has_goals_table", false);
        article.content = without_line_breaks(templates_.render(kArticle, data));
    }
    const auto characters = text::count_characters(article.content);
    if (is_too_long())
        throw Problem(ProblemCode::internal, "article_too_long")
            .with_details(std::to_string(characters) + " characters");
    return article;
}

std::string ColumnWriter::page(const ColumnSnapshot& snapshot, const std::vector<ColumnLink>& earlier) const {
    auto data = data_of(snapshot);
    TemplateData::List links;
    for (const auto& link : earlier)
        if (is_safe_link(link.url))
            links.push_back(Values{{"issue", number(link.issue)}, {"period", link.period}, {"url", link.url}});
    data.set("page_title", phrases_.text_with(kPhrases, "title", data));
    data.set("issue_shown", true).set("has_earlier", !links.empty()).set("earlier", std::move(links));
    return templates_.render(kPage, data);
}

std::string ColumnWriter::empty_page(const std::string& column) const {
    TemplateData data(Values{{"page_title", column}, {"column", column}});
    data.set("issue_shown", false).set("has_earlier", false);
    return templates_.render(kPage, data);
}

}  // namespace league
