// What WeChat pushes to the callback address of an account, as one typed value (wechat-api 1.2, 1.5, 1.6).
//
// PushReader proves who sent it, opens it and reads it; it does not drop repeats (the caller does that by
// dedupe_key, together with the effect) and does not answer (reply.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/base/account.hpp"
#include "lib/base/result.hpp"
#include "lib/domain/ids.hpp"
#include "lib/wechat/crypto.hpp"
#include "lib/wechat/message_tree.hpp"

namespace league::wechat {

// Messages.
struct TextMessage {
    std::string content;
};
struct ImageMessage {
    std::string picture_url;
    std::string media_id;
};
struct VoiceMessage {
    std::string media_id;
    std::string format;
    std::string recognition;  ///< what the speech recognition heard, when it is on
};
struct VideoMessage {
    std::string media_id;
    std::string thumb_media_id;
    bool is_short = false;
};
struct LocationMessage {
    std::optional<double> latitude;
    std::optional<double> longitude;
    std::optional<std::int64_t> scale;
    std::string label;
};
struct LinkMessage {
    std::string title;
    std::string description;
    std::string url;
};

// Events.
struct SubscribeEvent {
    std::string scene;  ///< of the scanned code, without "qrscene_"; empty when followed otherwise
    std::string ticket;
};
struct UnsubscribeEvent {};
struct ScanEvent {
    std::string scene;
    std::string ticket;
};
struct LocationEvent {
    std::optional<double> latitude;
    std::optional<double> longitude;
    std::optional<double> precision;
};
struct ClickEvent {
    std::string key;
};
struct ViewEvent {
    std::string url;
};
struct ViewMiniProgramEvent {
    std::string page;
};
struct ScanCodeEvent {
    std::string key;
    bool waits = false;  ///< scancode_waitmsg: the phone shows that an answer is coming
    std::string scan_type;
    std::string scan_result;
};
struct PicturesEvent {
    std::string key;
    std::int64_t count = 0;
    std::vector<std::string> md5_sums;
};
struct LocationSelectEvent {
    std::string key;
    LocationMessage place;
    std::string poi_name;
};
/// TEMPLATESENDJOBFINISH
struct TemplateSentEvent {
    std::string message_id;
    std::string status;  ///< as sent
    bool delivered = false;
};
struct ArticleUrl {
    std::int64_t index = 0;
    std::string url;
};
/// MASSSENDJOBFINISH (wechat-api 6.6)
struct MassSentEvent {
    std::string message_id;
    std::string status;  ///< as sent: "send success", "send fail", "err(20001)"
    bool succeeded = false;
    std::optional<std::int64_t> error;  ///< the number inside err(...)
    std::int64_t total = 0;
    std::int64_t filtered = 0;
    std::int64_t sent = 0;
    std::int64_t failed = 0;
    std::vector<ArticleUrl> articles;
};
/// PUBLISHJOBFINISH under any of its names (wechat-api 6.4)
struct PublishFinishedEvent {
    std::string publish_id;
    std::optional<std::int64_t> status;  ///< 0 published, 1 in progress, 2.. failed
    std::string article_id;
    std::vector<ArticleUrl> articles;
    std::vector<std::int64_t> failed_indexes;
};
/// subscribe_msg_popup_event and subscribe_msg_change_event
struct SubscribeChoiceEvent {
    enum class Kind { popup, change };
    struct Entry {
        std::string template_id;
        std::string choice;  ///< as sent: "accept", "reject"
        bool accepted = false;
        std::string popup_scene;
    };
    Kind kind = Kind::popup;
    std::vector<Entry> entries;
};
/// subscribe_msg_sent_event
struct SubscribeSentEvent {
    struct Entry {
        std::string template_id;
        std::string message_id;
        std::optional<std::int64_t> error_code;  ///< 0 is delivered
        std::string error_status;
    };
    std::vector<Entry> entries;
};
/// wxa_media_check, version 2; of version 1 only `is_risky` and `status_code` are filled
struct MediaCheckEvent {
    std::string trace_id;
    std::string appid;
    std::int64_t version = 0;
    std::int64_t errcode = 0;
    std::string suggest;  ///< pass, review, risky
    std::optional<std::int64_t> label;
    std::optional<std::int64_t> is_risky;
    std::optional<std::int64_t> status_code;
};
/// A kind this program does not know: Push::msg_type and Push::event name it.
struct UnknownPush {};

using PushBody =
    std::variant<UnknownPush, TextMessage, ImageMessage, VoiceMessage, VideoMessage, LocationMessage, LinkMessage,
                 SubscribeEvent, UnsubscribeEvent, ScanEvent, LocationEvent, ClickEvent, ViewEvent,
                 ViewMiniProgramEvent, ScanCodeEvent, PicturesEvent, LocationSelectEvent, TemplateSentEvent,
                 MassSentEvent, PublishFinishedEvent, SubscribeChoiceEvent, SubscribeSentEvent, MediaCheckEvent>;

struct Push {
    std::string account;  ///< name of the configured account it came to
    std::string to;       ///< original id of the account, gh_...
    OpenId from;
    std::int64_t created = 0;  ///< seconds since the Unix epoch, by WeChat's clock
    std::string msg_type;
    std::string msg_id;  ///< empty for events
    std::string event;   ///< exactly as written; empty for messages
    std::string event_key;
    PushBody body;
    std::string dedupe;  ///< see dedupe_key
    WireFormat format = WireFormat::xml;
    bool encrypted = false;  ///< the answer must be, too
};

/// Equal for WeChat's repeats of one push and different otherwise: account and MsgId, else account and
/// SHA-256 of the opened message.
inline const std::string& dedupe_key(const Push& push) {
    return push.dedupe;
}

/// The query string of a callback request, each value already url-decoded; what is absent stays empty.
struct PushQuery {
    std::string signature;
    std::string timestamp;
    std::string nonce;
    std::string msg_signature;
    std::string echostr;
};

/// Why a push is refused. The first two mean that the sender is not WeChat.
enum class PushFailure {
    bad_signature,
    wrong_appid,     ///< well made, for another account: a replay
    wrong_mode,      ///< plain text to an account that demands encryption, or the reverse
    cannot_decrypt,  ///< the configured EncodingAESKey is not the sender's, or the message is damaged
    empty,
    too_large,
    too_deep,
    not_utf8,
    malformed,
};
std::string_view to_string(PushFailure failure);

/// Immutable: one object serves all threads.
class PushReader {
public:
    explicit PushReader(const WechatAccount& account, TreeLimits limits = {});

    /// The answer to the GET that verifies the address: the echostr, or nothing when the signature is wrong.
    std::optional<std::string> verify_address(const PushQuery& query) const;

    /// The order is signature, decryption, appid, reading. An account in compatible mode is read from the
    /// encrypted part alone: the plain fields beside it are covered by no signature.
    Result<Push, PushFailure> read(const PushQuery& query, std::string_view body) const;

    const PushCrypto& crypto() const { return crypto_; }

private:
    Result<std::string, PushFailure> open(const PushQuery& query, const MessageNode& envelope) const;

    std::string name_;
    PushMode mode_;
    PushCrypto crypto_;
    TreeLimits limits_;
};

/// Reads an opened message; for the reader above, and for tests that have no need of signatures.
Push read_push(const MessageNode& message);

}  // namespace league::wechat
