#include "lib/wechat/robot.hpp"

#include "lib/wechat/client_json.hpp"
#include "lib/wechat/crypto.hpp"

namespace league::wechat {
namespace {

constexpr const char* kSend = "/cgi-bin/webhook/send";

/// The same numbers mean something else than with an account: 45009 is twenty a minute, 93000 a key that is none.
RefusalKind kind_of(long long errcode) {
    switch (errcode) {
        case 45009: return RefusalKind::rate_minute;
        case 45033: return RefusalKind::retry_later;
        case 93000: return RefusalKind::config;
        case 40058: return RefusalKind::content;
        default: return RefusalKind::permanent;
    }
}

}  // namespace

RobotClient::RobotClient(std::string account, Secret key, http::HttpClient& http, WechatLimits limits,
                         CallObserver observer)
    : api_(std::move(account), http, std::move(observer)), key_(std::move(key)), limits_(limits) {}

Outcome<Done> RobotClient::send_text(const std::string& text) {
    if (text.empty()) throw Problem::invalid("content", "missing");
    if (text.size() > limits_.robot_text_bytes) {
        throw Problem::invalid("content", "wechat.too_many_bytes",
                               {{"limit", std::to_string(limits_.robot_text_bytes)}});
    }
    return send(to_body(Json{{"msgtype", "text"}, {"text", {{"content", text}}}}));
}

Outcome<Done> RobotClient::send_picture(const std::string& bytes) {
    if (bytes.empty()) throw Problem::invalid("media", "missing");
    if (bytes.size() > limits_.robot_picture_bytes) {
        throw Problem::invalid("media", "wechat.too_many_bytes",
                               {{"limit", std::to_string(limits_.robot_picture_bytes)}});
    }
    return send(
        to_body(Json{{"msgtype", "image"}, {"image", {{"base64", base64_encode(bytes)}, {"md5", md5_hex(bytes)}}}}));
}

Outcome<Done> RobotClient::send(const std::string& body) {
    ApiCall call;
    call.path = kSend;
    call.json = body;
    call.repeat = Repeat::never;
    call.with_token = false;
    call.key = key_;
    Outcome<ApiAnswer> answer = api_.call(call);
    if (const Refused* refused = answer.refused()) {
        Refused meant = *refused;
        meant.kind = kind_of(refused->errcode);
        return meant;
    }
    return to_done(answer);
}

}  // namespace league::wechat
