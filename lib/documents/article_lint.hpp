// What WeChat would strip from an article, refuse, or show otherwise than it was meant (wechat-api 6.2 and 6.7), found
// before it is uploaded. Strict where WeChat is vague: only what is known to survive passes. Also what a reader could
// not use: a picture without words, letters too small for a phone.
//
//     for (const ArticleFinding& found : lint_article({title, author, digest, html, {chart_url}})) ...
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace league {

struct ArticleLimits {
    std::size_t title_characters = 32;
    std::size_t author_characters = 16;
    std::size_t digest_characters = 128;
    std::size_t content_characters = 20'000;  ///< content stays below this
    std::size_t content_bytes = 1'000'000;
    int least_font_pixels = 11;
};

/// An article as it would be uploaded.
struct ArticleDraft {
    std::string_view title;
    std::string_view author;  ///< may be empty
    std::string_view digest;
    std::string_view content;           ///< HTML
    std::vector<std::string> pictures;  ///< addresses that uploadimg gave; every other picture would vanish
};

enum class ArticlePart { title, author, digest, content };
std::string_view to_string(ArticlePart part);

enum class ArticleFault {
    missing,  ///< WeChat demands it
    too_long,
    line_break,  ///< shows as a gap in the content; is lost elsewhere
    signs,       ///< emoji or control characters where they break lists of articles
    not_utf8,
    broken,  ///< no well-formed markup: a reader's phone would guess
    comment,
    element,    ///< removed, alone or with all it holds
    attribute,  ///< removed: handlers, id, class
    style,      ///< a declaration that is lost, or that covers other text
    address,    ///< a picture or link that is not the account's own
    no_words,   ///< a picture without alt
    small_letters,
};
std::string_view to_string(ArticleFault fault);

struct ArticleFinding {
    ArticlePart part = ArticlePart::content;
    ArticleFault fault = ArticleFault::broken;
    std::size_t at = 0;  ///< byte in the part
    std::string what;    ///< element, attribute or declaration as written, or "40 of 32"

    bool operator==(const ArticleFinding&) const = default;
};
/// "content 120: element div", for logs and operators.
std::string to_string(const ArticleFinding& finding);

/// HTML out of a template without the template's line breaks: WeChat's editor turns white space between cells and
/// paragraphs into visible gaps.
std::string without_line_breaks(const std::string& html);

/// In the order of place, title first; empty when the article may go. The picture addresses are compared as written.
std::vector<ArticleFinding> lint_article(const ArticleDraft& article, const ArticleLimits& limits = {});

}  // namespace league
