#include "lib/app/column_words.hpp"

#include "lib/base/ensure.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

constexpr const char* kWords = "column";
constexpr const char* kArticle = "articles/progress_column";

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string as_of_text(const Phrases& phrases, Instant as_of) {
    const Date date = beijing_date(as_of);
    const int minute = beijing_minute_of_day(as_of);
    return phrases.text(kWords, "as_of",
                        {{"year", std::to_string(static_cast<int>(date.year()))},
                         {"month", std::to_string(static_cast<unsigned>(date.month()))},
                         {"day", std::to_string(static_cast<unsigned>(date.day()))},
                         {"time", std::to_string(minute / 60) + ":" + two_digits(minute % 60)}});
}

ColumnFigures to_column(const Figures& figures) {
    return {figures.branches, figures.active, figures.activities, figures.present};
}

std::string day_text(const Phrases& phrases, Date date) {
    return phrases.text(kWords, "day",
                        {{"year", std::to_string(static_cast<int>(date.year()))},
                         {"month", std::to_string(static_cast<unsigned>(date.month()))},
                         {"day", std::to_string(static_cast<unsigned>(date.day()))}});
}

ColumnGoal to_column(const BulletinGoal& goal) {
    ColumnGoal shown;
    shown.target = goal.target;
    shown.founded = goal.founded;
    shown.counted = goal.counted;
    shown.rate = percent(goal.counted, goal.target).value_or("");
    if (goal.alive) shown.alive = percent(goal.alive->alive, goal.alive->all()).value_or("");
    shown.more = goal.more;
    return shown;
}

ColumnGoals to_column(const Phrases& phrases, const BulletinGoals& goals) {
    ColumnGoals shown;
    shown.campaign = goals.campaign;
    if (goals.deadline) shown.deadline = day_text(phrases, *goals.deadline);
    shown.total = to_column(goals.total);
    shown.gap = goals.gap;
    shown.days_left = goals.days_left;
    shown.needed = goals.needed_per_half_month.value_or(0);
    for (const BulletinGoalRow& row : goals.rows) {
        shown.townships.push_back({row.rank, row.risen, row.name, to_column(row.goal)});
    }
    return shown;
}

/// "11月" and "上": two lines below a bar as narrow as a phone's.
ColumnHalf to_column(const Phrases& phrases, const BulletinHalf& half) {
    const auto period = HalfMonth::parse(half.period);
    ensure(period.has_value());  // a snapshot holds no other
    const auto month = static_cast<unsigned>(beijing_date(period->span().begin).month());
    const bool is_first = half.period.ends_with("H1");
    return {phrases.text(kWords, "month", {{"month", std::to_string(month)}}),
            phrases.text(kWords, is_first ? "first_half" : "second_half"), half.activities, half.counted};
}

std::string period_text(const std::string& period) {
    const std::optional<Period> parsed = parse_period(period);
    ensure(parsed.has_value());  // a snapshot holds no other
    return to_chinese(*parsed);
}

std::string correction_text(const Phrases& phrases, const BulletinSnapshot& snapshot) {
    if (snapshot.replaces == 0) return "";
    return phrases.text(kWords, snapshot.correction.empty() ? "final" : "corrected",
                        {{"issue", std::to_string(snapshot.replaces)}, {"text", snapshot.correction}});
}

}  // namespace

std::string column_name(const Phrases& phrases) {
    return phrases.text(kWords, "name");
}

ColumnSnapshot to_column(const Phrases& phrases, const BulletinSnapshot& snapshot, int issue) {
    ColumnSnapshot column;
    column.county = phrases.text(kWords, "committee", {{"unit", snapshot.unit_name}});
    column.column = column_name(phrases);
    column.issue = issue;
    column.period = period_text(snapshot.period);
    column.as_of = as_of_text(phrases, snapshot.as_of);
    column.totals = to_column(snapshot.totals);
    for (const BulletinRow& row : snapshot.rows)
        column.townships.push_back({row.rank, row.name, to_column(row.figures)});
    for (const BulletinPraise& one : snapshot.praise) {
        column.praise.push_back({one.name, phrases.text(kArticle, "fact." + one.fact, one.values)});
    }
    if (snapshot.goals) column.goals = to_column(phrases, *snapshot.goals);
    if (snapshot.reports) {
        column.reports = {snapshot.reports->expected, snapshot.reports->received, snapshot.reports->on_time};
    }
    for (const BulletinHalf& half : snapshot.halves) column.halves.push_back(to_column(phrases, half));
    column.contact = phrases.text(kWords, "contact");
    column.correction = correction_text(phrases, snapshot);
    return column;
}

std::vector<ColumnLink> column_links(const std::vector<Bulletin>& bulletins, std::size_t first) {
    std::vector<ColumnLink> links;
    for (std::size_t i = first; i < bulletins.size(); ++i) {
        links.push_back(
            {bulletins[i].issue, period_text(bulletins[i].period), "/column/" + std::to_string(bulletins[i].issue)});
    }
    return links;
}

void check_column_words(const Phrases& phrases) {
    phrases.check({{kWords, "name"},
                   {kWords, "committee"},
                   {kWords, "as_of"},
                   {kWords, "contact"},
                   {kWords, "final"},
                   {kWords, "corrected"},
                   {kWords, "day"},
                   {kWords, "month"},
                   {kWords, "first_half"},
                   {kWords, "second_half"},
                   {kArticle, "fact.target_reached"},
                   {kArticle, "fact.all_active"},
                   {kArticle, "fact.most_activities"},
                   {kArticle, "fact.most_present"}});
}

}  // namespace league
