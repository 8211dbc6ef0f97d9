// WechatClient: media from people, content checks, menu, codes, quota (wechat-api 2.3, 3.4, 3.6, 5.4, 5.5, 6.1).
#include "lib/base/text.hpp"
#include "lib/http/url.hpp"
#include "lib/wechat/client_json.hpp"

namespace league::wechat {
namespace {

Json to_json(const MenuButton& button) {
    Json json{{"name", button.name}};
    if (!button.buttons.empty()) {
        json["sub_button"] = Json::array();
        for (const MenuButton& sub : button.buttons) json["sub_button"].push_back(to_json(sub));
        return json;
    }
    json["type"] = button.type;
    if (!button.key.empty()) json["key"] = button.key;
    if (!button.url.empty()) json["url"] = button.url;
    if (!button.appid.empty()) json["appid"] = button.appid;
    if (!button.page.empty()) json["pagepath"] = button.page;
    return json;
}

std::vector<MenuButton> read_buttons(const MessageNode& node, const char* list) {
    std::vector<MenuButton> buttons;
    for (const MessageNode* item : node.all(list)) {
        // An empty list comes as a child without anything inside.
        if (item->text_of("name").empty()) continue;
        MenuButton button;
        button.name = item->text_of("name");
        button.type = item->text_of("type");
        button.key = item->text_of("key");
        button.url = item->text_of("url");
        button.appid = item->text_of("appid");
        button.page = item->text_of("pagepath");
        button.buttons = read_buttons(*item, "sub_button");
        buttons.push_back(std::move(button));
    }
    return buttons;
}

class MenuChecker {
public:
    explicit MenuChecker(const WechatLimits& limits) : limits_(limits) {}

    void buttons(const std::vector<MenuButton>& buttons, const std::string& path, bool is_top) {
        const std::size_t most = is_top ? limits_.menu_buttons : limits_.menu_sub_buttons;
        if (buttons.empty() || buttons.size() > most) {
            errors_.push_back({path, "out_of_range", {{"min", "1"}, {"max", std::to_string(most)}}});
        }
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            button(buttons[i], path + "[" + std::to_string(i) + "]", is_top);
        }
    }
    std::vector<FieldError> take() { return std::move(errors_); }

private:
    void button(const MenuButton& it, const std::string& path, bool is_top) {
        required(path + ".name", it.name);
        bytes(path + ".name", it.name, is_top ? limits_.menu_name_bytes : limits_.menu_sub_name_bytes);
        bytes(path + ".key", it.key, limits_.menu_key_bytes);
        bytes(path + ".url", it.url, limits_.menu_url_bytes);
        if (!it.buttons.empty()) {
            if (!it.type.empty() || !is_top) errors_.push_back({path + ".type", "unknown", {}});
            buttons(it.buttons, path + ".buttons", false);
            return;
        }
        required(path + ".type", it.type);
        const bool opens = it.type == "view" || it.type == "miniprogram";
        if (opens) required(path + ".url", it.url);
        if (it.type == "miniprogram") {
            required(path + ".appid", it.appid);
            required(path + ".page", it.page);
        }
        const bool keyless = opens || it.type == "media_id" || it.type == "view_limited" || it.type == "article_id" ||
                             it.type == "article_view_limited";
        if (!keyless) required(path + ".key", it.key);
    }
    void required(const std::string& field, const std::string& value) {
        if (value.empty()) errors_.push_back({field, "missing", {}});
    }
    void bytes(const std::string& field, const std::string& value, std::size_t limit) {
        if (value.size() > limit) {
            errors_.push_back({field, "wechat.too_many_bytes", {{"limit", std::to_string(limit)}}});
        }
    }

    const WechatLimits& limits_;
    std::vector<FieldError> errors_;
};

Suggestion to_suggestion(const std::string& word) {
    if (word == "pass") return Suggestion::pass;
    // A word that nobody told us of is no pass: a person looks at it.
    return word == "risky" ? Suggestion::risky : Suggestion::review;
}

}  // namespace

std::vector<FieldError> check_menu(const std::vector<MenuButton>& buttons, const WechatLimits& limits) {
    MenuChecker checker(limits);
    checker.buttons(buttons, "buttons", true);
    return checker.take();
}

Outcome<Media> WechatClient::fetch_media(const std::string& media_id) {
    ApiCall call;
    call.path = "/cgi-bin/media/get";
    call.query = {{"media_id", media_id}};
    call.bytes_wanted = true;
    return api_.call(call).then<Media>([](const ApiAnswer& answer) -> Outcome<Media> {
        if (!answer.bytes.empty()) return Media{answer.bytes, answer.content_type, ""};
        const auto video_url = required_text(answer, "video_url");
        if (!video_url) return *video_url.unknown();
        return Media{"", "", *video_url};
    });
}

Outcome<Verdict> WechatClient::check_text(const TextCheck& check) {
    if (check.content.empty()) throw Problem::invalid("content", "missing");
    if (text::count_characters(check.content) > options_.limits.checked_text) {
        throw Problem::invalid("content", "too_long", {{"limit", std::to_string(options_.limits.checked_text)}});
    }
    Json body{{"version", 2},
              {"openid", check.author.str()},
              {"scene", static_cast<int>(check.scene)},
              {"content", check.content}};
    if (!check.title.empty()) body["title"] = check.title;
    const auto outcome = api_.call(post_call("/wxa/msg_sec_check", body));
    return outcome.then<Verdict>([](const ApiAnswer& answer) -> Outcome<Verdict> {
        // errcode 0 does not mean clean text: only the result says so.
        const MessageNode* result = answer.fields.find("result");
        if (result == nullptr || result->text_of("suggest").empty()) return Unknown{"answer without result"};
        return Verdict{to_suggestion(result->text_of("suggest")), result->number_of("label").value_or(0),
                       answer.fields.text_of("trace_id")};
    });
}

Outcome<std::string> WechatClient::check_media_async(const OpenId& author, const std::string& url, CheckScene scene) {
    constexpr int kPicture = 2;  // 1, audio, passes every picture
    const Json body{{"media_url", url},
                    {"media_type", kPicture},
                    {"version", 2},
                    {"scene", static_cast<int>(scene)},
                    {"openid", author.str()}};
    const auto outcome = api_.call(post_call("/wxa/media_check_async", body));
    return outcome.then<std::string>([](const ApiAnswer& answer) { return required_text(answer, "trace_id"); });
}

Outcome<std::optional<std::vector<MenuButton>>> WechatClient::menu() {
    constexpr long long kNone = 46003;
    using Menu = std::optional<std::vector<MenuButton>>;
    ApiCall call;
    call.path = "/cgi-bin/menu/get";
    call.also_done = {kNone};
    return api_.call(call).then<Menu>([](const ApiAnswer& answer) -> Outcome<Menu> {
        if (answer.errcode == kNone) return Menu();
        const MessageNode* menu = answer.fields.find("menu");
        if (menu == nullptr) return Unknown{"answer without menu"};
        return Menu(read_buttons(*menu, "button"));
    });
}

Outcome<Done> WechatClient::create_menu(const std::vector<MenuButton>& buttons) {
    refuse_if_any(check_menu(buttons, options_.limits));
    Json list = Json::array();
    for (const MenuButton& button : buttons) list.push_back(to_json(button));
    return to_done(api_.call(post_call("/cgi-bin/menu/create", Json{{"button", list}})));
}

Outcome<SceneCode> WechatClient::create_scene_code(const std::string& scene, std::optional<std::chrono::seconds> life) {
    const std::size_t characters = text::count_characters(scene);
    if (characters < 1 || characters > options_.limits.scene_text) {
        throw Problem::invalid("scene", "out_of_range",
                               {{"min", "1"}, {"max", std::to_string(options_.limits.scene_text)}});
    }
    Json body = Json::object();
    if (life) {
        if (life->count() < 1 || *life > options_.limits.scene_code_life) {
            throw Problem::invalid("life", "out_of_range",
                                   {{"min", "1"}, {"max", std::to_string(options_.limits.scene_code_life.count())}});
        }
        // Left out, the code would live 30 seconds.
        body["expire_seconds"] = life->count();
    }
    body["action_name"] = life ? "QR_STR_SCENE" : "QR_LIMIT_STR_SCENE";
    body["action_info"] = Json{{"scene", Json{{"scene_str", scene}}}};
    // A permanent code too many is one of 100 000 lost, which is better than asking a person to look.
    const auto outcome = api_.call(post_call("/cgi-bin/qrcode/create", body));
    return outcome.then<SceneCode>([](const ApiAnswer& answer) -> Outcome<SceneCode> {
        const auto ticket = required_text(answer, "ticket");
        if (!ticket) return *ticket.unknown();
        return SceneCode{*ticket, answer.fields.text_of("url"), answer.fields.number_of("expire_seconds").value_or(0)};
    });
}

Outcome<std::string> WechatClient::mini_program_code(const MiniProgramCode& code) {
    const WechatLimits& limits = options_.limits;
    if (!is_mini_program_scene(code.scene, limits)) throw Problem::invalid("scene", "wechat.wrong_scene");
    if (code.width < limits.code_width_min || code.width > limits.code_width_max) {
        throw Problem::invalid(
            "width", "out_of_range",
            {{"min", std::to_string(limits.code_width_min)}, {"max", std::to_string(limits.code_width_max)}});
    }
    Json body{{"scene", code.scene}};
    if (!code.page.empty()) body["page"] = code.page;
    body["check_path"] = code.check_page;
    body["env_version"] = code.version;
    body["width"] = code.width;
    ApiCall call = post_call("/wxa/getwxacodeunlimit", body);
    call.bytes_wanted = true;
    return api_.call(call).then<std::string>([](const ApiAnswer& answer) -> Outcome<std::string> {
        if (answer.bytes.empty()) return Unknown{"answer without a picture"};
        return answer.bytes;
    });
}

Outcome<Quota> WechatClient::quota(const std::string& path) {
    const auto outcome = api_.call(post_call("/cgi-bin/openapi/quota/get", Json{{"cgi_path", path}}));
    return outcome.then<Quota>([](const ApiAnswer& answer) -> Outcome<Quota> {
        const MessageNode* quota = answer.fields.find("quota");
        if (quota == nullptr) return Unknown{"answer without quota"};
        return Quota{quota->number_of("daily_limit").value_or(0), quota->number_of("used").value_or(0),
                     quota->number_of("remain").value_or(0)};
    });
}

std::string scene_code_picture_url(const std::string& mp_base, const std::string& ticket) {
    return mp_base + "/cgi-bin/showqrcode?ticket=" + http::percent_encode(ticket);
}

}  // namespace league::wechat
