// What a bulletin shows: frozen figures in the order of their ranks, names and dates in words. Decided before; here it
// is only shown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/bulletin_words.hpp"
#include "lib/domain/standing.hpp"

namespace league {

struct ColumnFigures {
    long long branches = 0;
    long long active = 0;      ///< branches with a counted activity since the 1st of the month
    long long activities = 0;  ///< of this period alone
    long long present = 0;     ///< of this period alone
};

struct ColumnTownship {
    int rank = 0;  ///< as decided by the rules; equal ones share a rank
    std::string name;
    ColumnFigures figures;
};

/// New organisations against a target.
struct ColumnGoal {
    long long target = 0;
    long long founded = 0;          ///< and open
    long long counted = 0;          ///< of these: in the national member system
    std::string rate;               ///< counted of the target in percent, "66.7"; empty without a target
    std::string alive;              ///< share of living organisations in percent; empty when unknown
    std::optional<long long> more;  ///< counted since the issue before
    std::optional<AliveFigures> alive_figures;
};

struct ColumnGoalRow {
    int rank = 0;
    std::optional<int> risen;  ///< places since the issue before, below 0 when it fell
    std::string name;
    ColumnGoal goal;
};

struct ColumnGoals {
    std::string campaign;
    std::string deadline;  ///< "2026年12月10日"
    ColumnGoal total;
    long long gap = 0;
    int days_left = 0;
    long long needed = 0;  ///< in each half month that is left; 0 is nothing
    std::vector<ColumnGoalRow> townships;
};

struct ColumnReports {
    long long expected = 0;
    long long received = 0;
    long long on_time = 0;
};

/// A half month behind the issue, or its own.
struct ColumnHalf {
    std::string month;  ///< "11月"
    std::string half;   ///< "上"
    long long activities = 0;
    std::optional<long long> counted;
};

struct ColumnPraise {
    std::string name;
    std::string fact;  ///< a sentence, e.g. of articles/progress_column.toml "fact.*"
};

/// Activities of each township month by month.
struct ColumnHeat {
    struct Row {
        std::string name;
        std::vector<long long> activities;  ///< one for each month
    };
    std::vector<std::string> months;  ///< "11月", oldest first
    std::vector<Row> rows;
};

/// A figure that the bulletin before told otherwise.
struct ColumnChange {
    std::string name;
    std::string figure;  ///< in words
    long long told = 0;
    long long now = 0;
};

/// A township of whom the internal version tells by name what is missing.
struct ColumnBehind {
    std::string name;
    std::string fact;
};

struct ColumnSnapshot {
    BulletinKind kind = BulletinKind::progress_column;
    std::string county;                     ///< "团示例县委"
    std::string column;                     ///< name of the column; a space in it breaks the line on the cover
    int issue = 0;                          ///< running number
    std::string period;                     ///< "2026年11月上半月"
    std::string as_of;                      ///< "2026年11月15日24时"
    ColumnFigures totals;                   ///< of the whole county
    std::vector<ColumnTownship> townships;  ///< in the order to be shown
    std::vector<ColumnPraise> praise;       ///< the first three are shown
    std::optional<ColumnGoals> goals;       ///< nothing: the county has no target
    std::optional<ColumnReports> reports;   ///< nothing: none was sent
    std::vector<ColumnHalf> halves;         ///< oldest first, this one last
    int watch_percent = 60;                 ///< townships below this rate are counted in the last section
    std::string contact;                    ///< whom to tell about wrong figures; may be empty
    std::string correction;                 ///< what this issue corrects in an earlier one; may be empty
    BulletinWords words;                    ///< what a person put around the figures
    std::optional<ColumnHeat> heat;
    std::string about;                  ///< title of the bulletin that an erratum is about
    std::vector<ColumnChange> changes;  ///< of an erratum
    std::vector<ColumnBehind> behind;   ///< shown inside the office alone
};

enum class ColumnChart {
    activities,  ///< branches with an activity, of each township
    goals,       ///< founded and counted against the target, of each township
    alive,       ///< living, weak and hollow organisations, of each township
    heat,        ///< activities month by month, of each township
    halves,      ///< activities and counted ones half month by half month
};
inline constexpr ColumnChart kColumnCharts[] = {ColumnChart::activities, ColumnChart::goals, ColumnChart::alive,
                                                ColumnChart::heat, ColumnChart::halves};
std::string_view to_string(ColumnChart chart);
/// Whether a bulletin of this kind shows the chart, and the snapshot has what it shows. A line of less than three half
/// months says nothing.
bool has_chart(const ColumnSnapshot& snapshot, ColumnChart chart);

/// What uploadimg answered for each chart; a missing one leaves the picture out, the text beside it says the same.
using ColumnPictures = std::map<ColumnChart, std::string>;

/// Active branches in percent of all, without decimals, cut off so that 100 means all; 0 without branches.
int active_percent(const ColumnFigures& figures);

}  // namespace league
