// The guide to building a township's grand League committee, from templates/guide.toml: by chapter in a chat,
// as a whole in an article.
//
// It holds no conversation: the chat decides when a chapter is asked for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/phrases.hpp"
#include "lib/documents/template.hpp"

namespace league {

/// May be used from any thread; `phrases` must outlive it.
class Guide {
public:
    /// Throws Problem internal ("phrase_missing", "guide_chapter_too_long") when a chapter is incomplete or does
    /// not fit one chat message of 2048 bytes (wechat-api 1.7).
    explicit Guide(const Phrases& phrases);

    /// The list of chapters with their numbers, and how to ask for one.
    std::string contents() const;
    /// Chapter 1 to size() with its title and a pointer to the next; nothing for another number.
    std::optional<std::string> chapter(std::size_t number) const;
    /// The chapter for "3" or for words such as "选举" or "怎么建支部"; nothing when none fits.
    std::optional<std::size_t> find(std::string_view words) const;
    struct Chapter {
        std::string title;
        std::string text;
    };
    /// In order, for a screen that shows one below the other.
    std::vector<Chapter> chapters() const;
    std::size_t size() const { return names_.size(); }

    /// The whole as HTML that WeChat's editor keeps (wechat-api 6.7).
    std::string article(const TemplateFolder& templates, const std::string& county) const;

private:
    const Phrases& phrases_;
    const std::vector<std::string>& names_;
};

}  // namespace league
