#include "lib/wechat/limits.hpp"

#include <algorithm>

#include "lib/base/text.hpp"

namespace league::wechat {
namespace {

class Checker {
public:
    void required(const char* field, std::string_view value) {
        if (text::trim(value).empty()) errors_.push_back({field, "missing", {}});
    }
    void characters(const char* field, std::string_view value, std::size_t limit) {
        if (text::count_characters(value) > limit) too_long(field, limit);
    }
    void bytes(const char* field, std::string_view value, std::size_t limit) {
        if (value.size() > limit) {
            errors_.push_back({field, "wechat.too_many_bytes", {{"limit", std::to_string(limit)}}});
        }
    }
    void too_long(const char* field, std::size_t limit) {
        errors_.push_back({field, "too_long", {{"limit", std::to_string(limit)}}});
    }
    void add(const char* field, const char* key) { errors_.push_back({field, key, {}}); }
    void readable(const char* field, std::string_view value) {
        if (!text::is_valid_utf8(value)) add(field, "not_text");
    }
    /// One line without emoji: what WeChat does with them in a title is not known.
    void plain(const char* field, std::string_view value) {
        readable(field, value);
        if (text::plain_line(value) != text::trim(value)) add(field, "wechat.emoji_or_line_break");
    }

    std::vector<FieldError> take() { return std::move(errors_); }

private:
    std::vector<FieldError> errors_;
};

bool is_web_address(std::string_view url) {
    return url.substr(0, 7) == "http://" || url.substr(0, 8) == "https://";
}

}  // namespace

std::vector<FieldError> check_article(const Article& article, const WechatLimits& limits, CoverCheck cover) {
    Checker check;
    check.required("title", article.title);
    check.plain("title", article.title);
    check.characters("title", article.title, limits.title);
    check.plain("author", article.author);
    check.characters("author", article.author, limits.author);
    check.plain("digest", article.digest);
    check.characters("digest", article.digest, limits.digest);
    check.required("content", article.content);
    check.readable("content", article.content);
    // Both limits of the content must stay above it ("fewer than").
    check.characters("content", article.content, limits.content - 1);
    check.bytes("content", article.content, limits.content_bytes - 1);
    check.bytes("source_url", article.source_url, limits.source_url_bytes);
    if (!article.source_url.empty() && !is_web_address(article.source_url)) {
        check.add("source_url", "wechat.not_a_web_address");
    }
    if (cover == CoverCheck::required) check.required("cover_media_id", article.cover_media_id);
    return check.take();
}

bool is_mini_program_scene(std::string_view scene, const WechatLimits& limits) {
    constexpr std::string_view others = "!#$&'()*+,/:;=?@-._~";
    const auto allowed = [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    };
    return !scene.empty() && scene.size() <= limits.scene_characters &&
           std::all_of(scene.begin(), scene.end(), allowed);
}

}  // namespace league::wechat
