// Finds in the HTML of an article what WeChat removes or neutralises (wechat-api 6.7), before it is uploaded:
// what is shown would otherwise differ from what was written. It judges our own templates' output; it is no
// sanitizer for a browser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace league::wechat {

struct ArticleRules {
    /// Where pictures may come from: host, or host:port. What uploadimg answers is served from the first.
    std::vector<std::string> picture_hosts{"mmbiz.qpic.cn", "mmbiz.qlogo.cn"};
    /// Where links may lead: published articles.
    std::vector<std::string> link_hosts{"mp.weixin.qq.com"};
};

enum class FindingKind {
    malformed,      ///< a tag that does not end
    element,        ///< script, style, link, iframe, form and its fields, objects
    div_element,    ///< use section or p
    event_handler,  ///< onclick and the like, javascript: addresses
    id_attribute,
    class_attribute,
    position,         ///< position: absolute, fixed, sticky
    outside_picture,  ///< <img> or url(...) from elsewhere, or without address
    outside_link,
};
std::string_view to_string(FindingKind kind);

struct Finding {
    FindingKind kind;
    std::string what;    ///< the element, attribute or address
    std::size_t offset;  ///< of the tag; bytes
};

/// In order of place; empty when all of it survives.
std::vector<Finding> lint_article(std::string_view html, const ArticleRules& rules = {});

}  // namespace league::wechat
