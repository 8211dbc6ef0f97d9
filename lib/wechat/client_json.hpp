// Shared by the parts of WechatClient; no business of anybody outside this folder.
#pragma once

#include <nlohmann/json.hpp>

#include "lib/wechat/api.hpp"
#include "lib/wechat/client.hpp"

namespace league::wechat {

using Json = nlohmann::ordered_json;

/// Raw UTF-8: escapes such as \u4e2d are shown literally in some places (wechat-api 8.1).
inline std::string to_body(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

inline ApiCall post_call(std::string path, const Json& body, Repeat repeat = Repeat::safe) {
    ApiCall call;
    call.path = std::move(path);
    call.json = to_body(body);
    call.repeat = repeat;
    return call;
}

inline Outcome<Done> to_done(const Outcome<ApiAnswer>& outcome) {
    return outcome.then<Done>([](const ApiAnswer&) { return Done{}; });
}

/// A success without the field that makes it one is no success.
inline Outcome<std::string> required_text(const ApiAnswer& answer, const char* name) {
    std::string text = answer.fields.text_of(name);
    if (text.empty()) return Unknown{std::string("answer without ") + name};
    return text;
}

inline void refuse_if_any(std::vector<FieldError> errors) {
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

}  // namespace league::wechat
