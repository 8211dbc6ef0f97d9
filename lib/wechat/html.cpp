#include "lib/wechat/html.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "lib/base/ensure.hpp"

namespace league::wechat {
namespace {

constexpr std::array<std::string_view, 22> kLostElements = {
    "script", "style",  "link",  "iframe", "frame", "frameset", "form", "input", "button", "textarea", "select",
    "option", "object", "embed", "applet", "base",  "meta",     "html", "head",  "body",   "noscript", "canvas"};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}
bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}
/// As browsers do before they look at the scheme of an address.
std::string without_space(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > ' ') out += c;
    }
    return out;
}

/// The few references that can hide an address: numbers below 128 and &amp; &colon; &quot;.
std::string decode_references(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> names = {
        {{"amp", '&'}, {"colon", ':'}, {"quot", '"'}, {"lt", '<'}, {"gt", '>'}}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
        if (end == std::string_view::npos || end - at > 10) {
            out += text[at++];
            continue;
        }
        std::string_view name = text.substr(at + 1, end - at - 1);
        const auto named = std::find_if(names.begin(), names.end(), [&](const auto& it) { return it.first == name; });
        if (named != names.end()) {
            out += named->second;
            at = end + 1;
            continue;
        }
        if (!starts_with(name, "#")) {
            out += text[at++];
            continue;
        }
        name.remove_prefix(1);
        const bool hex = !name.empty() && lower(name.front()) == 'x';
        if (hex) name.remove_prefix(1);
        unsigned code = 0;
        const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
        const bool read = error == std::errc() && stop == name.data() + name.size();
        out += read && code < 128 ? static_cast<char>(code) : '?';
        at = end + 1;
    }
    return out;
}

struct Attribute {
    std::string name;  ///< lower case
    std::string value;
};

struct Tag {
    std::string name;  ///< lower case; empty for an end tag
    std::vector<Attribute> attributes;
};

/// Reads one tag; `at` stands on '<' before and behind '>' after. Nothing when the tag does not end.
class TagReader {
public:
    explicit TagReader(std::string_view html) : html_(html) {}

    bool read(std::size_t& at, Tag& tag) {
        at_ = at + 1;
        const bool is_end = peek() == '/';
        if (is_end) ++at_;
        const std::string name = lower(take_while([](char c) { return !is_space(c) && c != '>' && c != '/'; }));
        if (!is_end) tag.name = name;
        while (true) {
            take_while([](char c) { return is_space(c) || c == '/'; });
            if (done()) return false;
            if (peek() == '>') {
                at = at_ + 1;
                return true;
            }
            Attribute attribute;
            attribute.name = lower(take_while([](char c) { return !is_space(c) && c != '=' && c != '>' && c != '/'; }));
            take_while(is_space);
            if (peek() == '=') {
                ++at_;
                take_while(is_space);
                if (!read_value(attribute.value)) return false;
            }
            if (!is_end) tag.attributes.push_back(std::move(attribute));
        }
    }

private:
    bool done() const { return at_ >= html_.size(); }
    char peek() const { return done() ? '\0' : html_[at_]; }

    template <typename Rule>
    std::string_view take_while(Rule rule) {
        const std::size_t begin = at_;
        while (!done() && rule(html_[at_])) ++at_;
        return html_.substr(begin, at_ - begin);
    }

    bool read_value(std::string& value) {
        const char quote = peek();
        if (quote == '"' || quote == '\'') {
            const std::size_t end = html_.find(quote, at_ + 1);
            if (end == std::string_view::npos) return false;
            value = decode_references(html_.substr(at_ + 1, end - at_ - 1));
            at_ = end + 1;
        } else {
            value = decode_references(take_while([](char c) { return !is_space(c) && c != '>'; }));
        }
        return true;
    }

    std::string_view html_;
    std::size_t at_ = 0;
};

/// "mmbiz.qpic.cn" of "https://mmbiz.qpic.cn/x?y"; empty when the address is not absolute.
std::string host_of(std::string_view address) {
    const std::string plain = lower(without_space(address));
    std::size_t begin = 0;
    if (starts_with(plain, "https://")) {
        begin = 8;
    } else if (starts_with(plain, "http://")) {
        begin = 7;
    } else if (starts_with(plain, "//")) {
        begin = 2;
    } else {
        return "";
    }
    const std::size_t end = plain.find_first_of("/?#\\", begin);
    return plain.substr(begin, end == std::string::npos ? end : end - begin);
}

bool is_allowed(std::string_view address, const std::vector<std::string>& hosts) {
    const std::string host = host_of(address);
    return !host.empty() && std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

class Linter {
public:
    explicit Linter(const ArticleRules& rules) : rules_(rules) {}

    void tag(const Tag& tag, std::size_t offset) {
        offset_ = offset;
        if (std::find(kLostElements.begin(), kLostElements.end(), tag.name) != kLostElements.end()) {
            add(FindingKind::element, tag.name);
        }
        if (tag.name == "div") add(FindingKind::div_element, tag.name);
        bool has_source = false;
        for (const Attribute& attribute : tag.attributes) {
            check(tag, attribute);
            has_source = has_source || attribute.name == "src" || attribute.name == "data-src";
        }
        if (tag.name == "img" && !has_source) add(FindingKind::outside_picture, "img");
    }
    void malformed(std::size_t offset) {
        offset_ = offset;
        add(FindingKind::malformed, "<");
    }
    std::vector<Finding> take() { return std::move(findings_); }

private:
    void check(const Tag& tag, const Attribute& it) {
        if (it.name.size() > 2 && starts_with(it.name, "on")) add(FindingKind::event_handler, it.name);
        if (starts_with(lower(without_space(it.value)), "javascript:")) {
            add(FindingKind::event_handler, it.name);
            return;
        }
        if (it.name == "id") add(FindingKind::id_attribute, it.value);
        if (it.name == "class") add(FindingKind::class_attribute, it.value);
        if (it.name == "style") style(it.value);
        const bool is_picture = (tag.name == "img" && (it.name == "src" || it.name == "data-src")) ||
                                (tag.name == "image" && (it.name == "href" || it.name == "xlink:href")) ||
                                it.name == "background" || it.name == "srcset" || it.name == "poster";
        if (is_picture && !is_allowed(it.value, rules_.picture_hosts)) add(FindingKind::outside_picture, it.value);
        const bool is_link = (tag.name == "a" || tag.name == "area") && it.name == "href";
        if (is_link && !is_allowed(it.value, rules_.link_hosts)) add(FindingKind::outside_link, it.value);
    }

    void style(std::string_view value) {
        const std::string text = lower(without_space(value));
        // At the start of a declaration: "background-position:fixed" is another property.
        for (std::size_t at = text.find("position:"); at != std::string::npos; at = text.find("position:", at + 1)) {
            const bool is_own_property = at == 0 || text[at - 1] == ';';
            const std::string_view rest = std::string_view(text).substr(at + 9);
            if (is_own_property &&
                (starts_with(rest, "absolute") || starts_with(rest, "fixed") || starts_with(rest, "sticky"))) {
                add(FindingKind::position, std::string(rest.substr(0, rest.find(';'))));
            }
        }
        for (std::size_t at = text.find("url("); at != std::string::npos; at = text.find("url(", at + 1)) {
            std::string address = text.substr(at + 4, text.find(')', at) - at - 4);
            std::erase_if(address, [](char c) { return c == '"' || c == '\''; });
            if (!is_allowed(address, rules_.picture_hosts)) add(FindingKind::outside_picture, address);
        }
        if (text.find("expression(") != std::string::npos) add(FindingKind::event_handler, "expression");
    }

    void add(FindingKind kind, std::string_view what) {
        constexpr std::size_t kLongest = 120;  // a data: address can be a whole picture
        findings_.push_back({kind, std::string(what.substr(0, kLongest)), offset_});
    }

    const ArticleRules& rules_;
    std::vector<Finding> findings_;
    std::size_t offset_ = 0;
};

}  // namespace

std::string_view to_string(FindingKind kind) {
    switch (kind) {
        case FindingKind::malformed: return "malformed";
        case FindingKind::element: return "element";
        case FindingKind::div_element: return "div_element";
        case FindingKind::event_handler: return "event_handler";
        case FindingKind::id_attribute: return "id_attribute";
        case FindingKind::class_attribute: return "class_attribute";
        case FindingKind::position: return "position";
        case FindingKind::outside_picture: return "outside_picture";
        case FindingKind::outside_link: return "outside_link";
    }
    stop("unknown FindingKind");
}

std::vector<Finding> lint_article(std::string_view html, const ArticleRules& rules) {
    Linter linter(rules);
    TagReader reader(html);
    std::size_t at = 0;
    while ((at = html.find('<', at)) != std::string_view::npos) {
        const std::size_t begin = at;
        if (html.substr(at, 4) == "<!--") {
            const std::size_t end = html.find("-->", at + 4);
            if (end == std::string_view::npos) {
                linter.malformed(begin);
                break;
            }
            at = end + 3;
            continue;
        }
        const char next = at + 1 < html.size() ? html[at + 1] : '\0';
        if (!is_letter(next) && next != '/' && next != '!') {
            // A bare "<" is text to a browser, but ours escape it always.
            linter.malformed(begin);
            ++at;
            continue;
        }
        Tag tag;
        if (!reader.read(at, tag)) {
            linter.malformed(begin);
            break;
        }
        linter.tag(tag, begin);
    }
    return linter.take();
}

}  // namespace league::wechat
