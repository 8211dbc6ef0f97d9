// Content checks (wechat-api 3.6) and the mini program's own code picture (3.4).
#include <algorithm>

#include "lib/base/text.hpp"
#include "tools/wechat_sim/gate.hpp"
#include "tools/wechat_sim/picture.hpp"

namespace league::sim {
namespace {

/// A visitor of the last two hours; 61010 otherwise.
Person& recent_visitor(Context& context) {
    const std::string openid = context.text("openid");
    const auto found = context.own().people.find(openid);
    if (openid.empty() || found == context.own().people.end()) throw Refusal(40003);
    const auto& visited = found->second.visited;
    if (!visited || context.stage.clock.now() > *visited + context.limits().visit_window) throw Refusal(61010);
    return found->second;
}

void check_scene(Context& context) {
    const long long scene = context.integer("scene", 0);
    if (scene < 1 || scene > 4) throw Refusal(40129);
    if (context.integer("version", 0) != 2) throw Refusal(40097, "invalid version");
}

/// Words that make the simulator's censor frown; a person who tries the program can type them.
std::pair<std::string, int> opinion(const std::string& text) {
    for (const char* word : {"违规内容", "赌博", "特价代购"}) {
        if (text.find(word) != std::string::npos)
            return {"risky", text.find("特价代购") != std::string::npos ? 10001 : 21000};
    }
    if (text.find("疑似违规") != std::string::npos) return {"review", 21000};
    return {"pass", 100};
}

Answer check_text(Context& context) {
    check_scene(context);
    recent_visitor(context);
    const std::string content = context.text("content");
    if (content.empty()) throw Refusal(44002);
    if (text::count_characters(content) > context.limits().checked_text) throw Refusal(45002);
    const auto [suggest, label] = opinion(content + context.text("title") + context.text("nickname"));
    return done({{"trace_id", context.stage.id(24)},
                 {"result", {{"suggest", suggest}, {"label", label}}},
                 {"detail", Json::array({{{"strategy", "content_model"},
                                          {"errcode", 0},
                                          {"suggest", suggest},
                                          {"label", label},
                                          {"prob", suggest == "pass" ? 10 : 90}}})}});
}

Answer check_media(Context& context) {
    check_scene(context);
    const Person& person = recent_visitor(context);
    const long long type = context.integer("media_type", 0);
    if (type != 1 && type != 2) throw Refusal(40004);
    if (!context.text("media_url").starts_with("http")) throw Refusal(40097, "invalid media_url");
    const std::string trace = context.stage.id(24);
    AccountState& account = context.own();
    Json event = context.stage.event(account, person.openid, "wxa_media_check");
    event["appid"] = account.setup.account.appid;
    event["trace_id"] = trace;
    event["version"] = 2;
    // The label was seen as a text in a real push.
    event["result"] = {{"suggest", "pass"}, {"label", "100"}};
    event["detail"] = Json::array(
        {{{"strategy", "content_model"}, {"errcode", 0}, {"suggest", "pass"}, {"label", 100}, {"prob", 90}}});
    event["errcode"] = 0;
    event["errmsg"] = "ok";
    context.stage.push_later(account.setup.account.name, std::move(event));
    return done({{"trace_id", trace}});
}

bool is_published(const AccountState& account, const std::string& page) {
    const auto& pages = account.setup.pages;
    if (pages.empty()) return page.starts_with("pages/");
    return std::find(pages.begin(), pages.end(), page) != pages.end();
}

Answer unlimited_code(Context& context) {
    const std::string scene = context.text("scene");
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&'()*+,/:;=?@-._~";
    if (scene.empty() || scene.size() > 32) throw Refusal(40169);
    if (scene.find_first_not_of(allowed) != std::string::npos) throw Refusal(40169);
    const std::string page = context.text("page");
    if (page.starts_with('/') || page.find('?') != std::string::npos) throw Refusal(41030);
    const bool check = flag_of(context.body, "check_path", true);
    if (check && !page.empty() && !is_published(context.own(), page)) throw Refusal(41030);
    const long long width = context.integer("width", 430);
    if (width < 280 || width > 1280) throw Refusal(40097);
    const std::string version = context.text("env_version");
    if (!version.empty() && version != "release" && version != "trial" && version != "develop") throw Refusal(40097);
    Answer answer;
    answer.type = "image/png";
    answer.body = pattern_png(scene, static_cast<unsigned>(width));
    return answer;
}

}  // namespace

std::vector<Endpoint> security_interfaces() {
    constexpr auto token = Access::token;
    return {
        {"/wxa/msg_sec_check", Method::post, token, Side::mini, true, check_text},
        {"/wxa/media_check_async", Method::post, token, Side::mini, true, check_media},
        {"/wxa/getwxacodeunlimit", Method::post, token, Side::mini, true, unlimited_code},
    };
}

}  // namespace league::sim
