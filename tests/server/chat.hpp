// Speaks to the callback of a ServedWorld as WeChat does for a follower: signed, encrypted as the account's mode says,
// in XML or JSON; and reads what comes back.
//
//     Chat chat(served);
//     CHECK(chat.say(served.world.cg01_secretary, "帮助").content.find("记录") != std::string::npos);
#pragma once

#include <atomic>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "lib/wechat/crypto.hpp"
#include "lib/wechat/message_tree.hpp"
#include "lib/wechat/reply.hpp"
#include "tests/support/served_world.hpp"

namespace league::test {

class Chat {
public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    struct Reply {
        int status = 0;
        std::string raw;
        bool encrypted = false;
        std::string type;     ///< empty for `success`
        std::string content;  ///< of a text
        std::string to;

        bool is_silent() const { return status == 200 && raw == "success"; }
        bool says(const std::string& words) const { return content.find(words) != std::string::npos; }
    };
    struct Sealed {
        std::string path;
        std::string body;
    };

    explicit Chat(ServedWorld& served, const std::string& account = "oa",
                  wechat::WireFormat format = wechat::WireFormat::xml)
        : served_(served), account_(*served.config().account(account)), crypto_(account_), format_(format) {}

    /// A text, under a MsgId of its own unless one is given.
    Reply say(const OpenId& who, const std::string& text, const std::string& msg_id = "") {
        return push(who, "text", {{"Content", text}}, msg_id.empty() ? next_id() : msg_id);
    }
    Reply say(const CastMember& who, const std::string& text, const std::string& msg_id = "") {
        return say(who.openid, text, msg_id);
    }
    Reply picture(const CastMember& who, const std::string& media_id, const std::string& msg_id = "") {
        return push(who.openid, "image", {{"PicUrl", "http://mmbiz/x"}, {"MediaId", media_id}},
                    msg_id.empty() ? next_id() : msg_id);
    }
    Reply event(const OpenId& who, const std::string& name, Fields fields = {}, const std::string& nested = "") {
        fields.insert(fields.begin(), {"Event", name});
        return push(who, "event", fields, "", nested);
    }
    /// `nested` is XML (or the members of a JSON object) put behind the fields as it is.
    Reply push(const OpenId& who, const std::string& type, const Fields& fields, const std::string& msg_id = "",
               const std::string& nested = "") {
        return send(seal(message(who, type, fields, msg_id, nested)));
    }

    std::string message(const OpenId& who, const std::string& type, const Fields& fields, const std::string& msg_id,
                        const std::string& nested = "") const {
        Fields all{{"ToUserName", account_.original_id}, {"FromUserName", who.str()}, {"MsgType", type}};
        all.insert(all.end(), fields.begin(), fields.end());
        if (!msg_id.empty()) all.emplace_back("MsgId", msg_id);
        const std::string created = std::to_string(to_millis(served_.world.clock().now()) / 1000);
        if (format_ == wechat::WireFormat::json) {
            nlohmann::ordered_json json{{"CreateTime", std::stoll(created)}};
            for (const auto& [name, value] : all) json[name] = value;
            std::string text = json.dump();
            if (!nested.empty()) text.insert(text.size() - 1, "," + nested);
            return text;
        }
        std::string xml = "<xml><CreateTime>" + created + "</CreateTime>";
        for (const auto& [name, value] : all) xml += "<" + name + ">" + wechat::cdata(value) + "</" + name + ">";
        return xml + nested + "</xml>";
    }

    Sealed seal(const std::string& message) const { return seal_with(crypto_, message); }
    Sealed seal_with(const wechat::PushCrypto& crypto, const std::string& message) const {
        const std::string timestamp = "1794272400";
        const std::string nonce = "571021";
        std::string path = "/wechat/" + account_.name + "?timestamp=" + timestamp + "&nonce=" + nonce +
                           "&signature=" + crypto.signature(timestamp, nonce);
        if (account_.mode == PushMode::plain) return {path, message};
        const std::string encrypted = crypto.encrypt(message, served_.world.random());
        path += "&encrypt_type=aes&msg_signature=" + crypto.message_signature(timestamp, nonce, encrypted);
        const bool is_json = format_ == wechat::WireFormat::json;
        const std::string envelope =
            is_json ? R"("Encrypt":")" + encrypted + "\"" : "<Encrypt><![CDATA[" + encrypted + "]]></Encrypt>";
        if (account_.mode == PushMode::compatible) {
            std::string both = message;
            both.insert(is_json ? both.size() - 1 : both.size() - 6, (is_json ? "," : "") + envelope);
            return {path, both};
        }
        return {path, is_json ? R"({"ToUserName":"x",)" + envelope + "}"
                              : "<xml><ToUserName>x</ToUserName>" + envelope + "</xml>"};
    }

    Reply send(const Sealed& sealed) {
        const Served answer = served_.ask("POST", sealed.path, sealed.body, {}, "text/xml");
        Reply reply;
        reply.status = answer.status;
        reply.raw = answer.body;
        if (answer.status != 200 || answer.body == "success" || answer.body.empty()) return reply;
        auto tree = wechat::read_tree(answer.body);
        if (!tree) throw std::runtime_error("an answer that nobody can read: " + answer.body);
        wechat::MessageNode root = *tree;
        if (const std::string encrypted = root.text_of("Encrypt"); !encrypted.empty()) {
            reply.encrypted = true;
            if (!crypto_.is_message_signed(root.text_of("MsgSignature"), root.text_of("TimeStamp"),
                                           root.text_of("Nonce"), encrypted)) {
                throw std::runtime_error("an answer with a wrong signature");
            }
            root = *wechat::read_tree(*crypto_.decrypt(encrypted));
        }
        reply.type = root.text_of("MsgType");
        reply.content = root.text_of("Content");
        reply.to = root.text_of("ToUserName");
        return reply;
    }

    static std::string next_id() {
        static std::atomic<long long> id{24000000000000001};
        return std::to_string(id++);
    }
    const wechat::PushCrypto& crypto() const { return crypto_; }

private:
    ServedWorld& served_;
    WechatAccount account_;
    wechat::PushCrypto crypto_;
    wechat::WireFormat format_;
};

}  // namespace league::test
