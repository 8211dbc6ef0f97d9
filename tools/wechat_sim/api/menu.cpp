// The menu of an official account (wechat-api 5.4).
#include <map>

#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

/// The codes of one level: the lower one counts ten less than its upper twin only by habit, so both are spelled out.
struct Codes {
    int count, type, name, key, url;
};
constexpr Codes kTop{40016, 40017, 40018, 40019, 40020};
constexpr Codes kSub{40023, 40024, 40025, 40026, 40027};

const std::map<std::string, std::string>& needed_member() {
    static const std::map<std::string, std::string> table = {
        {"click", "key"},
        {"view", "url"},
        {"scancode_push", "key"},
        {"scancode_waitmsg", "key"},
        {"pic_sysphoto", "key"},
        {"pic_weixin", "key"},
        {"pic_photo_or_album", "key"},
        {"location_select", "key"},
        {"media_id", "media_id"},
        {"view_limited", "media_id"},
        {"article_id", "article_id"},
        {"article_view_limited", "article_id"},
        {"miniprogram", "url"},
    };
    return table;
}

void check_button(Context& context, const Json& button, const Codes& codes, std::size_t name_bytes) {
    if (!button.is_object()) throw Refusal(47001);
    const std::string name = text_of(button, "name");
    if (name.empty() || name.size() > name_bytes) throw Refusal(codes.name);
    const auto subs = button.find("sub_button");
    if (subs != button.end() && subs->is_array() && !subs->empty()) {
        if (subs->size() > 5) throw Refusal(kSub.count);
        for (const Json& sub : *subs) {
            if (sub.contains("sub_button") && !sub["sub_button"].empty()) throw Refusal(kSub.type);
            check_button(context, sub, kSub, 60);
        }
        return;
    }
    const std::string type = text_of(button, "type");
    const auto needed = needed_member().find(type);
    if (needed == needed_member().end()) throw Refusal(codes.type);
    const std::string value = text_of(button, needed->second.c_str());
    if (needed->second == "key" && (value.empty() || value.size() > 128)) throw Refusal(codes.key);
    if (needed->second == "url" && (!value.starts_with("http") || value.size() > 1024)) throw Refusal(codes.url);
    if (type == "miniprogram") {
        const AccountState* linked = context.stage.find_account_by_appid(text_of(button, "appid"));
        if (linked == nullptr || !linked->is_mini_program()) throw Refusal(45064);
    }
}

Answer create(Context& context) {
    if (context.call.body.find("\\u") != std::string::npos) throw Refusal(40033);
    const auto buttons = context.body.find("button");
    if (buttons == context.body.end() || !buttons->is_array()) throw Refusal(40016);
    if (buttons->empty() || buttons->size() > 3) throw Refusal(kTop.count);
    for (const Json& button : *buttons) check_button(context, button, kTop, 16);
    context.own().menu = {{"button", *buttons}};
    return done();
}

Answer get(Context& context) {
    if (context.own().menu.is_null()) throw Refusal(46003, "menu no exist");
    return json_answer({{"menu", context.own().menu}});
}

Answer remove(Context& context) {
    context.own().menu = nullptr;
    return done();
}

}  // namespace

std::vector<Endpoint> menu_interfaces() {
    constexpr auto token = Access::token;
    constexpr auto official = Side::official;
    return {
        {"/cgi-bin/menu/create", Method::post, token, official, true, create},
        {"/cgi-bin/menu/get", Method::any, token, official, false, get},
        {"/cgi-bin/menu/delete", Method::any, token, official, false, remove},
    };
}

}  // namespace league::sim
