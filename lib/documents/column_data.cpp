#include "lib/documents/column_data.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/documents/column_charts.hpp"

namespace league {
namespace {

/// Words for figures that every kind shares.
constexpr const char* kWords = "articles/progress_column";

constexpr std::size_t kPraised = 3;

constexpr long long kChartHead = 58;

long long largest_branches(const ColumnSnapshot& snapshot) {
    long long largest = 1;
    for (const auto& row : snapshot.townships) largest = std::max(largest, row.figures.branches);
    return largest;
}

long long count_below(const ColumnSnapshot& snapshot) {
    return std::count_if(snapshot.townships.begin(), snapshot.townships.end(), [&](const ColumnTownship& row) {
        return active_percent(row.figures) < snapshot.watch_percent;
    });
}

Values values_of(const ColumnGoal& goal) {
    return Values{{"target", number(goal.target)},
                  {"founded", number(goal.founded)},
                  {"counted", number(goal.counted)},
                  {"rate", goal.rate},
                  {"alive", goal.alive},
                  {"more", goal.more.value_or(0) > 0 ? number(*goal.more) : ""}};
}

std::string rate_text(const Phrases& phrases, const ColumnFigures& figures) {
    if (figures.branches <= 0) return phrases.text(kWords, "rate_none");
    return phrases.text(kWords, "rate", {{"percent", number(active_percent(figures))}});
}

std::string moved_text(const Phrases& phrases, const std::optional<int>& risen) {
    if (risen.value_or(0) == 0) return "";
    return phrases.text(kWords, *risen > 0 ? "risen" : "fallen", {{"places", number(std::abs(*risen))}});
}

void add_goals(TemplateData& data, const Phrases& phrases, const ColumnSnapshot& snapshot) {
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
                       {"moved", moved_text(phrases, row.risen)},
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

void add_words(TemplateData& data, const ColumnSnapshot& snapshot) {
    const auto add = [&](const char* name, const std::string& part) {
        TemplateData::List list;
        for (const auto& paragraph : paragraphs(part)) list.push_back(Values{{"text", paragraph}});
        data.set(std::string("has_") + name, !list.empty()).set(name, std::move(list));
    };
    const BulletinWords& words = snapshot.words;
    add("opening_words", words.opening);
    add("praise_words", words.praise);
    add("problem_words", words.problems);
    add("next_words", words.next_steps);
    add("body_words", words.body);
    const auto all = paragraphs(words.body.empty() ? words.opening : words.body);
    data.set("lead", all.empty() ? std::string() : all.front());
    data.set("own_title", words.title);
}

}  // namespace

int active_percent(const ColumnFigures& figures) {
    if (figures.branches <= 0) return 0;
    return static_cast<int>(std::clamp(figures.active * 100 / figures.branches, 0LL, 100LL));
}

std::string phrases_of(BulletinKind kind) {
    return "articles/" + std::string(to_string(kind));
}

TemplateData column_data(const Phrases& phrases, const ColumnSnapshot& snapshot) {
    const auto largest = largest_branches(snapshot);
    const auto figures_of = [&phrases](const ColumnFigures& figures) {
        return Values{{"branches", number(figures.branches)},
                      {"active", number(figures.active)},
                      {"activities", number(figures.activities)},
                      {"present", number(figures.present)},
                      {"rate", rate_text(phrases, figures)}};
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
                   {"about", snapshot.about},
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
    add_goals(data, phrases, snapshot);
    add_halves(data, snapshot);
    add_alive(data, snapshot);
    add_heat(data, snapshot);
    add_words(data, snapshot);
    TemplateData::List changes;
    for (const auto& one : snapshot.changes) {
        changes.push_back(
            Values{{"name", one.name}, {"figure", one.figure}, {"told", number(one.told)}, {"now", number(one.now)}});
    }
    data.set("has_changes", !changes.empty()).set("changes", std::move(changes));
    TemplateData::List behind;
    for (const auto& [name, fact] : snapshot.behind) behind.push_back(Values{{"name", name}, {"fact", fact}});
    data.set("has_behind", !behind.empty()).set("behind", std::move(behind));
    return data;
}

void add_now(TemplateData& data, const Phrases& phrases, const std::optional<ColumnNow>& now) {
    data.set("has_now", now.has_value());
    if (!now) return;
    const auto add = [&](const char* name, std::string value) { data.set(name, std::move(value)); };
    add("now_period", now->period);
    add("now_as_of", now->as_of);
    add("now_branches", number(now->totals.branches));
    add("now_active", number(now->totals.active));
    add("now_activities", number(now->totals.activities));
    add("now_present", number(now->totals.present));
    add("now_rate", rate_text(phrases, now->totals));
    TemplateData::List rows;
    for (const auto& row : now->townships) {
        rows.push_back(Values{{"name", row.name},
                              {"branches", number(row.figures.branches)},
                              {"active", number(row.figures.active)},
                              {"activities", number(row.figures.activities)},
                              {"rate", rate_text(phrases, row.figures)}});
    }
    data.set("has_now_rows", !rows.empty()).set("now_rows", std::move(rows));
}

void check_column_phrases(const Phrases& phrases) {
    std::vector<PhraseKey> needed;
    for (const auto* key : {"rate", "rate_none", "risen", "fallen"}) needed.push_back({kWords, key});
    for (const auto kind : kBulletinKinds) {
        for (const auto* key : {"title", "title_short", "digest"}) needed.push_back({phrases_of(kind), key});
    }
    phrases.check(needed);
}

}  // namespace league
