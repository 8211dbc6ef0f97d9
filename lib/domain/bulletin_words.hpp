// What a person writes around the frozen figures of a bulletin (domain 9.2): title, opening, praise, common problems,
// next steps, and the body of those kinds that live by their words. Figures are never among them: a draft is edited
// without touching what was counted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

enum class BulletinKind {
    progress_column,  ///< 进度专栏 of a half month (R56, R57)
    meeting,          ///< 通报 of the monthly push meeting (R11 to R13, R58)
    newsletter,       ///< 简报第N期, half a page without tables
    publicity,        ///< 宣传稿, words alone (R6)
    erratum,          ///< 更正 of another bulletin, with the figures that are others now
};
inline constexpr BulletinKind kBulletinKinds[] = {BulletinKind::progress_column, BulletinKind::meeting,
                                                  BulletinKind::newsletter, BulletinKind::publicity,
                                                  BulletinKind::erratum};
std::string_view to_string(BulletinKind kind);
std::optional<BulletinKind> bulletin_kind_from(std::string_view text);

/// A line break ends a paragraph. What is empty is left out of the article; title and digest then come from the
/// template.
struct BulletinWords {
    std::string title;       ///< one line
    std::string digest;      ///< one line; what lists and links show
    std::string opening;     ///< below the head
    std::string praise;      ///< after those praised by their figures
    std::string problems;    ///< common problems
    std::string next_steps;  ///< with dates
    std::string body;        ///< of newsletter, publicity and erratum

    bool operator==(const BulletinWords&) const = default;
};

/// In characters (wechat-api 6.2 for title and digest).
struct BulletinWordLimits {
    std::size_t title = 32;
    std::size_t digest = 120;
    std::size_t part = 800;
    std::size_t body = 6000;
};

/// White space around each part, around each paragraph and empty paragraphs are gone.
BulletinWords tidied(BulletinWords words);
/// What is wrong, by field ("article.title"): newsletter and publicity need title and body, an erratum its body.
std::vector<FieldError> check_words(BulletinKind kind, const BulletinWords& words,
                                    const BulletinWordLimits& limits = {});
std::vector<std::string> paragraphs(const std::string& text);

}  // namespace league
