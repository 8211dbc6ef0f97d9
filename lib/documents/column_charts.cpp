#include "lib/documents/column_charts.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "lib/base/text.hpp"

namespace league {
namespace {

// A bar and its two lines of letters for each half month; twelve fit the width.
constexpr long long kHalfWidth = 28;
constexpr long long kHalfTop = 52;
constexpr long long kHalfHeight = 96;

// The cover's motif, one bar a township, stands to the right of the square that is cut out for lists.
constexpr long long kMotifLeft = 440;
constexpr long long kMotifRight = 856;
constexpr long long kMotifTop = 96;
constexpr long long kMotifHeight = 240;

// Township by township: a name, then a cell for each month.
constexpr long long kHeatTop = 60;
constexpr long long kHeatRow = 30;
constexpr long long kHeatName = 93;
constexpr std::size_t kHeatNameLength = 7;
/// From nothing to the most; the darker, the more, also without colours.
constexpr const char* kShades[] = {"#ffffff", "#f8e0dc", "#eeb5ae", "#cb4f4b", "#8f1418"};
constexpr const char* kShadeLetters[] = {"#2b2826", "#2b2826", "#2b2826", "#ffffff", "#ffffff"};

std::size_t shade_of(long long value, long long most) {
    constexpr auto kSteps = static_cast<long long>(std::size(kShades)) - 1;
    return value <= 0 ? 0 : static_cast<std::size_t>(std::clamp((value * kSteps + most - 1) / most, 1LL, kSteps));
}

}  // namespace

std::string number(long long value) {
    return std::to_string(value);
}

long long scaled(long long value, long long whole, long long width) {
    if (value <= 0 || whole <= 0) return 0;
    return std::clamp(value * width / whole, 1LL, width);
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

/// Whole bars of 100 percent, so that townships of any size compare.
void add_alive(TemplateData& data, const ColumnSnapshot& snapshot) {
    TemplateData::List rows;
    auto y = kGoalsHead;
    const auto is_known = [](const ColumnGoalRow& row) {
        return row.goal.alive_figures && row.goal.alive_figures->all() > 0;
    };
    if (snapshot.goals) {
        for (const auto& row : snapshot.goals->townships) {
            if (!is_known(row)) continue;
            const AliveFigures& figures = *row.goal.alive_figures;
            const auto alive = scaled(figures.alive, figures.all(), kChartWidth - 1);
            const auto weak = scaled(figures.weak, figures.all(), kChartWidth - 1);
            rows.push_back(Values{{"name", row.name},
                                  {"short_name", text::shorten(row.name, kChartNameLength)},
                                  {"living", number(figures.alive)},
                                  {"weak", number(figures.weak)},
                                  {"hollow", number(figures.hollow)},
                                  {"all", number(figures.all())},
                                  {"share", row.goal.alive},
                                  {"text_y", number(y + 14)},
                                  {"bar_y", number(y + 20)},
                                  {"alive_width", number(alive)},
                                  {"weak_width", number(std::min(alive + weak, kChartWidth - 1))}});
            y += kRowHeight;
        }
    }
    AliveFigures all;
    if (snapshot.goals && snapshot.goals->total.alive_figures) all = *snapshot.goals->total.alive_figures;
    data.set("all_living", number(all.alive)).set("all_weak", number(all.weak)).set("all_hollow", number(all.hollow));
    data.set("all_counted", number(all.all()));
    data.set("alive_foot_y", number(y + 14)).set("alive_height", number(y + 22));
    data.set("has_alive", !rows.empty()).set("alive_rows", std::move(rows));
}

void add_heat(TemplateData& data, const ColumnSnapshot& snapshot) {
    data.set("has_heat", snapshot.heat && !snapshot.heat->rows.empty());
    if (!snapshot.heat) return;
    const ColumnHeat& heat = *snapshot.heat;
    auto most = 1LL;
    auto silent = 0LL;
    for (const auto& row : heat.rows) {
        for (const auto value : row.activities) most = std::max(most, value);
        if (!row.activities.empty() && row.activities.back() == 0) ++silent;
    }
    const auto count = std::max<long long>(1, static_cast<long long>(heat.months.size()));
    const auto width = (kChartWidth - kHeatName) / count;
    TemplateData::List months;
    for (std::size_t i = 0; i < heat.months.size(); ++i) {
        const auto middle = kHeatName + static_cast<long long>(i) * width + width / 2;
        months.push_back(Values{{"month", heat.months[i]}, {"middle", number(middle)}});
    }
    TemplateData::List rows;
    auto y = kHeatTop;
    for (const auto& row : heat.rows) {
        TemplateData::List cells;
        for (std::size_t i = 0; i < row.activities.size(); ++i) {
            const auto x = kHeatName + static_cast<long long>(i) * width;
            const auto shade = shade_of(row.activities[i], most);
            cells.push_back(Values{{"x", number(x)},
                                   {"y", number(y)},
                                   {"width", number(width)},
                                   {"middle", number(x + width / 2)},
                                   {"cell_text_y", number(y + 20)},
                                   {"shade", kShades[shade]},
                                   {"letters", kShadeLetters[shade]},
                                   {"value", number(row.activities[i])}});
        }
        TemplateData shown(Values{
            {"name", row.name}, {"short_name", text::shorten(row.name, kHeatNameLength)}, {"text_y", number(y + 20)}});
        shown.set("cells", std::move(cells));
        rows.push_back(std::move(shown));
        y += kHeatRow;
    }
    data.set("heat_months", std::move(months)).set("heat_rows", std::move(rows));
    data.set("heat_count", number(static_cast<long long>(heat.months.size())));
    data.set("heat_silent", silent == 0 ? "" : number(silent));
    data.set("heat_foot_y", number(y + 18)).set("heat_height", number(y + 26));
}

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

}  // namespace league
