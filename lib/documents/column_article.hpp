// The progress column of one half month: from a frozen snapshot of figures to a title, a digest, the HTML
// that survives WeChat's editor (wechat-api 6.7), a chart, a cover and the public page on our own server.
//
// Ranks, praise and figures are decided before and only shown here. Organisations' work is ranked, never
// persons; who is behind is counted, not named in words.
#pragma once

#include <cstddef>
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
    int watch_percent = 60;                 ///< townships below this rate are counted in the last section
    std::string contact;                    ///< whom to tell about wrong figures; may be empty
    std::string correction;                 ///< what this issue corrects in an earlier one; may be empty
};

struct ColumnArticle {
    std::string title;
    std::string digest;
    std::string content;  ///< HTML
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
    std::string chart_png(const ColumnSnapshot& snapshot) const;
    /// PNG of 900 x 383 for the cover.
    std::string cover_png(const ColumnSnapshot& snapshot) const;

    /// `chart_url` is what uploadimg answered for chart_png; with an empty one the article does without the
    /// picture, the table says the same. Throws Problem internal ("article_too_long") past the limits.
    ColumnArticle compose(const ColumnSnapshot& snapshot, const std::string& chart_url) const;

    /// The public page: a whole HTML document that needs neither scripts nor other files.
    std::string page(const ColumnSnapshot& snapshot, const std::vector<ColumnLink>& earlier) const;
    /// The same before the first issue.
    std::string empty_page(const std::string& column) const;

private:
    TemplateData data_of(const ColumnSnapshot& snapshot) const;
    std::string rate_text(const ColumnFigures& figures) const;

    const Phrases& phrases_;
    const TemplateFolder& templates_;
    SvgPainter painter_;
    ArticleLimits limits_;
};

/// Active branches in percent of all, without decimals, cut off so that 100 means all; 0 without branches.
int active_percent(const ColumnFigures& figures);

}  // namespace league
