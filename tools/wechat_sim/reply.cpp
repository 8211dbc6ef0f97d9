// Reading of passive replies. The only file of the simulator that knows pugixml.
#include <pugixml.hpp>
#include <stdexcept>

#include "lib/base/text.hpp"
#include "lib/wechat/crypto.hpp"
#include "tools/wechat_sim/push.hpp"

namespace league::sim {
namespace {

[[noreturn]] void malformed(const std::string& why) {
    throw std::runtime_error(why);
}

/// Elements become members; those that repeat ("item") become arrays.
Json to_json(const pugi::xml_node& node) {
    Json object = Json::object();
    bool has_elements = false;
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        has_elements = true;
        Json value = to_json(child);
        const std::string name = child.name();
        if (name == "item") {
            if (!object.contains(name)) object[name] = Json::array();
            object[name].push_back(std::move(value));
        } else {
            object[name] = std::move(value);
        }
    }
    if (has_elements) return object;
    std::string text;
    for (const pugi::xml_node& child : node.children()) text += child.value();
    return text;
}

Json parse(const std::string& body) {
    if (!text::is_valid_utf8(body)) malformed("not UTF-8");
    if (body.front() == '{') {
        Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
        if (!json.is_object()) malformed("not JSON");
        return json;
    }
    if (body.find("<!DOCTYPE") != std::string::npos) malformed("has a DOCTYPE");
    pugi::xml_document document;
    if (!document.load_buffer(body.data(), body.size(), pugi::parse_default | pugi::parse_ws_pcdata_single) ||
        std::string_view(document.document_element().name()) != "xml") {
        malformed("neither success nor <xml> nor JSON");
    }
    return to_json(document.document_element());
}

std::string text_at(const Json& object, const char* name) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || found == object.end() || found->is_null()) return "";
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number()) return found->dump();
    malformed(std::string(name) + " is not a text");
}

Json part(const Json& reply, const char* name) {
    if (!reply.contains(name) || !reply[name].is_object()) malformed(std::string(name) + " is missing");
    return reply[name];
}

/// The envelope of wechat-api 1.3; some libraries write the JSON names in lower case.
Json open_envelope(const Json& envelope, const WechatAccount& account) {
    const auto member = [&](const char* name, const char* small) {
        const std::string text = text_at(envelope, name);
        return text.empty() ? text_at(envelope, small) : text;
    };
    const std::string encrypted = member("Encrypt", "encrypt");
    const std::string timestamp = member("TimeStamp", "timestamp");
    const std::string nonce = member("Nonce", "nonce");
    const wechat::PushCrypto crypto(account);
    if (!crypto.is_message_signed(member("MsgSignature", "msgsignature"), timestamp, nonce, encrypted)) {
        malformed("MsgSignature is wrong");
    }
    const auto plain = crypto.decrypt(encrypted);
    if (!plain) malformed("cannot be decrypted: " + std::string(wechat::to_string(plain.error())));
    if (plain->empty()) malformed("is empty inside");
    return parse(*plain);
}

Json news(const Json& reply) {
    const Json articles = reply.contains("Articles") ? reply["Articles"] : Json();
    const Json items = articles.is_object() ? articles.value("item", Json::array()) : articles;
    if (!items.is_array() || text_at(reply, "ArticleCount") != std::to_string(items.size())) {
        malformed("ArticleCount does not fit");
    }
    if (items.size() != 1) malformed("news of " + std::to_string(items.size()) + " articles: one is allowed");
    const Json& one = items.front();
    if (text_at(one, "Title").empty()) malformed("an article without Title");
    return {{"type", "news"},
            {"articles", Json::array({{{"title", text_at(one, "Title")},
                                       {"description", text_at(one, "Description")},
                                       {"picurl", text_at(one, "PicUrl")},
                                       {"url", text_at(one, "Url")}}})}};
}

}  // namespace

Json read_reply(const std::string& body, const WechatAccount& account, const std::string& openid, bool encrypted,
                std::size_t text_bytes) {
    if (body.empty() || body == "success") return nullptr;
    Json reply = parse(body);
    const bool has_envelope = reply.contains("Encrypt") || reply.contains("encrypt");
    if (encrypted && !has_envelope) malformed("a plain reply in safe mode");
    if (has_envelope && account.mode == PushMode::plain) malformed("an encrypted reply in plain mode");
    if (has_envelope) reply = open_envelope(reply, account);

    if (text_at(reply, "ToUserName") != openid) malformed("ToUserName is not the sender's openid");
    if (text_at(reply, "FromUserName") != account.original_id)
        malformed("FromUserName is not the account's original id");
    const std::string created = text_at(reply, "CreateTime");
    if (created.empty() || created.find_first_not_of("0123456789") != std::string::npos)
        malformed("CreateTime is no number");

    const std::string type = text_at(reply, "MsgType");
    if (type == "text") {
        const std::string content = text_at(reply, "Content");
        if (content.empty()) malformed("Content is empty");
        if (content.size() > text_bytes) malformed("Content is longer than " + std::to_string(text_bytes) + " bytes");
        return {{"type", type}, {"content", content}};
    }
    if (type == "image" || type == "voice") {
        const std::string id = text_at(part(reply, type == "image" ? "Image" : "Voice"), "MediaId");
        if (id.empty()) malformed("MediaId is missing");
        return {{"type", type}, {"media_id", id}};
    }
    if (type == "video") {
        const Json video = part(reply, "Video");
        return {{"type", type},
                {"media_id", text_at(video, "MediaId")},
                {"title", text_at(video, "Title")},
                {"description", text_at(video, "Description")}};
    }
    if (type == "music") {
        const Json music = part(reply, "Music");
        return {{"type", type},
                {"title", text_at(music, "Title")},
                {"description", text_at(music, "Description")},
                {"url", text_at(music, "MusicUrl")}};
    }
    if (type == "news") return news(reply);
    if (type == "transfer_customer_service") return {{"type", type}};
    malformed("unknown MsgType " + type);
}

}  // namespace league::sim
