// What a person does in the account's conversation: the push it makes and the allowances it opens.
#include <algorithm>

#include "lib/wechat/crypto.hpp"
#include "tools/wechat_sim/control_orders.hpp"
#include "tools/wechat_sim/picture.hpp"

namespace league::sim {
namespace {

void allow(Stage& stage, Person& person, const std::string& deed, int count, std::chrono::seconds window) {
    if (deed == "message") std::erase_if(person.allowances, [](const Allowance& one) { return one.deed == "message"; });
    person.allowances.push_back({deed, count, stage.clock.now() + window});
}

void allow_for_message(Stage& stage, Person& person) {
    allow(stage, person, "message", stage.options.limits.custom_after_message,
          stage.options.limits.custom_message_window);
}

void allow_for_event(Stage& stage, Person& person, const std::string& event) {
    const SimLimits& limits = stage.options.limits;
    if (event == "subscribe" || event == "SCAN" || event == "CLICK" || event == "scancode_push" ||
        event == "scancode_waitmsg") {
        allow(stage, person, event, limits.custom_after_tap, limits.custom_tap_window);
    }
    if (event == "user_enter_tempsession") {
        allow(stage, person, event, limits.custom_after_entering, limits.custom_tap_window);
    }
}

void follow(Stage& stage, Person& person, bool now_following) {
    person.following = now_following;
    person.allowances.clear();
    if (now_following) person.followed_at = stage.clock.now();
}

/// The scene of an order: as text, or of a QR code made by qrcode/create.
std::string scene_of(Stage& stage, AccountState& account, const Json& order, std::string& ticket) {
    ticket = order.value("ticket", "");
    if (ticket.empty()) return needed_text(order, "scene");
    const auto found = account.scenes.find(ticket);
    if (found == account.scenes.end()) throw OrderRefused(404, "no such QR code");
    const long long ends = found->second.value("ends", 0LL);
    if (ends != 0 && unix_seconds(stage.clock.now()) >= ends) throw OrderRefused(409, "the QR code has expired");
    return found->second.value("scene", "");
}

void put_event(Stage& stage, AccountState& account, Person& person, const Json& order, Json& message) {
    std::string event = order.value("event", "");
    std::string key = order.value("event_key", "");
    std::string ticket = order.value("ticket", "");
    if (order.value("type", "") == "scan") {
        key = scene_of(stage, account, order, ticket);
        event = person.following ? "SCAN" : "subscribe";
    }
    if (event.empty()) throw OrderRefused(422, "event is missing");
    if (event == "subscribe") {
        // The prefix appears only here (wechat-api 1.5).
        person.scene = key.starts_with("qrscene_") ? key.substr(8) : key;
        if (!key.empty() && !key.starts_with("qrscene_")) key = "qrscene_" + key;
        follow(stage, person, true);
    } else if (event == "unsubscribe") {
        follow(stage, person, false);
    } else if (!person.following && !account.is_mini_program()) {
        throw OrderRefused(409, "this person does not follow the account");
    }
    allow_for_event(stage, person, event);
    message["MsgType"] = "event";
    message["Event"] = event;
    message["EventKey"] = key;
    if (!ticket.empty()) message["Ticket"] = ticket;
    person.last_created = std::max(unix_seconds(stage.clock.now()), person.last_created + 1);
    message["CreateTime"] = person.last_created;
}

void put_image(Stage& stage, AccountState& account, const Json& order, Json& message) {
    const auto bytes = wechat::base64_decode(needed_text(order, "base64"));
    if (!bytes) throw OrderRefused(422, "base64 is malformed");
    Media media;
    media.id = stage.id(63);
    media.type = "image";
    // Kept as it came, even if it is no picture: hostile bytes reach the callback's side in reality too.
    media.content_type = picture_type(*bytes).empty() ? "image/jpeg" : picture_type(*bytes);
    media.bytes = *bytes;
    media.made = stage.clock.now();
    message["PicUrl"] = stage.base_url + "/mmbiz/" + media.id;
    message["MediaId"] = media.id;
    account.media.emplace(media.id, media);
}

}  // namespace

Json act_as_person(Stage& stage, AccountState& account, const Json& order) {
    const std::string type = needed_text(order, "type");
    const bool is_new = !account.people.contains(needed_text(order, "openid"));
    Person& person = stage.person(account, needed_text(order, "openid"));
    // Someone new who scans follows by it; anyone else new is taken for a follower of old.
    if (is_new && type == "scan") person.following = false;
    Json message = {{"ToUserName", account.setup.account.original_id},
                    {"FromUserName", person.openid},
                    {"CreateTime", unix_seconds(stage.clock.now())},
                    {"MsgType", type}};
    Json shown = Json::object();
    if (type == "event" || type == "scan") {
        put_event(stage, account, person, order, message);
        shown = {{"event", message["Event"]}, {"event_key", message["EventKey"]}};
    } else {
        if (!person.following && !account.is_mini_program()) {
            throw OrderRefused(409, "this person does not follow the account");
        }
        if (type == "text") {
            message["Content"] = needed_text(order, "content");
            shown = {{"content", message["Content"]}};
        } else if (type == "image") {
            put_image(stage, account, order, message);
            shown = {{"url", message["PicUrl"]}};
        }
        message["MsgId"] = std::stoll(stage.number());
        allow_for_message(stage, person);
    }
    if (order.contains("fields") && order["fields"].is_object()) message.update(order["fields"]);
    if (order.contains("msg_id") && message["MsgType"] != "event") message["MsgId"] = order["msg_id"];
    if (order.contains("created")) message["CreateTime"] = order["created"];
    stage.add_chat(person, /*from_person=*/true, message.value("MsgType", ""), shown);
    return message;
}

}  // namespace league::sim
