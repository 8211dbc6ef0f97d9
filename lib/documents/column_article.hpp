// The progress column of one half month: from a frozen snapshot of figures to a title, a digest, the HTML
// that survives WeChat's editor (wechat-api 6.7), a chart, a cover and the public page on our own server.
//
// Ranks, praise and figures are decided before and only shown here. Organisations' work is ranked, never
// persons; who is behind is counted, not named in words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/article_lint.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/documents/svg_png.hpp"
#include "lib/documents/template.hpp"

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

struct ColumnSnapshot {
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
};

struct ColumnArticle {
    std::string title;
    std::string digest;
    std::string content;  ///< HTML
};

enum class ColumnChart {
    activities,  ///< branches with an activity, of each township
    goals,       ///< founded and counted against the target, of each township
    halves,      ///< activities and counted ones half month by half month
};
/// Whether the snapshot has what the chart shows. A line of less than three half months says nothing.
bool has_chart(const ColumnSnapshot& snapshot, ColumnChart chart);

/// What uploadimg answered for each chart; an empty one leaves the picture out, the text beside it says the same.
struct ColumnPictures {
    std::string activities;
    std::string goals;
    std::string halves;
};

/// An earlier issue on the public page.
struct ColumnLink {
    int issue = 0;
    std::string period;
    std::string url;  ///< must start with https:// or /, others are left out
};

/// The square of the cover that stays legible where WeChat shows a square: pic_crop_1_1 (wechat-api 6.2).
inline constexpr std::string_view kColumnCoverSquare = "0_0_0.425556_1";

/// May be used from any thread; `phrases` and `templates` must outlive it.
class ColumnWriter {
public:
    /// Throws Problem internal when a template or phrase it needs is missing.
    ColumnWriter(const Phrases& phrases, const TemplateFolder& templates, SvgPainter painter = SvgPainter(),
                 ArticleLimits limits = {});

    /// PNG for the article, under 1 MB. Throws what SvgPainter throws.
    std::string chart_png(const ColumnSnapshot& snapshot, ColumnChart chart) const;
    /// PNG of 900 x 383 for the cover.
    std::string cover_png(const ColumnSnapshot& snapshot) const;

    /// Past the limits the table of targets is left to our own page; what is still too long throws Problem internal
    /// ("article_too_long").
    ColumnArticle compose(const ColumnSnapshot& snapshot, const ColumnPictures& pictures) const;

    /// The public page: a whole HTML document that needs neither scripts nor other files.
    std::string page(const ColumnSnapshot& snapshot, const std::vector<ColumnLink>& earlier) const;
    /// The same before the first issue.
    std::string empty_page(const std::string& column) const;

private:
    TemplateData data_of(const ColumnSnapshot& snapshot) const;
    void add_goals(TemplateData& data, const ColumnSnapshot& snapshot) const;
    std::string moved_text(const std::optional<int>& risen) const;
    std::string rate_text(const ColumnFigures& figures) const;

    const Phrases& phrases_;
    const TemplateFolder& templates_;
    SvgPainter painter_;
    ArticleLimits limits_;
};

/// Active branches in percent of all, without decimals, cut off so that 100 means all; 0 without branches.
int active_percent(const ColumnFigures& figures);

}  // namespace league
