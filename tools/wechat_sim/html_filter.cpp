#include "tools/wechat_sim/html_filter.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>
#include <vector>

namespace league::sim {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

struct Tag {
    std::string name;  ///< lower case
    bool closing = false;
    bool self_closing = false;
    std::vector<std::pair<std::string, std::string>> attributes;  ///< values as written, without quotes
    std::size_t end = 0;                                          ///< behind the '>'
};

/// Reads the tag at `at` (a '<'); false when it is no tag but a lone sign.
bool read_tag(std::string_view html, std::size_t at, Tag& tag) {
    std::size_t i = at + 1;
    if (i < html.size() && html[i] == '/') {
        tag.closing = true;
        ++i;
    }
    const std::size_t name = i;
    while (i < html.size() &&
           (std::isalnum(static_cast<unsigned char>(html[i])) != 0 || html[i] == '-' || html[i] == ':'))
        ++i;
    if (i == name) return false;
    tag.name = lower(html.substr(name, i - name));
    while (i < html.size() && html[i] != '>') {
        if (is_space(html[i]) || html[i] == '/') {
            tag.self_closing = html[i] == '/';
            ++i;
            continue;
        }
        const std::size_t key = i;
        while (i < html.size() && !is_space(html[i]) && html[i] != '=' && html[i] != '>' && html[i] != '/') ++i;
        std::string attribute = lower(html.substr(key, i - key));
        std::string value;
        while (i < html.size() && is_space(html[i])) ++i;
        if (i < html.size() && html[i] == '=') {
            ++i;
            while (i < html.size() && is_space(html[i])) ++i;
            if (i < html.size() && (html[i] == '"' || html[i] == '\'')) {
                const char quote = html[i++];
                const std::size_t end = std::min(html.find(quote, i), html.size());
                value = std::string(html.substr(i, end - i));
                i = std::min(end + 1, html.size());
            } else {
                const std::size_t begin = i;
                while (i < html.size() && !is_space(html[i]) && html[i] != '>') ++i;
                value = std::string(html.substr(begin, i - begin));
            }
        } else if (attribute.empty()) {
            ++i;  // a lone '=' would stop the walk
        }
        tag.self_closing = false;
        if (!attribute.empty()) tag.attributes.emplace_back(std::move(attribute), std::move(value));
    }
    tag.end = std::min(i + 1, html.size());
    return true;
}

const std::set<std::string, std::less<>>& gone_with_content() {
    static const std::set<std::string, std::less<>> names = {
        "script", "style", "iframe", "object", "form", "title", "template", "textarea", "select", "button", "noscript"};
    return names;
}

const std::set<std::string, std::less<>>& kept() {
    static const std::set<std::string, std::less<>> names = {
        "a",        "b",     "blockquote", "br",      "caption", "code",     "col",
        "colgroup", "dd",    "del",        "dl",      "dt",      "em",       "figcaption",
        "figure",   "font",  "h1",         "h2",      "h3",      "h4",       "h5",
        "h6",       "hr",    "i",          "img",     "ins",     "li",       "mp-common-profile",
        "ol",       "p",     "pre",        "s",       "section", "small",    "span",
        "strong",   "sub",   "sup",        "table",   "tbody",   "td",       "tfoot",
        "th",       "thead", "tr",         "u",       "ul",      "svg",      "g",
        "path",     "rect",  "circle",     "ellipse", "line",    "polyline", "polygon",
        "text",     "tspan"};
    return names;
}

bool is_address(std::string_view attribute) {
    return attribute == "href" || attribute == "src" || attribute == "data-src" || attribute == "xlink:href" ||
           attribute == "background" || attribute == "action" || attribute == "formaction" || attribute == "srcset";
}

/// Declarations without free positioning, outside pictures and expressions.
std::string filter_style(std::string_view style, const HtmlRules& rules) {
    std::string out;
    for (std::size_t at = 0; at < style.size();) {
        // A ';' inside url(...) does not end the declaration.
        std::size_t end = at;
        for (int depth = 0; end < style.size() && (style[end] != ';' || depth > 0); ++end) {
            if (style[end] == '(') ++depth;
            if (style[end] == ')') --depth;
        }
        const std::string_view declaration = style.substr(at, end - at);
        at = end + 1;
        std::string squeezed = lower(declaration);
        std::erase_if(squeezed, is_space);
        const auto address = squeezed.find("url(");
        bool good = !squeezed.empty() && squeezed.find("expression(") == std::string::npos &&
                    squeezed.find('\\') == std::string::npos && !squeezed.starts_with("behavior:") &&
                    !squeezed.starts_with("position:absolute") && !squeezed.starts_with("position:fixed");
        if (good && address != std::string::npos) {
            const std::size_t from = declaration.find('(') + 1;
            std::string_view url = declaration.substr(from, declaration.rfind(')') - from);
            while (!url.empty() && (is_space(url.front()) || url.front() == '"' || url.front() == '\''))
                url.remove_prefix(1);
            while (!url.empty() && (is_space(url.back()) || url.back() == '"' || url.back() == '\''))
                url.remove_suffix(1);
            good = rules.own_picture(url);
        }
        if (!good) continue;
        out += out.empty() ? "" : ";";
        out += declaration;
    }
    return out;
}

void put_attribute(std::string& out, const std::string& name, std::string_view value) {
    out += ' ' + name + "=\"";
    for (const char c : value) {
        if (c == '"')
            out += "&quot;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    out += '"';
}

void put_tag(std::string& out, const Tag& tag, const HtmlRules& rules) {
    if (tag.closing) {
        out += "</" + tag.name + ">";
        return;
    }
    out += '<' + tag.name;
    for (const auto& [name, value] : tag.attributes) {
        const bool plain_name = std::all_of(
            name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == ':'; });
        if (!plain_name || name.starts_with("on") || name == "id" || name == "class" || name == "contenteditable")
            continue;
        if (name == "style") {
            const std::string style = filter_style(value, rules);
            if (!style.empty()) put_attribute(out, name, style);
        } else if (is_address(name)) {
            const bool good =
                (tag.name == "img" && (name == "src" || name == "data-src") && rules.own_picture(value)) ||
                (tag.name == "a" && name == "href" && rules.own_link(value));
            if (good) put_attribute(out, name, value);
        } else {
            put_attribute(out, name, value);
        }
    }
    out += tag.self_closing ? "/>" : ">";
}

bool has_own_source(const Tag& tag, const HtmlRules& rules) {
    return std::any_of(tag.attributes.begin(), tag.attributes.end(), [&](const auto& attribute) {
        return (attribute.first == "src" || attribute.first == "data-src") && rules.own_picture(attribute.second);
    });
}

/// The place behind the closing tag of `name`, or the end.
std::size_t behind(std::string_view html, const std::string& name, std::size_t from) {
    const std::string wanted = "</" + name;
    const auto closing =
        std::search(html.begin() + static_cast<std::ptrdiff_t>(from), html.end(), wanted.begin(), wanted.end(),
                    [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
    const auto end = std::find(closing, html.end(), '>');
    return end == html.end() ? html.size() : static_cast<std::size_t>(end - html.begin()) + 1;
}

}  // namespace

std::string filter_article_html(std::string_view html, const HtmlRules& rules) {
    std::string out;
    out.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] != '<') {
            out += html[at++];
            continue;
        }
        if (html.substr(at).starts_with("<!--")) {
            const auto end = html.find("-->", at + 4);
            at = end == std::string_view::npos ? html.size() : end + 3;
            continue;
        }
        if (html.substr(at).starts_with("<!") || html.substr(at).starts_with("<?")) {
            at = std::min(html.find('>', at), html.size() - 1) + 1;
            continue;
        }
        Tag tag;
        if (!read_tag(html, at, tag)) {
            out += "&lt;";
            ++at;
            continue;
        }
        at = tag.end;
        if (gone_with_content().contains(tag.name)) {
            if (!tag.closing) at = behind(html, tag.name, at);
            continue;
        }
        if (!kept().contains(tag.name)) continue;
        if (tag.name == "img" && !has_own_source(tag, rules)) continue;
        put_tag(out, tag, rules);
    }
    return out;
}

std::string text_of_html(std::string_view html) {
    static const std::pair<std::string_view, std::string_view> entities[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
    std::string out;
    bool gap = false;
    for (std::size_t at = 0; at < html.size();) {
        Tag tag;
        if (html[at] == '<' && read_tag(html, at, tag)) {
            at = tag.end;
            if (!tag.closing && gone_with_content().contains(tag.name)) at = behind(html, tag.name, at);
            gap = true;
            continue;
        }
        std::string_view piece = html.substr(at, 1);
        std::size_t length = 1;
        if (html[at] == '&') {
            for (const auto& [entity, text] : entities) {
                if (!html.substr(at).starts_with(entity)) continue;
                piece = text;
                length = entity.size();
                break;
            }
        }
        at += length;
        if (piece.size() == 1 && is_space(piece.front())) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += piece;
    }
    return out;
}

bool has_script_address(std::string_view html) {
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        Tag tag;
        if (!read_tag(html, at, tag)) continue;
        for (const auto& [name, value] : tag.attributes) {
            std::string squeezed = lower(value);
            std::erase_if(squeezed, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
            if (is_address(name) && squeezed.starts_with("javascript:")) return true;
        }
    }
    return false;
}

}  // namespace league::sim
