// What WeChat does to the HTML of an article (wechat-api 6.7), so that an author sees in the simulator what
// readers would see.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace league::sim {

struct HtmlRules {
    /// Pictures that came from uploadimg.
    std::function<bool(std::string_view url)> own_picture;
    /// Published articles; every other link loses its address.
    std::function<bool(std::string_view url)> own_link;
};

/// Scripts, styles, forms and frames go with their content; div and unknown wrappers go and leave their content;
/// handlers, id, class, outside addresses and free positioning go. What it yields is safe to show in a page.
std::string filter_article_html(std::string_view html, const HtmlRules& rules);

/// The text without tags, entities of the five basic kinds decoded, white space joined.
std::string text_of_html(std::string_view html);

/// True when there is a javascript: address, which WeChat refuses instead of removing it.
bool has_script_address(std::string_view html);

}  // namespace league::sim
