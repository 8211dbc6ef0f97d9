// The one passive reply to a push: written in the push's own format and, when the push was encrypted, sealed
// under a fresh timestamp and nonce (wechat-api 1.3, 1.7).
//
// A second message to the same person goes through WechatClient::send_customer_text. No reply at all is the
// literal `success` (kNoReply).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "lib/wechat/push.hpp"

namespace league::wechat {

/// Accepted in every mode, unencrypted: WeChat neither repeats the push nor shows anything.
inline constexpr std::string_view kNoReply = "success";
/// Longest Content of a text reply in bytes; measured by a developer, not documented.
inline constexpr std::size_t kReplyTextBytes = 2048;

struct TextReply {
    std::string content;  ///< cut to the limit on a character boundary, with a mark where it was
};
struct ImageReply {
    std::string media_id;
};
struct VoiceReply {
    std::string media_id;
};
struct VideoReply {
    std::string media_id;
    std::string title;
    std::string description;
};
/// A single article: more are refused or dropped.
struct NewsReply {
    std::string title;
    std::string description;
    std::string picture_url;
    std::string url;
};
/// Hands the talk to a person at the customer-service desk.
struct TransferReply {
    std::string agent;  ///< KfAccount; empty leaves the choice to the desk
};
using Reply = std::variant<TextReply, ImageReply, VoiceReply, VideoReply, NewsReply, TransferReply>;

/// The message before encryption; `seconds` is its CreateTime.
std::string render_reply(const Push& push, const Reply& reply, long long seconds,
                         std::size_t text_bytes = kReplyTextBytes);

/// The envelope around an encrypted message.
std::string seal_message(const PushCrypto& crypto, WireFormat format, std::string_view message, long long seconds,
                         Random& random);

/// A text in which nothing opens a link. WeChat shows `<a href>` in texts as a link, and `weixin://bizmsgmenu` in one
/// answers for whoever taps it: what people wrote would speak in the name of the account, and of its reader.
std::string without_links(std::string_view words);

/// Text for an XML element: CDATA, split where the text itself holds "]]>", without characters XML forbids.
std::string cdata(std::string_view text);

struct ReplyBody {
    std::string body;
    std::string_view content_type;
};

/// Thread-safe as far as its clock and random are.
class ReplyWriter {
public:
    ReplyWriter(const PushCrypto& crypto, const Clock& clock, Random& random, std::size_t text_bytes = kReplyTextBytes)
        : crypto_(crypto), clock_(clock), random_(random), text_bytes_(text_bytes) {}

    ReplyBody write(const Push& push, const Reply& reply) const;

private:
    const PushCrypto& crypto_;
    const Clock& clock_;
    Random& random_;
    std::size_t text_bytes_;
};

}  // namespace league::wechat
