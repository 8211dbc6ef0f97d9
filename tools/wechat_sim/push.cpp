#include "tools/wechat_sim/push.hpp"

#include <stdexcept>
#include <utility>

#include "lib/wechat/crypto.hpp"

namespace league::sim {
namespace {

constexpr std::size_t kKeptPushes = 1000;

void put_cdata(std::string& out, const std::string& text) {
    out += "<![CDATA[";
    std::size_t at = 0;
    for (auto end = text.find("]]>"); end != std::string::npos; end = text.find("]]>", at)) {
        out += text.substr(at, end + 2 - at) + "]]><![CDATA[";
        at = end + 2;
    }
    out += text.substr(at) + "]]>";
}

void put_xml(std::string& out, const std::string& name, const Json& value) {
    if (value.is_array()) {
        for (const Json& one : value) put_xml(out, name, one);
        return;
    }
    out += '<' + name + '>';
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) put_xml(out, key, member);
    } else if (value.is_string()) {
        put_cdata(out, value.get<std::string>());
    } else {
        out += value.dump();
    }
    out += "</" + name + '>';
}

struct Address {
    std::string base;
    std::string path;
};

Address split(const std::string& url) {
    const auto host = url.find("://");
    const auto slash = host == std::string::npos ? std::string::npos : url.find('/', host + 3);
    if (slash == std::string::npos) return {url, "/"};
    return {url.substr(0, slash), url.substr(slash)};
}

std::string envelope(const Json& members, PushFormat format) {
    return format == PushFormat::json ? dump(members) : to_xml(members);
}

std::string what_of(const Json& message) {
    const std::string type = message.value("MsgType", "");
    return type == "event" ? "event " + message.value("Event", "") : type;
}

}  // namespace

std::string to_xml(const Json& message) {
    std::string out;
    put_xml(out, "xml", message);
    return out;
}

Pusher::Target Pusher::target_of(const std::string& name) {
    const std::lock_guard lock(stage_.mutex);
    const AccountState* account = stage_.find_account(name);
    if (account == nullptr) throw std::runtime_error("no such account");
    return {account->setup.account, account->setup.format, account->setup.callback_url};
}

http::HttpClient& Pusher::client_for(const std::string& base_url) {
    const std::lock_guard lock(clients_mutex_);
    auto& client = clients_[base_url];
    if (!client) {
        http::ClientOptions options;
        options.base_url = base_url;
        options.connect_timeout = stage_.options.limits.push_time;
        options.read_timeout = stage_.options.limits.push_time;
        options.total_timeout = stage_.options.limits.push_time;
        options.max_answer = 1024 * 1024;
        client = std::make_unique<http::HttpClient>(std::move(options));
    }
    return *client;
}

PushOutcome Pusher::push(const std::string& name, const Json& message) {
    const Target target = target_of(name);
    PushOutcome outcome;
    if (target.callback_url.empty()) {
        outcome.why = "no callback address";
        return outcome;
    }
    const Address address = split(target.callback_url);
    const wechat::PushCrypto crypto(target.account);
    const std::string plain = envelope(message, target.format);
    const std::string openid = message.value("FromUserName", "");
    while (outcome.tries < stage_.options.limits.push_tries && !outcome.answered) {
        ++outcome.tries;
        const std::string timestamp = std::to_string(unix_seconds(stage_.clock.now()));
        const std::string nonce = make_digits(stage_.random, 10);
        http::Query query = {{"signature", crypto.signature(timestamp, nonce)},
                             {"timestamp", timestamp},
                             {"nonce", nonce},
                             {"openid", openid}};
        std::string body = plain;
        if (target.account.mode != PushMode::plain) {
            const std::string encrypted = crypto.encrypt(plain, stage_.random);
            query.emplace_back("encrypt_type", "aes");
            query.emplace_back("msg_signature", crypto.message_signature(timestamp, nonce, encrypted));
            Json members =
                target.account.mode == PushMode::safe ? Json{{"ToUserName", message.value("ToUserName", "")}} : message;
            members["Encrypt"] = encrypted;
            body = envelope(members, target.format);
        }
        const char* type = target.format == PushFormat::json ? "application/json" : "text/xml";
        const auto result = client_for(address.base).post(address.path, query, std::move(body), type);
        if (!result) {
            outcome.why = result.error().reason;
            continue;
        }
        if (result->status != 200) {
            outcome.why = "status " + std::to_string(result->status);
            continue;
        }
        try {
            outcome.reply = read_reply(result->body, target.account, openid, target.account.mode == PushMode::safe,
                                       stage_.options.limits.text_bytes);
            outcome.answered = true;
            outcome.why.clear();
        } catch (const std::exception& error) {
            outcome.why = std::string("malformed: ") + error.what();
            break;  // an answer is an answer: only silence and refusals are repeated
        }
    }
    const std::lock_guard lock(stage_.mutex);
    stage_.state.pushed.push_back(
        {stage_.clock.now(), name, openid, what_of(message), outcome.tries, outcome.answered, outcome.why});
    if (stage_.state.pushed.size() > kKeptPushes) stage_.state.pushed.pop_front();
    return outcome;
}

std::string Pusher::verify(const std::string& name) {
    const Target target = target_of(name);
    if (target.callback_url.empty()) return "no callback address";
    const Address address = split(target.callback_url);
    const wechat::PushCrypto crypto(target.account);
    const std::string timestamp = std::to_string(unix_seconds(stage_.clock.now()));
    const std::string nonce = make_digits(stage_.random, 10);
    const std::string echo = make_digits(stage_.random, 19);
    const auto result = client_for(address.base)
                            .get(address.path, {{"signature", crypto.signature(timestamp, nonce)},
                                                {"timestamp", timestamp},
                                                {"nonce", nonce},
                                                {"echostr", echo}});
    if (!result) return result.error().reason;
    if (result->status != 200) return "status " + std::to_string(result->status);
    return result->body == echo ? "" : "the answer is not the echostr";
}

}  // namespace league::sim
