// Every number of the contract that WeChat may change (design rule 9), and the checks that use them before a
// call is made, so that an editor learns the field's name instead of an errcode.
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

namespace league::wechat {

/// Defaults are those of docs/wechat.md; the comment names the section.
struct WechatLimits {
    // 1.2, 1.4, 1.7
    std::size_t push_bytes = 512 * 1024;          ///< body of a callback; bytes
    std::chrono::milliseconds push_answer{5000};  ///< WeChat waits this long
    std::size_t push_tries = 3;                   ///< deliveries of one push in all
    std::size_t reply_text_bytes = 2048;
    std::size_t reply_articles = 1;

    // 2.1, 2.2
    std::chrono::seconds token_margin{300};       ///< a token is not used in its last seconds
    std::chrono::seconds token_ask_interval{60};  ///< stable_token is asked at most once in this time
    std::size_t token_bytes = 512;

    // 3
    std::size_t scene_characters = 32;  ///< 3.4, of a mini-program code
    std::size_t code_width_min = 280;
    std::size_t code_width_max = 1280;
    std::size_t checked_text = 2500;                ///< 3.6, characters of one content check
    std::chrono::seconds check_visit_window{7200};  ///< 3.6, the person used the mini program this recently
    std::size_t checked_media_bytes = 10 * 1024 * 1024;

    // 4.2, values of notices
    std::size_t thing = 20;
    std::size_t number = 32;
    std::size_t letter = 32;
    std::size_t symbol = 5;
    std::size_t character_string = 32;
    std::size_t amount_digits = 10;
    std::size_t phone_number = 17;
    std::size_t car_number = 8;
    std::size_t name_chinese = 10;
    std::size_t name_other = 20;
    std::size_t phrase = 5;
    std::size_t const_value = 20;

    // 5.3, customer-service messages
    std::chrono::hours custom_window{48};         ///< after the person's last message
    std::size_t custom_count = 5;                 ///< sends in that window
    std::chrono::seconds custom_menu_window{60};  ///< after following, scanning or a menu tap
    std::size_t custom_menu_count = 3;
    std::size_t custom_text_bytes = 2048;

    // 5.4, menu
    std::size_t menu_buttons = 3;
    std::size_t menu_sub_buttons = 5;
    std::size_t menu_name_bytes = 16;
    std::size_t menu_sub_name_bytes = 60;
    std::size_t menu_key_bytes = 128;
    std::size_t menu_url_bytes = 1024;

    // 5.5, codes with a scene
    std::chrono::seconds scene_code_life{2592000};
    std::size_t scene_text = 64;

    // 6.1, pictures
    std::size_t article_picture_bytes = 1024 * 1024;  ///< must stay below
    std::size_t cover_bytes = 10 * 1024 * 1024;
    std::size_t thumb_bytes = 64 * 1024;

    // 6.2, drafts
    std::size_t draft_articles = 8;
    std::size_t title = 32;
    std::size_t author = 16;
    std::size_t digest = 128;
    std::size_t content = 20000;              ///< must stay below
    std::size_t content_bytes = 1024 * 1024;  ///< must stay below
    std::size_t source_url_bytes = 1024;
    std::size_t list_page = 20;  ///< entries of one batchget

    // 6.5, mass sends
    std::size_t mass_id_bytes = 64;
    std::size_t mass_receivers_min = 2;
    std::size_t mass_receivers_max = 10000;
    std::size_t mass_per_month = 4;
};

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
