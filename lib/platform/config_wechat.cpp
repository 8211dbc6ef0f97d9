// [wechat.limits]: see config_fields.hpp. The section numbers are those of docs/wechat.md.
#include "lib/platform/config_fields.hpp"

namespace league::config {

void add_wechat_limits(Fields& f, WechatLimits& n) {
    constexpr long long kMost = 1'000'000'000;
    f.section("wechat.limits", "Limits set by WeChat, as of November 2026. Change one when WeChat changes it.");
    f.number("push_bytes", n.push_bytes, 1, kMost, "Largest push that is read, in bytes (1.2)");
    f.span("push_answer_ms", n.push_answer, 1, kMost, "How long WeChat waits for the answer to a push (1.4)");
    f.number("push_tries", n.push_tries, 1, kMost, "How often WeChat delivers one push, in all (1.4)");
    f.number("reply_text_bytes", n.reply_text_bytes, 1, kMost, "Longest text reply, in bytes of UTF-8 (1.7)");
    f.number("reply_articles", n.reply_articles, 1, kMost, "Articles in one news reply (1.7)");
    f.span("token_margin_s", n.token_margin, 1, kMost, "An access token is renewed this long before its end (2.1)");
    f.span("token_ask_interval_s", n.token_ask_interval, 1, kMost,
           "The interface stable_token is asked at most once in this time (2.1)");
    f.number("token_bytes", n.token_bytes, 1, kMost, "Longest access token that is kept (2.1)");
    f.number("scene_characters", n.scene_characters, 1, kMost, "Characters of the scene of a mini-program code (3.4)");
    f.number("code_width_min", n.code_width_min, 1, kMost, "Smallest mini-program code, in pixels (3.4)");
    f.number("code_width_max", n.code_width_max, 1, kMost, "Largest mini-program code, in pixels (3.4)");
    f.number("checked_text", n.checked_text, 1, kMost, "Characters of one content check (3.6)");
    f.span("check_visit_window_s", n.check_visit_window, 1, kMost,
           "A content check needs a visit to the mini program this recently (3.6)");
    f.number("checked_media_bytes", n.checked_media_bytes, 1, kMost,
             "Largest picture of a content check, in bytes (3.6)");
    f.number("thing", n.thing, 1, kMost, "Characters of a thing value (4.2)");
    f.number("number", n.number, 1, kMost, "Digits of a number value (4.2)");
    f.number("letter", n.letter, 1, kMost, "Letters of a letter value (4.2)");
    f.number("symbol", n.symbol, 1, kMost, "Symbols of a symbol value (4.2)");
    f.number("character_string", n.character_string, 1, kMost, "Characters of a character_string value (4.2)");
    f.number("amount_digits", n.amount_digits, 1, kMost,
             "Digits of an amount value, the currency sign not counted (4.2)");
    f.number("phone_number", n.phone_number, 1, kMost, "Characters of a phone_number value (4.2)");
    f.number("car_number", n.car_number, 1, kMost, "Characters of a car_number value (4.2)");
    f.number("name_chinese", n.name_chinese, 1, kMost, "Characters of a name value with Chinese in it (4.2)");
    f.number("name_other", n.name_other, 1, kMost, "Characters of a name value without Chinese (4.2)");
    f.number("phrase", n.phrase, 1, kMost, "Chinese characters of a phrase value (4.2)");
    f.number("const_value", n.const_value, 1, kMost, "Characters of a const value (4.2)");
    f.span("custom_window_h", n.custom_window, 1, kMost,
           "How long after a message somebody can be answered by customer-service messages (5.3)");
    f.number("custom_count", n.custom_count, 1, kMost, "Customer-service messages in that window (5.3)");
    f.span("custom_menu_window_s", n.custom_menu_window, 1, kMost,
           "The same after following, scanning a code or tapping the menu (5.3)");
    f.number("custom_menu_count", n.custom_menu_count, 1, kMost,
             "Customer-service messages in that shorter window (5.3)");
    f.number("custom_text_bytes", n.custom_text_bytes, 1, kMost,
             "Longest customer-service text, in bytes of UTF-8 (5.3)");
    f.number("menu_buttons", n.menu_buttons, 1, kMost, "Buttons of the menu (5.4)");
    f.number("menu_sub_buttons", n.menu_sub_buttons, 1, kMost, "Buttons below one of them (5.4)");
    f.number("menu_name_bytes", n.menu_name_bytes, 1, kMost, "Name of a button, in bytes of UTF-8 (5.4)");
    f.number("menu_sub_name_bytes", n.menu_sub_name_bytes, 1, kMost,
             "Name of a button of the second level, in bytes of UTF-8 (5.4)");
    f.number("menu_key_bytes", n.menu_key_bytes, 1, kMost, "Key of a menu button, in bytes (5.4)");
    f.number("menu_url_bytes", n.menu_url_bytes, 1, kMost, "Address of a menu button, in bytes (5.4)");
    f.span("scene_code_life_s", n.scene_code_life, 1, kMost, "Longest life of a temporary QR code with a scene (5.5)");
    f.number("scene_text", n.scene_text, 1, kMost, "Characters of the scene of a QR code (5.5)");
    f.number("article_picture_bytes", n.article_picture_bytes, 1, kMost,
             "A picture inside an article must be smaller than this, in bytes (6.1)");
    f.number("cover_bytes", n.cover_bytes, 1, kMost, "Largest cover picture, in bytes (6.1)");
    f.number("thumb_bytes", n.thumb_bytes, 1, kMost, "Largest thumb material, in bytes (6.1)");
    f.number("draft_articles", n.draft_articles, 1, kMost, "Articles of one draft (6.2)");
    f.number("title", n.title, 1, kMost, "Characters of an article's title (6.2)");
    f.number("author", n.author, 1, kMost, "Characters of an article's author (6.2)");
    f.number("digest", n.digest, 1, kMost, "Characters of an article's digest (6.2)");
    f.number("content", n.content, 1, kMost, "An article's content must have fewer characters than this (6.2)");
    f.number("content_bytes", n.content_bytes, 1, kMost,
             "An article's content must be smaller than this, in bytes (6.2)");
    f.number("source_url_bytes", n.source_url_bytes, 1, kMost, "Address under an article, in bytes (6.2)");
    f.number("list_page", n.list_page, 1, kMost, "Entries of one page of a list of drafts or publications (6.2)");
    f.number("mass_id_bytes", n.mass_id_bytes, 1, kMost, "Bytes of a clientmsgid (6.5)");
    f.number("mass_receivers_min", n.mass_receivers_min, 1, kMost, "Fewest receivers of one mass send by openid (6.5)");
    f.number("mass_receivers_max", n.mass_receivers_max, 1, kMost, "Most receivers of one mass send by openid (6.5)");
    f.number("mass_per_month", n.mass_per_month, 1, kMost,
             "Mass sends that one follower receives in a calendar month (6.5)");
    f.number("robot_text_bytes", n.robot_text_bytes, 1, kMost, "Text of a group robot, in bytes of UTF-8 (7)");
    f.number("robot_markdown_bytes", n.robot_markdown_bytes, 1, kMost,
             "Markdown of a group robot, in bytes of UTF-8 (7)");
    f.number("robot_picture_bytes", n.robot_picture_bytes, 1, kMost, "Picture of a group robot, in bytes (7)");
    f.number("robot_per_minute", n.robot_per_minute, 1, kMost, "Messages of one group robot in a minute (7)");
}

}  // namespace league::config
