// A bulletin of any kind: from a frozen snapshot of figures and the words around it to a title, a digest, the HTML that
// survives WeChat's editor (wechat-api 6.7), charts, a cover, the public page on our own server, the page to copy from
// and the internal version.
//
// Ranks, praise and figures are decided before and only shown here. Organisations' work is ranked, never persons; who
// is behind is counted in public, and named in the internal version alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/article_lint.hpp"
#include "lib/documents/column_snapshot.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/documents/svg_png.hpp"
#include "lib/documents/template.hpp"

namespace league {

struct ColumnArticle {
    std::string title;
    std::string digest;
    std::string content;  ///< HTML
};

/// An earlier issue on the public page.
struct ColumnLink {
    int issue = 0;
    std::string period;  ///< or the title, for other kinds
    std::string url;     ///< must start with https:// or /, others are left out
};

/// Figures of this moment, beside an issue that is frozen.
struct ColumnNow {
    std::string period;
    std::string as_of;
    ColumnFigures totals;
    std::vector<ColumnTownship> townships;
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

    // Whole HTML documents that need neither scripts nor other files.

    /// The public page of a column, with the figures of this moment above the frozen ones when they are given.
    std::string page(const ColumnSnapshot& snapshot, const std::vector<ColumnLink>& earlier,
                     const std::vector<ColumnLink>& others = {}, const std::optional<ColumnNow>& now = {}) const;
    /// The same before the first issue.
    std::string empty_page(const std::string& column, const std::vector<ColumnLink>& others = {},
                           const std::optional<ColumnNow>& now = {}) const;
    /// The public page of a bulletin of another kind: its article.
    std::string article_page(const ColumnSnapshot& snapshot) const;
    /// The article for a person who copies it into WeChat's editor, and how he does that. `inside`: data: addresses of
    /// the pictures.
    std::string copy_page(const ColumnSnapshot& snapshot, const ColumnPictures& inside) const;
    /// What stays inside the office: all figures, and who is behind by name. To be printed or copied into a letter.
    std::string internal_page(const ColumnSnapshot& snapshot) const;

private:
    enum class Use { reading, copying };

    std::string title_of(const ColumnSnapshot& snapshot, const TemplateData& data) const;
    std::string digest_of(const ColumnSnapshot& snapshot, const TemplateData& data) const;
    std::string framed(const ColumnSnapshot& snapshot, const std::string& content, Use use) const;

    const Phrases& phrases_;
    const TemplateFolder& templates_;
    SvgPainter painter_;
    ArticleLimits limits_;
};

}  // namespace league
