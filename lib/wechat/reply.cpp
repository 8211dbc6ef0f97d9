#include "lib/wechat/reply.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/base/text.hpp"

namespace league::wechat {
namespace {

using Json = nlohmann::ordered_json;

/// A reply is a small tree written twice: each member is a text, a number or a group of members.
struct Element {
    std::string name;
    Json value;
};
using Elements = std::vector<Element>;

/// That something is missing is seen.
std::string cut_to(std::string words, std::size_t bytes) {
    constexpr std::string_view mark = "…";
    if (words.size() <= bytes || bytes < mark.size()) return text::cut_bytes(words, bytes);
    return text::cut_bytes(words, bytes - mark.size()).append(mark);
}

Elements elements_of(const Reply& reply, std::size_t text_bytes) {
    struct Visitor {
        std::size_t text_bytes;

        Elements operator()(const TextReply& it) const {
            return {{"MsgType", "text"}, {"Content", cut_to(without_links(it.content), text_bytes)}};
        }
        Elements operator()(const ImageReply& it) const {
            return {{"MsgType", "image"}, {"Image", Json{{"MediaId", it.media_id}}}};
        }
        Elements operator()(const VoiceReply& it) const {
            return {{"MsgType", "voice"}, {"Voice", Json{{"MediaId", it.media_id}}}};
        }
        Elements operator()(const VideoReply& it) const {
            return {{"MsgType", "video"},
                    {"Video", Json{{"MediaId", it.media_id}, {"Title", it.title}, {"Description", it.description}}}};
        }
        Elements operator()(const NewsReply& it) const {
            const Json item{
                {"Title", it.title}, {"Description", it.description}, {"PicUrl", it.picture_url}, {"Url", it.url}};
            return {{"MsgType", "news"}, {"ArticleCount", 1}, {"Articles", Json{{"item", item}}}};
        }
        Elements operator()(const TransferReply& it) const {
            Elements all{{"MsgType", "transfer_customer_service"}};
            if (!it.agent.empty()) all.push_back({"TransInfo", Json{{"KfAccount", it.agent}}});
            return all;
        }
    };
    return std::visit(Visitor{text_bytes}, reply);
}

void append_xml(std::string& out, const std::string& name, const Json& value) {
    out += '<' + name + '>';
    if (value.is_object()) {
        for (const auto& [child, inner] : value.items()) append_xml(out, child, inner);
    } else {
        out += value.is_string() ? cdata(value.get_ref<const std::string&>()) : value.dump();
    }
    out += "</" + name + '>';
}

std::string write_message(WireFormat format, const Json& message) {
    // Text that is not UTF-8 is a mistake of ours; a reply with a replaced character is better than none.
    if (format == WireFormat::json) return message.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string out;
    append_xml(out, "xml", message);
    return out;
}

}  // namespace

std::string without_links(std::string_view words) {
    std::string out;
    out.reserve(words.size());
    // Blanks and control characters in between are left out on the way, or may be by who reads it.
    const auto is_passed_over = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '/'; };
    for (auto at = words.begin(); at != words.end(); ++at) {
        const bool begins = *at == '<';
        const auto name = begins ? std::find_if_not(at + 1, words.end(), is_passed_over) : words.end();
        if (name != words.end() && (*name == 'a' || *name == 'A')) {
            out += "\uff1c";  // as wide as it looks, and no tag
        } else {
            out += *at;
        }
    }
    return out;
}

std::string cdata(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 32);
    out += "<![CDATA[";
    std::size_t written = 0;
    std::size_t brackets = 0;
    const auto write_until = [&](std::size_t end) {
        out.append(text.substr(written, end - written));
        written = end;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            write_until(i);
            ++written;  // left out, and what stands around it moves together
            continue;
        }
        if (c == '>' && brackets >= 2) {
            write_until(i);
            out += "]]><![CDATA[";
        }
        brackets = c == ']' ? brackets + 1 : 0;
    }
    write_until(text.size());
    out += "]]>";
    return out;
}

std::string render_reply(const Push& push, const Reply& reply, long long seconds, std::size_t text_bytes) {
    Json message = Json::object();
    message["ToUserName"] = push.from.str();
    message["FromUserName"] = push.to;
    message["CreateTime"] = seconds;
    for (const auto& [name, value] : elements_of(reply, text_bytes)) {
        // JSON has no repeated names: a list is an array there.
        const bool is_list = push.format == WireFormat::json && name == "Articles";
        message[name] = is_list ? Json::array({value.at("item")}) : value;
    }
    return write_message(push.format, message);
}

std::string seal_message(const PushCrypto& crypto, WireFormat format, std::string_view message, long long seconds,
                         Random& random) {
    const std::string encrypted = crypto.encrypt(message, random);
    const std::string timestamp = std::to_string(seconds);
    const std::string nonce = make_digits(random, 10);
    Json envelope = Json::object();
    envelope["Encrypt"] = encrypted;
    envelope["MsgSignature"] = crypto.message_signature(timestamp, nonce, encrypted);
    envelope["TimeStamp"] = seconds;
    envelope["Nonce"] = nonce;
    return write_message(format, envelope);
}

ReplyBody ReplyWriter::write(const Push& push, const Reply& reply) const {
    const long long seconds = to_millis(clock_.now()) / 1000;
    std::string message = render_reply(push, reply, seconds, text_bytes_);
    if (push.encrypted) message = seal_message(crypto_, push.format, message, seconds, random_);
    return {std::move(message), content_type(push.format)};
}

}  // namespace league::wechat
