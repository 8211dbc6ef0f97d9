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
                   {kArticle, "fact.all_active"},
                   {kArticle, "fact.most_activities"},
                   {kArticle, "fact.most_present"}});
}

}  // namespace league
