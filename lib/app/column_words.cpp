#include "lib/app/column_words.hpp"

#include <algorithm>

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
    shown.alive_figures = goal.alive;
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

ColumnHeat to_column(const Phrases& phrases, const BulletinHeat& heat) {
    ColumnHeat shown;
    for (const std::string& text : heat.months) {
        const auto month = Month::parse(text);
        ensure(month.has_value());  // a snapshot holds no other
        const auto number = static_cast<unsigned>(month->first_day().month());
        shown.months.push_back(phrases.text(kWords, "month", {{"month", std::to_string(number)}}));
    }
    for (const BulletinHeat::Row& row : heat.rows) shown.rows.push_back({row.name, row.activities});
    return shown;
}

/// Each township that is behind, with its gaps: in its activities, and against its target.
std::vector<ColumnBehind> behind_of(const Phrases& phrases, const BulletinSnapshot& snapshot, int watch_percent) {
    std::vector<ColumnBehind> behind;
    const auto add = [&](const std::string& name, const char* key, const Values& values) {
        const std::string fact = phrases.text(kWords, key, values);
        const auto known =
            std::find_if(behind.begin(), behind.end(), [&](const ColumnBehind& one) { return one.name == name; });
        if (known == behind.end()) {
            behind.push_back({name, fact});
        } else {
            known->fact += fact;
        }
    };
    if (snapshot.goals) {
        for (const BulletinGoalRow& row : snapshot.goals->rows) {
            if (row.goal.counted >= row.goal.target) continue;
            add(row.name, "behind.goal",
                {{"target", std::to_string(row.goal.target)},
                 {"counted", std::to_string(row.goal.counted)},
                 {"gap", std::to_string(row.goal.target - row.goal.counted)}});
        }
    }
    for (const BulletinRow& row : snapshot.rows) {
        const ColumnFigures figures = to_column(row.figures);
        if (active_percent(figures) >= watch_percent) continue;
        add(row.name, "behind.active",
            {{"branches", std::to_string(figures.branches)},
             {"active", std::to_string(figures.active)},
             {"silent", std::to_string(figures.branches - figures.active)}});
    }
    return behind;
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

std::string column_name(const Phrases& phrases, BulletinKind kind) {
    return phrases.text(kWords, "name." + std::string(to_string(kind)));
}

std::string bulletin_path(const Bulletin& bulletin) {
    const std::string issue = std::to_string(bulletin.issue);
    if (bulletin.kind == BulletinKind::progress_column) return "/column/" + issue;
    return "/column/" + std::string(to_string(bulletin.kind)) + "/" + issue;
}

ColumnSnapshot to_column(const Phrases& phrases, const Bulletin& bulletin) {
    const BulletinSnapshot& snapshot = bulletin.snapshot;
    ColumnSnapshot column;
    column.kind = bulletin.kind;
    column.county = phrases.text(kWords, "committee", {{"unit", snapshot.unit_name}});
    column.column = column_name(phrases, bulletin.kind);
    column.issue = bulletin.issue;
    column.words = bulletin.words;
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
    if (snapshot.heat) column.heat = to_column(phrases, *snapshot.heat);
    column.about = snapshot.about;
    for (const BulletinChange& change : snapshot.changes) {
        column.changes.push_back(
            {change.name, phrases.text(kWords, "figure." + change.figure), change.told, change.now});
    }
    column.behind = behind_of(phrases, snapshot, column.watch_percent);
    return column;
}

std::vector<ColumnLink> column_links(const std::vector<Bulletin>& bulletins, std::size_t first) {
    std::vector<ColumnLink> links;
    for (std::size_t i = first; i < bulletins.size(); ++i) {
        const Bulletin& one = bulletins[i];
        const bool is_column = one.kind == BulletinKind::progress_column;
        links.push_back({one.issue, is_column ? period_text(one.period) : one.title, bulletin_path(one)});
    }
    return links;
}

ColumnNow to_column_now(const Phrases& phrases, const Progress& progress) {
    ColumnNow now;
    now.period = to_chinese(progress.period);
    now.as_of = as_of_text(phrases, progress.as_of);
    now.totals = to_column(progress.totals);
    for (const ProgressRow& row : progress.rows) {
        now.townships.push_back({0, row.unit.short_name, to_column(row.figures)});
    }
    return now;
}

ColumnPictures to_column(const BulletinPictures& pictures) {
    ColumnPictures shown;
    for (const ColumnChart chart : kColumnCharts) {
        const auto found = pictures.find(std::string(to_string(chart)));
        if (found != pictures.end()) shown.emplace(chart, found->second);
    }
    return shown;
}

void check_column_words(const Phrases& phrases) {
    for (const BulletinKind kind : kBulletinKinds) {
        phrases.check({{kWords, "name." + std::string(to_string(kind))}});
    }
    phrases.check({{kWords, "figure.branches"},
                   {kWords, "figure.active"},
                   {kWords, "figure.activities"},
                   {kWords, "figure.present"},
                   {kWords, "behind.goal"},
                   {kWords, "behind.active"},
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
