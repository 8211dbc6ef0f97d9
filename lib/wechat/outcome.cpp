#include "lib/wechat/outcome.hpp"

#include <map>

namespace league::wechat {
namespace {

using enum RefusalKind;

// Sections of wechat-api in the order of their numbers; what is missing here is `permanent`.
const std::map<long long, RefusalKind> kKinds = {
    // 2.2
    {-1, retry_later},
    {40001, token},
    {40014, token},
    {42001, token},
    {41001, config},
    {40002, config},
    {40013, config},
    {40125, config},
    {40164, config},
    {41002, config},
    {41004, config},
    {43002, config},
    {45009, quota_day},
    {45011, rate_minute},
    {48001, config},
    {48002, config},
    {48006, config},
    {50002, user},
    {50005, user},
    {89501, config},
    {89503, config},
    {89506, config},
    {89507, config},
    // 3
    {40029, user},
    {40163, user},
    {40226, user},
    {41008, user},
    {42003, user},
    {41030, config},
    {40129, config},
    {40003, user},
    {43104, user},
    {44002, content},
    {47001, content},
    {61010, user},
    // 4.3
    {40037, config},
    {43101, user},
    {43107, config},
    {43108, retry_later},
    {45168, content},
    {47003, content},
    {200011, config},
    {200012, config},
    {200013, config},
    // 5
    {43004, user},
    {43019, user},
    {43117, user},
    {45015, user},
    {45047, user},
    {45002, content},
    {45064, config},
    // 6
    {40005, content},
    {40007, content},
    {40009, content},
    {44003, content},
    {45003, content},
    {45004, content},
    {45166, content},
    {53503, content},
    {53504, content},
    {53505, content},
    {45028, quota_day},
    {45066, retry_later},
    {45067, content},
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

std::string_view to_string(RefusalKind kind) {
    switch (kind) {
        case token: return "token";
        case config: return "config";
        case quota_day: return "quota_day";
        case rate_minute: return "rate_minute";
        case user: return "user";
        case content: return "content";
        case permanent: return "permanent";
        case retry_later: return "retry_later";
    }
    stop("unknown RefusalKind");
}

RefusalKind classify(long long errcode, std::string_view errmsg) {
    if (errcode == 45009 && (contains(errmsg, "minute") || contains(errmsg, "freq"))) return rate_minute;
    const auto kind = kKinds.find(errcode);
    return kind == kKinds.end() ? permanent : kind->second;
}

std::string rid_of(std::string_view errmsg) {
    // Hexadecimal as far as seen; whatever it is, it is how Tencent finds the call.
    constexpr std::string_view kRidCharacters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    constexpr std::string_view mark = "rid:";
    const std::size_t at = errmsg.find(mark);
    if (at == std::string_view::npos) return "";
    const std::size_t begin = errmsg.find_first_not_of(' ', at + mark.size());
    if (begin == std::string_view::npos) return "";
    const std::size_t end = errmsg.find_first_not_of(kRidCharacters, begin);
    return std::string(errmsg.substr(begin, end == std::string_view::npos ? end : end - begin));
}

}  // namespace league::wechat
