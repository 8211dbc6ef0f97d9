// Followers, tags and QR codes with a scene (wechat-api 5.5, 5.6).
#include <algorithm>

#include "lib/base/text.hpp"
#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

constexpr std::size_t kPageOfFollowers = 10000;
constexpr std::size_t kBatch = 100;
constexpr std::size_t kTags = 100;

Json info(const AccountState& account, const std::string& openid, const std::string& language) {
    const auto found = account.people.find(openid);
    if (found == account.people.end()) throw Refusal(40003);
    const Person& person = found->second;
    Json json = {{"subscribe", person.following ? 1 : 0}, {"openid", person.openid}};
    if (!person.following) return json;
    json["language"] = language.empty() ? "zh_CN" : language;
    json["subscribe_time"] = unix_seconds(person.followed_at);
    if (!person.unionid.empty()) json["unionid"] = person.unionid;
    json["remark"] = person.remark;
    json["groupid"] = 0;
    json["tagid_list"] = person.tags;
    json["subscribe_scene"] = person.scene.empty() ? "ADD_SCENE_SEARCH" : "ADD_SCENE_QR_CODE";
    json["qr_scene"] = 0;
    json["qr_scene_str"] = person.scene;
    return json;
}

Answer user_info(Context& context) {
    return json_answer(info(context.own(), context.call.value("openid"), context.call.value("lang")));
}

Answer user_info_batch(Context& context) {
    const auto list = context.body.find("user_list");
    if (list == context.body.end() || !list->is_array()) throw Refusal(47001);
    if (list->empty() || list->size() > kBatch) throw Refusal(40097);
    Json people = Json::array();
    for (const Json& one : *list) people.push_back(info(context.own(), text_of(one, "openid"), text_of(one, "lang")));
    return json_answer({{"user_info_list", people}});
}

Answer user_get(Context& context) {
    const std::string after = context.call.value("next_openid");
    Json page = Json::array();
    std::size_t total = 0;
    for (const auto& [openid, person] : context.own().people) {
        if (!person.following) continue;
        ++total;
        if (openid > after && page.size() < kPageOfFollowers) page.push_back(openid);
    }
    Json json = {{"total", total}, {"count", page.size()}};
    if (!page.empty()) json["data"] = {{"openid", page}};
    json["next_openid"] = page.empty() ? "" : page.back();
    return json_answer(json);
}

Answer update_remark(Context& context) {
    const auto found = context.own().people.find(context.text("openid"));
    if (found == context.own().people.end()) throw Refusal(40003);
    found->second.remark = context.text("remark");
    return done();
}

std::string tag_name(Context& context) {
    if (!context.body.contains("tag") || !context.body["tag"].is_object()) throw Refusal(47001);
    const std::string name = text_of(context.body["tag"], "name");
    if (name.empty()) throw Refusal(45157);
    if (text::count_characters(name) > 30) throw Refusal(45158);
    for (const auto& [id, taken] : context.own().tags) {
        if (taken == name) throw Refusal(45157);
    }
    return name;
}

int tag_id(Context& context, const Json& object, const char* member) {
    const int id = static_cast<int>(integer_of(object, member, 0));
    if (id >= 0 && id <= 2) throw Refusal(45058);
    if (!context.own().tags.contains(id)) throw Refusal(45159);
    return id;
}

Answer tag_create(Context& context) {
    const std::string name = tag_name(context);
    if (context.own().tags.size() >= kTags) throw Refusal(45056);
    const int id = context.own().next_tag++;
    context.own().tags[id] = name;
    return json_answer({{"tag", {{"id", id}, {"name", name}}}});
}

Answer tag_get(Context& context) {
    Json tags = Json::array();
    for (const auto& [id, name] : context.own().tags) {
        const auto holders =
            std::count_if(context.own().people.begin(), context.own().people.end(), [&](const auto& one) {
                return std::find(one.second.tags.begin(), one.second.tags.end(), id) != one.second.tags.end();
            });
        tags.push_back({{"id", id}, {"name", name}, {"count", holders}});
    }
    return json_answer({{"tags", tags}});
}

Answer tag_update(Context& context) {
    const std::string name = tag_name(context);
    context.own().tags[tag_id(context, context.body["tag"], "id")] = name;
    return done();
}

Answer tag_delete(Context& context) {
    if (!context.body.contains("tag") || !context.body["tag"].is_object()) throw Refusal(47001);
    const int id = tag_id(context, context.body["tag"], "id");
    context.own().tags.erase(id);
    for (auto& [openid, person] : context.own().people) std::erase(person.tags, id);
    return done();
}

Answer batch_tagging(Context& context) {
    const int id = tag_id(context, context.body, "tagid");
    const auto list = context.body.find("openid_list");
    if (list == context.body.end() || !list->is_array() || list->size() > 50) throw Refusal(47001);
    const bool add = context.call.path.ends_with("/batchtagging");
    for (const Json& openid : *list) {
        if (!openid.is_string() || !context.own().people.contains(openid.get<std::string>())) throw Refusal(40003);
    }
    for (const Json& openid : *list) {
        auto& tags = context.own().people.at(openid.get<std::string>()).tags;
        std::erase(tags, id);
        if (add) tags.push_back(id);
    }
    return done();
}

Answer qr_create(Context& context) {
    const std::string action = context.text("action_name");
    const bool temporary = action == "QR_SCENE" || action == "QR_STR_SCENE";
    const bool permanent = action == "QR_LIMIT_SCENE" || action == "QR_LIMIT_STR_SCENE";
    if (!temporary && !permanent) throw Refusal(40097, "invalid action name");
    const Json info = context.body.value("action_info", Json::object());
    const Json scene = info.is_object() ? info.value("scene", Json::object()) : Json::object();
    if (!scene.is_object()) throw Refusal(47001);
    std::string key;
    if (action.find("STR") != std::string::npos) {
        key = text_of(scene, "scene_str");
        const std::size_t length = text::count_characters(key);
        if (length < 1 || length > 64) throw Refusal(40097, "invalid scene str");
    } else {
        const long long number = integer_of(scene, "scene_id", 0);
        if (number <= 0 || number > (permanent ? 100000LL : 4294967295LL)) throw Refusal(40097, "invalid scene id");
        key = std::to_string(number);
    }
    long long seconds = 0;
    if (temporary) {
        seconds = context.integer("expire_seconds", 30);
        if (seconds <= 0 || seconds > 2592000) throw Refusal(40097, "invalid expire_seconds");
    }
    const std::string ticket = "gQ" + context.stage.id(90) + "==";
    const Instant ends = context.stage.clock.now() + std::chrono::seconds(seconds);
    context.own().scenes[ticket] = {{"scene", key}, {"ends", temporary ? unix_seconds(ends) : 0}};
    Json json = {{"ticket", ticket}};
    if (temporary) json["expire_seconds"] = seconds;
    json["url"] = "http://weixin.qq.com/q/" + context.stage.id(22);
    return json_answer(json);
}

}  // namespace

std::vector<Endpoint> people_interfaces() {
    constexpr auto token = Access::token;
    constexpr auto official = Side::official;
    return {
        {"/cgi-bin/user/info", Method::get, token, official, false, user_info},
        {"/cgi-bin/user/info/batchget", Method::post, token, official, true, user_info_batch},
        {"/cgi-bin/user/get", Method::get, token, official, false, user_get},
        {"/cgi-bin/user/info/updateremark", Method::post, token, official, true, update_remark},
        {"/cgi-bin/tags/create", Method::post, token, official, true, tag_create},
        {"/cgi-bin/tags/get", Method::any, token, official, false, tag_get},
        {"/cgi-bin/tags/update", Method::post, token, official, true, tag_update},
        {"/cgi-bin/tags/delete", Method::post, token, official, true, tag_delete},
        {"/cgi-bin/tags/members/batchtagging", Method::post, token, official, true, batch_tagging},
        {"/cgi-bin/tags/members/batchuntagging", Method::post, token, official, true, batch_tagging},
        {"/cgi-bin/qrcode/create", Method::post, token, official, true, qr_create},
    };
}

}  // namespace league::sim
