// The checks against WeChat's limits (lib/base/wechat_limits.hpp) that are made before a call, so that an editor learns
// the field's name instead of an errcode.
//
// Lengths count characters (Unicode code points) unless the name says bytes. Nothing here calls WeChat.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/base/result.hpp"
#include "lib/base/wechat_limits.hpp"

namespace league::wechat {

/// What one article of a draft says. Pictures inside `content` are already uploaded.
struct Article {
    std::string title;
    std::string author;
    std::string digest;
    std::string content;  ///< HTML (see html.hpp)
    std::string source_url;
    std::string cover_media_id;  ///< permanent
    bool comments_open = false;
    bool only_fans_comment = false;
};

/// All that WeChat would refuse, by the field's name; empty when there is nothing. The cover's id may be left
/// out when it is not uploaded yet.
enum class CoverCheck { required, later };
std::vector<FieldError> check_article(const Article& article, const WechatLimits& limits,
                                      CoverCheck cover = CoverCheck::required);

/// The values of a notice: "thing1" -> text.
using NoticeData = std::map<std::string, std::string>;

/// The type in a key of a notice: "thing" of "thing1", "character_string" of "character_string12". Nothing
/// when the key is not a known type and a number.
std::optional<std::string> notice_type(std::string_view key);

/// Empty when each value keeps the rule of its type (wechat-api 4.2).
std::vector<FieldError> check_notice(const NoticeData& data, const WechatLimits& limits);

/// A value that WeChat accepts for `type`, shortened so that it does not come to mean something else: text
/// is cut with "…", but a number, a date, an amount or a phone number is never cut: what does not fit there,
/// or is of the wrong kind, is nothing and the caller must choose another value. Emoji, control characters
/// and line breaks go; an empty text becomes 无 where the type allows Chinese.
std::optional<std::string> fit_notice_value(std::string_view type, std::string_view text, const WechatLimits& limits);
/// All values of a notice at once, or the fields that cannot be made to fit.
Result<NoticeData, std::vector<FieldError>> fit_notice(const NoticeData& data, const WechatLimits& limits);

/// 1 to 32 of the characters that a mini-program code may carry.
bool is_mini_program_scene(std::string_view scene, const WechatLimits& limits);

}  // namespace league::wechat
