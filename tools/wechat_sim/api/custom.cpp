// Customer-service messages (wechat-api 5.3) and group robots (7).
#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/wechat/crypto.hpp"
#include "tools/wechat_sim/gate.hpp"

namespace league::sim {
namespace {

/// Takes one message from the allowance that ends first; 45047 when all open ones are used up, 45015 when none is open.
void spend_allowance(Person& person, Instant now) {
    std::erase_if(person.allowances, [&](const Allowance& one) { return one.ends <= now; });
    if (!person.following || person.allowances.empty()) throw Refusal(45015);
    std::sort(person.allowances.begin(), person.allowances.end(),
              [](const Allowance& a, const Allowance& b) { return a.ends < b.ends; });
    const auto open = std::find_if(person.allowances.begin(), person.allowances.end(),
                                   [](const Allowance& one) { return one.left > 0; });
    if (open == person.allowances.end()) throw Refusal(45047);
    --open->left;
}

const Json& part(Context& context, const std::string& type) {
    const auto found = context.body.find(type);
    if (found == context.body.end() || !found->is_object()) throw Refusal(47001);
    return *found;
}

Json news_content(Context& context, const Json& news) {
    const auto articles = news.find("articles");
    if (articles == news.end() || !articles->is_array() || articles->empty()) throw Refusal(44003);
    if (articles->size() > 1) throw Refusal(45008);  // one article since 2018
    const Json& article = articles->front();
    if (text::count_characters(text_of(article, "title")) > 64) throw Refusal(45003);
    if (text_of(article, "url").size() > context.limits().source_url_bytes) throw Refusal(45005);
    return article;
}

/// What the person sees, checked.
Json content_of(Context& context, const std::string& type) {
    if (type == "text") {
        const Json& text = part(context, type);
        const std::string content = text_of(text, "content");
        if (content.empty()) throw Refusal(44004);
        if (content.size() > context.limits().text_bytes) throw Refusal(45002);
        return {{"content", content}};
    }
    if (type == "image" || type == "voice") {
        const std::string id = text_of(part(context, type), "media_id");
        const auto media = context.own().media.find(id);
        if (media == context.own().media.end() || (media->second.type != type && media->second.type != "thumb"))
            throw Refusal(40007);
        return {{"media_id", id}, {"url", context.stage.base_url + "/mmbiz/" + id}};
    }
    const bool mini = context.own().is_mini_program();
    if (type == "miniprogrampage") return part(context, type);
    if (type == "link" && mini) return part(context, type);
    if (!mini && type == "news") return news_content(context, part(context, type));
    if (!mini && type == "msgmenu") return part(context, type);
    if (!mini && type == "mpnewsarticle") {
        const std::string id = text_of(part(context, type), "article_id");
        for (const Publication& one : context.own().publications) {
            if (one.article_id == id && one.status == 0) {
                return {{"title", text_of(one.articles.front(), "title")},
                        {"url", context.stage.base_url + "/s/" + id}};
            }
        }
        throw Refusal(40007);
    }
    throw Refusal(40008);
}

Answer custom_send(Context& context) {
    const std::string openid = context.text("touser");
    const auto found = context.own().people.find(openid);
    if (openid.empty() || found == context.own().people.end()) throw Refusal(40003);
    const std::string type = context.text("msgtype");
    if (type.empty()) throw Refusal(40008);
    Json content = content_of(context, type);
    Person& person = found->second;
    spend_allowance(person, context.stage.clock.now());

    InboxEntry entry;
    entry.kind = "custom";
    entry.account = context.own().setup.account.name;
    entry.openid = openid;
    entry.title = text_of(content, "title");
    entry.text = type == "text" ? text_of(content, "content") : text_of(content, "description");
    entry.data = {{"type", type}, {type, content}};
    entry.msgid = context.stage.number();
    context.stage.deliver(std::move(entry));
    context.stage.add_chat(person, /*from_person=*/false, type, std::move(content));
    return done();
}

Answer custom_typing(Context& context) {
    if (!context.own().people.contains(context.text("touser"))) throw Refusal(40003);
    const std::string command = context.text("command");
    if (command != "Typing" && command != "CancelTyping") throw Refusal(40097);
    return done();
}

/// base64 and md5 are both of the raw bytes, which are PNG or JPEG.
void check_robot_picture(Context& context) {
    const Json image = part(context, "image");
    const auto bytes = wechat::base64_decode(text_of(image, "base64"));
    if (!bytes || bytes->empty()) throw Refusal(40008, "invalid image base64");
    if (bytes->size() > context.limits().robot_picture_bytes) throw Refusal(40009, "image size exceed max 2M");
    if (wechat::md5_hex(*bytes) != text_of(image, "md5")) throw Refusal(40008, "invalid image md5");
    if (!bytes->starts_with("\x89PNG") && !bytes->starts_with("\xff\xd8\xff")) throw Refusal(40005);
}

Answer robot_send(Context& context) {
    const std::string key = context.call.value("key");
    const auto& robots = context.stage.options.robots;
    if (key.empty() || (!robots.empty() && std::find(robots.begin(), robots.end(), key) == robots.end())) {
        throw Refusal(93000);
    }
    bool daily = false;
    if (!context.stage.spend(context.stage.state.robots[key], {0, context.limits().robot_a_minute}, daily)) {
        throw Refusal(45009, "api freq out of limit");
    }
    const std::string type = context.text("msgtype");
    if (type == "text") {
        if (text_of(part(context, type), "content").size() > context.limits().robot_text_bytes) {
            throw Refusal(40058, "text.content exceed max length 2048");
        }
    } else if (type == "markdown") {
        if (text_of(part(context, type), "content").size() > context.limits().robot_markdown_bytes)
            throw Refusal(40058);
    } else if (type == "news") {
        const Json articles = part(context, type).value("articles", Json::array());
        if (!articles.is_array() || articles.empty() || articles.size() > 8) throw Refusal(45008);
    } else if (type == "image") {
        check_robot_picture(context);
    } else if (type == "file" || type == "voice" || type == "template_card") {
        part(context, type);
    } else {
        throw Refusal(40008);
    }
    context.stage.state.robot_messages.push_back({key, context.body, context.stage.clock.now()});
    if (context.stage.state.robot_messages.size() > 1000) context.stage.state.robot_messages.pop_front();
    return done();
}

}  // namespace

std::vector<Endpoint> custom_interfaces() {
    return {
        {"/cgi-bin/message/custom/send", Method::post, Access::token, Side::both, true, custom_send},
        {"/cgi-bin/message/custom/typing", Method::post, Access::token, Side::both, true, custom_typing},
    };
}

std::vector<Endpoint> robot_interfaces() {
    return {{"/cgi-bin/webhook/send", Method::post, Access::open, Side::both, true, robot_send}};
}

}  // namespace league::sim
