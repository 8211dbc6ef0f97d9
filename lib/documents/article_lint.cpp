#include "lib/documents/article_lint.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

using std::string_view;

template <std::size_t N>
bool is_one_of(const std::array<string_view, N>& names, string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<string_view, 24> kElements{"section", "p",  "span",  "strong", "em",    "b",  "i",   "br",
                                                "img",     "a",  "table", "tbody",  "thead", "tr", "td",  "th",
                                                "ul",      "ol", "li",    "h2",     "h3",    "hr", "sup", "blockquote"};
constexpr std::array<string_view, 3> kWithoutEnd{"br", "img", "hr"};
/// What an article lays out with; everything else is either lost (position, float, url) or untried.
constexpr std::array<string_view, 32> kDeclarations{
    "background",      "background-color", "border",        "border-bottom", "border-collapse", "border-left",
    "border-radius",   "border-right",     "border-top",    "box-sizing",    "color",           "display",
    "font-size",       "font-style",       "font-weight",   "height",        "letter-spacing",  "line-height",
    "list-style-type", "margin",           "margin-bottom", "margin-left",   "margin-right",    "margin-top",
    "max-width",       "padding",          "padding-left",  "text-align",    "vertical-align",  "white-space",
    "width",           "word-break"};
/// Where WeChat lets a link of the body lead (wechat-api 6.7).
constexpr string_view kOwnLinks = "https://mp.weixin.qq.com/";

bool is_name_sign(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

string_view without_spaces_around(string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Walks the content once, from tag to tag.
class ContentLint {
public:
    ContentLint(const ArticleDraft& article, const ArticleLimits& limits, std::vector<ArticleFinding>& findings)
        : html_(article.content), pictures_(article.pictures), limits_(limits), findings_(findings) {}

    void run() {
        while (at_ < html_.size()) {
            const char c = html_[at_];
            if (c == '<') {
                read_tag();
            } else {
                if (c == '\n' || c == '\r') find(at_, ArticleFault::line_break, "");
                if (c == '&' && !is_entity()) find(at_, ArticleFault::broken, "&");
                if (c == '>') find(at_, ArticleFault::broken, ">");
                ++at_;
            }
        }
        for (const auto& [name, place] : open_) find(place, ArticleFault::broken, name);
    }

private:
    struct Attribute {
        string_view name;
        string_view value;
        std::size_t at = 0;
    };

    void find(std::size_t at, ArticleFault fault, string_view what) {
        findings_.push_back({ArticlePart::content, fault, at, std::string(what)});
    }

    bool is_entity() const {
        const std::size_t end = html_.find(';', at_);
        if (end == string_view::npos || end - at_ < 2 || end - at_ > 8) return false;
        const string_view name = html_.substr(at_ + 1, end - at_ - 1);
        return std::all_of(name.begin(), name.end(), [](char c) { return is_name_sign(c) || c == '#'; });
    }

    string_view read_name() {
        const std::size_t begin = at_;
        while (at_ < html_.size() && is_name_sign(html_[at_])) ++at_;
        return html_.substr(begin, at_ - begin);
    }

    void skip_spaces() {
        while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    }

    void read_tag() {
        const std::size_t begin = at_;
        if (html_.substr(at_).starts_with("<!--")) {
            find(begin, ArticleFault::comment, "");
            const std::size_t end = html_.find("-->", at_);
            at_ = end == string_view::npos ? html_.size() : end + 3;
            return;
        }
        ++at_;
        const bool closes = at_ < html_.size() && html_[at_] == '/';
        if (closes) ++at_;
        const string_view name = read_name();
        std::vector<Attribute> attributes;
        if (name.empty() || !read_attributes(attributes)) {
            find(begin, ArticleFault::broken, html_.substr(begin, 12));
            at_ = std::max(at_, begin + 1);
            return;
        }
        if (closes) {
            close(begin, name);
            return;
        }
        if (!is_one_of(kElements, name)) find(begin, ArticleFault::element, name);
        if (!is_one_of(kWithoutEnd, name)) open_.emplace_back(name, begin);
        judge(begin, name, attributes);
    }

    /// Up to and with the '>'; false when there is none or an attribute is not name="value".
    bool read_attributes(std::vector<Attribute>& attributes) {
        for (skip_spaces(); at_ < html_.size() && html_[at_] != '>'; skip_spaces()) {
            if (html_[at_] == '/') {
                ++at_;
                continue;
            }
            const std::size_t begin = at_;
            const string_view name = read_name();
            if (name.empty() || !html_.substr(at_).starts_with("=\"")) return false;
            at_ += 2;
            const std::size_t end = html_.find('"', at_);
            if (end == string_view::npos) return false;
            attributes.push_back({name, html_.substr(at_, end - at_), begin});
            at_ = end + 1;
        }
        if (at_ >= html_.size()) return false;
        ++at_;
        return true;
    }

    void close(std::size_t at, string_view name) {
        if (open_.empty() || open_.back().first != name) {
            find(at, ArticleFault::broken, name);
            const auto opened =
                std::find_if(open_.rbegin(), open_.rend(), [&](const auto& one) { return one.first == name; });
            if (opened != open_.rend()) open_.erase(std::next(opened).base(), open_.end());
            return;
        }
        open_.pop_back();
    }

    void judge(std::size_t at, string_view element, const std::vector<Attribute>& attributes) {
        bool has_source = false;
        bool has_words = false;
        for (const Attribute& one : attributes) {
            const bool spans = one.name == "colspan" || one.name == "rowspan";
            if (one.name == "style") {
                judge_style(one);
            } else if (element == "img" && one.name == "src") {
                has_source = true;
                const bool is_own =
                    std::find(pictures_.begin(), pictures_.end(), decoded(one.value)) != pictures_.end();
                if (!is_own) find(one.at, ArticleFault::address, one.value);
            } else if (element == "img" && one.name == "alt") {
                has_words = !without_spaces_around(one.value).empty();
            } else if (element == "a" && one.name == "href") {
                if (!one.value.starts_with(kOwnLinks)) find(one.at, ArticleFault::address, one.value);
            } else if (!spans || (element != "td" && element != "th")) {
                find(one.at, ArticleFault::attribute, one.name);
            }
        }
        if (element != "img") return;
        if (!has_source) find(at, ArticleFault::address, "");
        if (!has_words) find(at, ArticleFault::no_words, "img");
    }

    /// An address as it was before it was escaped for the markup.
    static std::string decoded(string_view value) {
        constexpr string_view kAnd = "&amp;";
        std::string out;
        for (std::size_t i = 0; i < value.size(); ++i) {
            out += value[i];
            if (value.substr(i).starts_with(kAnd)) i += kAnd.size() - 1;
        }
        return out;
    }

    void judge_style(const Attribute& style) {
        for (const std::string& part : text::split(style.value, ';')) {
            const string_view declaration = without_spaces_around(part);
            if (declaration.empty()) continue;
            const std::size_t colon = declaration.find(':');
            const string_view name = without_spaces_around(declaration.substr(0, colon));
            const string_view value =
                colon == string_view::npos ? string_view() : without_spaces_around(declaration.substr(colon + 1));
            // Parentheses would be url(), expression() or var(); a backslash hides one of them.
            const bool is_plain = value.find_first_of("(\\@") == string_view::npos;
            if (value.empty() || !is_plain || !is_one_of(kDeclarations, name)) {
                find(style.at, ArticleFault::style, declaration);
            } else if (name == "font-size" && pixels(value) < limits_.least_font_pixels) {
                find(style.at, ArticleFault::small_letters, declaration);
            }
        }
    }

    /// 0 for a size in anything but px: nobody knows how large it would be.
    static int pixels(string_view value) { return value.ends_with("px") ? std::atoi(std::string(value).c_str()) : 0; }

    string_view html_;
    const std::vector<std::string>& pictures_;
    const ArticleLimits& limits_;
    std::vector<ArticleFinding>& findings_;
    std::size_t at_ = 0;
    std::vector<std::pair<string_view, std::size_t>> open_;
};

std::string of(std::size_t count, std::size_t limit) {
    return std::to_string(count) + " of " + std::to_string(limit);
}

void lint_line(ArticlePart part, string_view line, std::size_t limit, std::vector<ArticleFinding>& findings) {
    const std::size_t characters = text::count_characters(line);
    if (characters > limit) findings.push_back({part, ArticleFault::too_long, 0, of(characters, limit)});
    if (line.find_first_of("\r\n") != string_view::npos) {
        findings.push_back({part, ArticleFault::line_break, line.find_first_of("\r\n"), ""});
    } else if (text::plain_line(line) != line) {
        findings.push_back({part, ArticleFault::signs, 0, ""});
    }
}

void lint_content_size(string_view content, const ArticleLimits& limits, std::vector<ArticleFinding>& findings) {
    const auto add = [&](ArticleFault fault, std::string what) {
        findings.push_back({ArticlePart::content, fault, 0, std::move(what)});
    };
    if (content.empty()) add(ArticleFault::missing, "");
    const std::size_t characters = text::count_characters(content);
    if (characters >= limits.content_characters) add(ArticleFault::too_long, of(characters, limits.content_characters));
    if (content.size() >= limits.content_bytes) add(ArticleFault::too_long, of(content.size(), limits.content_bytes));
}

}  // namespace

std::string_view to_string(ArticlePart part) {
    switch (part) {
        case ArticlePart::title: return "title";
        case ArticlePart::author: return "author";
        case ArticlePart::digest: return "digest";
        case ArticlePart::content: return "content";
    }
    stop("unknown ArticlePart");
}

std::string_view to_string(ArticleFault fault) {
    switch (fault) {
        case ArticleFault::missing: return "missing";
        case ArticleFault::too_long: return "too_long";
        case ArticleFault::line_break: return "line_break";
        case ArticleFault::signs: return "signs";
        case ArticleFault::not_utf8: return "not_utf8";
        case ArticleFault::broken: return "broken";
        case ArticleFault::comment: return "comment";
        case ArticleFault::element: return "element";
        case ArticleFault::attribute: return "attribute";
        case ArticleFault::style: return "style";
        case ArticleFault::address: return "address";
        case ArticleFault::no_words: return "no_words";
        case ArticleFault::small_letters: return "small_letters";
    }
    stop("unknown ArticleFault");
}

std::string to_string(const ArticleFinding& finding) {
    std::string text(to_string(finding.part));
    text += " " + std::to_string(finding.at) + ": ";
    text += to_string(finding.fault);
    if (!finding.what.empty()) text += " " + finding.what;
    return text;
}

std::string without_line_breaks(const std::string& html) {
    std::string out;
    out.reserve(html.size());
    std::copy_if(html.begin(), html.end(), std::back_inserter(out), [](char c) { return c != '\n' && c != '\r'; });
    return out;
}

std::vector<ArticleFinding> lint_article(const ArticleDraft& article, const ArticleLimits& limits) {
    std::vector<ArticleFinding> findings;
    const std::array<std::pair<ArticlePart, string_view>, 4> parts{{{ArticlePart::title, article.title},
                                                                    {ArticlePart::author, article.author},
                                                                    {ArticlePart::digest, article.digest},
                                                                    {ArticlePart::content, article.content}}};
    for (const auto& [part, text] : parts) {
        if (!text::is_valid_utf8(text)) findings.push_back({part, ArticleFault::not_utf8, 0, ""});
    }
    if (!findings.empty()) return findings;  // counting characters would be a guess
    if (article.title.empty()) findings.push_back({ArticlePart::title, ArticleFault::missing, 0, ""});
    lint_line(ArticlePart::title, article.title, limits.title_characters, findings);
    lint_line(ArticlePart::author, article.author, limits.author_characters, findings);
    lint_line(ArticlePart::digest, article.digest, limits.digest_characters, findings);
    lint_content_size(article.content, limits, findings);
    ContentLint(article, limits, findings).run();
    return findings;
}

}  // namespace league
