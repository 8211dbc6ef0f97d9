// Every number of the contract with WeChat that WeChat may change (design rule 9). The configuration fills it
// ([wechat.limits]), lib/wechat checks by it: it stands here because those two are neighbours.
//
// Lengths count characters (Unicode code points) unless the name says bytes.
#pragma once

#include <chrono>
#include <cstddef>

namespace league {

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

    // 7, robots of WeCom groups
    std::size_t robot_text_bytes = 2048;
    std::size_t robot_markdown_bytes = 4096;
    std::size_t robot_picture_bytes = 2 * 1024 * 1024;
    std::size_t robot_per_minute = 20;
};

}  // namespace league
