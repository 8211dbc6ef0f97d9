// The numbers that WeChat may change (design rule 9), as [wechat.limits] gives them. Names and defaults are
// those of docs/wechat.md. lib/wechat has a struct with the same members; neighbours do not include each
// other, so a main copies one into the other with to_wechat_limits.
#pragma once

#include <chrono>
#include <cstddef>

namespace league {

struct WechatNumbers {
    // 1.2, 1.4, 1.7
    std::size_t push_bytes = 512 * 1024;
    std::chrono::milliseconds push_answer{5000};
    std::size_t push_tries = 3;
    std::size_t reply_text_bytes = 2048;
    std::size_t reply_articles = 1;

    // 2.1, 2.2
    std::chrono::seconds token_margin{300};
    std::chrono::seconds token_ask_interval{60};
    std::size_t token_bytes = 512;

    // 3
    std::size_t scene_characters = 32;
    std::size_t code_width_min = 280;
    std::size_t code_width_max = 1280;
    std::size_t checked_text = 2500;
    std::chrono::seconds check_visit_window{7200};
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
    std::chrono::hours custom_window{48};
    std::size_t custom_count = 5;
    std::chrono::seconds custom_menu_window{60};
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
    std::size_t article_picture_bytes = 1024 * 1024;
    std::size_t cover_bytes = 10 * 1024 * 1024;
    std::size_t thumb_bytes = 64 * 1024;

    // 6.2, drafts
    std::size_t draft_articles = 8;
    std::size_t title = 32;
    std::size_t author = 16;
    std::size_t digest = 128;
    std::size_t content = 20000;
    std::size_t content_bytes = 1024 * 1024;
    std::size_t source_url_bytes = 1024;
    std::size_t list_page = 20;

    // 6.5, mass sends
    std::size_t mass_id_bytes = 64;
    std::size_t mass_receivers_min = 2;
    std::size_t mass_receivers_max = 10000;
    std::size_t mass_per_month = 4;
};

/// `Limits` is wechat::WechatLimits; a member that it lacks does not compile.
template <typename Limits>
Limits to_wechat_limits(const WechatNumbers& numbers) {
    Limits limits;
    limits.push_bytes = numbers.push_bytes;
    limits.push_answer = numbers.push_answer;
    limits.push_tries = numbers.push_tries;
    limits.reply_text_bytes = numbers.reply_text_bytes;
    limits.reply_articles = numbers.reply_articles;
    limits.token_margin = numbers.token_margin;
    limits.token_ask_interval = numbers.token_ask_interval;
    limits.token_bytes = numbers.token_bytes;
    limits.scene_characters = numbers.scene_characters;
    limits.code_width_min = numbers.code_width_min;
    limits.code_width_max = numbers.code_width_max;
    limits.checked_text = numbers.checked_text;
    limits.check_visit_window = numbers.check_visit_window;
    limits.checked_media_bytes = numbers.checked_media_bytes;
    limits.thing = numbers.thing;
    limits.number = numbers.number;
    limits.letter = numbers.letter;
    limits.symbol = numbers.symbol;
    limits.character_string = numbers.character_string;
    limits.amount_digits = numbers.amount_digits;
    limits.phone_number = numbers.phone_number;
    limits.car_number = numbers.car_number;
    limits.name_chinese = numbers.name_chinese;
    limits.name_other = numbers.name_other;
    limits.phrase = numbers.phrase;
    limits.const_value = numbers.const_value;
    limits.custom_window = numbers.custom_window;
    limits.custom_count = numbers.custom_count;
    limits.custom_menu_window = numbers.custom_menu_window;
    limits.custom_menu_count = numbers.custom_menu_count;
    limits.custom_text_bytes = numbers.custom_text_bytes;
    limits.menu_buttons = numbers.menu_buttons;
    limits.menu_sub_buttons = numbers.menu_sub_buttons;
    limits.menu_name_bytes = numbers.menu_name_bytes;
    limits.menu_sub_name_bytes = numbers.menu_sub_name_bytes;
    limits.menu_key_bytes = numbers.menu_key_bytes;
    limits.menu_url_bytes = numbers.menu_url_bytes;
    limits.scene_code_life = numbers.scene_code_life;
    limits.scene_text = numbers.scene_text;
    limits.article_picture_bytes = numbers.article_picture_bytes;
    limits.cover_bytes = numbers.cover_bytes;
    limits.thumb_bytes = numbers.thumb_bytes;
    limits.draft_articles = numbers.draft_articles;
    limits.title = numbers.title;
    limits.author = numbers.author;
    limits.digest = numbers.digest;
    limits.content = numbers.content;
    limits.content_bytes = numbers.content_bytes;
    limits.source_url_bytes = numbers.source_url_bytes;
    limits.list_page = numbers.list_page;
    limits.mass_id_bytes = numbers.mass_id_bytes;
    limits.mass_receivers_min = numbers.mass_receivers_min;
    limits.mass_receivers_max = numbers.mass_receivers_max;
    limits.mass_per_month = numbers.mass_per_month;
    return limits;
}

}  // namespace league
