#include "lib/wechat/push.hpp"

#include "lib/base/ensure.hpp"

namespace league::wechat {
namespace {

PushFailure from(TreeFailure failure) {
    switch (failure) {
        case TreeFailure::empty: return PushFailure::empty;
        case TreeFailure::too_large: return PushFailure::too_large;
        case TreeFailure::not_utf8: return PushFailure::not_utf8;
        case TreeFailure::malformed: return PushFailure::malformed;
        case TreeFailure::too_deep: return PushFailure::too_deep;
    }
    stop("unknown TreeFailure");
}

PushFailure from(DecryptFailure failure) {
    return failure == DecryptFailure::wrong_appid ? PushFailure::wrong_appid : PushFailure::cannot_decrypt;
}

}  // namespace

std::string_view to_string(PushFailure failure) {
    switch (failure) {
        case PushFailure::bad_signature: return "bad_signature";
        case PushFailure::wrong_appid: return "wrong_appid";
        case PushFailure::wrong_mode: return "wrong_mode";
        case PushFailure::cannot_decrypt: return "cannot_decrypt";
        case PushFailure::empty: return "empty";
        case PushFailure::too_large: return "too_large";
        case PushFailure::too_deep: return "too_deep";
        case PushFailure::not_utf8: return "not_utf8";
        case PushFailure::malformed: return "malformed";
    }
    stop("unknown PushFailure");
}

PushReader::PushReader(const WechatAccount& account, TreeLimits limits)
    : name_(account.name), mode_(account.mode), crypto_(account), limits_(limits) {}

std::optional<std::string> PushReader::verify_address(const PushQuery& query) const {
    if (!crypto_.is_signed(query.signature, query.timestamp, query.nonce)) return std::nullopt;
    return query.echostr;
}

Result<std::string, PushFailure> PushReader::open(const PushQuery& query, const MessageNode& envelope) const {
    const std::string encrypted = envelope.text_of("Encrypt");
    if (encrypted.empty()) return Unexpected{PushFailure::wrong_mode};
    if (!crypto_.is_message_signed(query.msg_signature, query.timestamp, query.nonce, encrypted)) {
        return Unexpected{PushFailure::bad_signature};
    }
    auto message = crypto_.decrypt(encrypted);
    if (!message) return Unexpected{from(message.error())};
    return std::move(message).value();
}

Result<Push, PushFailure> PushReader::read(const PushQuery& query, std::string_view body) const {
    // Every mode signs the query (wechat-api 1.2), so nothing of an unsigned body is read.
    if (!crypto_.is_signed(query.signature, query.timestamp, query.nonce)) {
        return Unexpected{PushFailure::bad_signature};
    }
    const auto envelope = read_tree(body, limits_);
    if (!envelope) return Unexpected{from(envelope.error())};

    Push push;
    std::string message;
    if (mode_ == PushMode::plain) {
        if (envelope->find("MsgType") == nullptr) {
            const bool is_encrypted = envelope->find("Encrypt") != nullptr;
            return Unexpected{is_encrypted ? PushFailure::wrong_mode : PushFailure::malformed};
        }
        message = body;
        push = read_push(*envelope);
    } else {
        auto opened = open(query, *envelope);
        if (!opened) return Unexpected{opened.error()};
        message = std::move(opened).value();
        const auto tree = read_tree(message, limits_);
        if (!tree) return Unexpected{from(tree.error())};
        push = read_push(*tree);
        push.encrypted = true;
    }
    if (push.msg_type.empty()) return Unexpected{PushFailure::malformed};
    push.format = detect_format(message).value_or(WireFormat::xml);
    push.account = name_;
    push.dedupe = name_ + (push.msg_id.empty() ? ":sha256:" + sha256_hex(message) : ":msgid:" + push.msg_id);
    return push;
}

}  // namespace league::wechat
