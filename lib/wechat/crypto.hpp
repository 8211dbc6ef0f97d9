// The cryptography of pushes and passive replies for one account (wechat-api 1.1 to 1.3), and the few hashes
// that this folder needs. The only file here that knows OpenSSL.
//
// It does not read XML or JSON (push.hpp) and has nothing to do with personal data at rest (base/cipher.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/account.hpp"
#include "lib/base/random.hpp"
#include "lib/base/result.hpp"

namespace league::wechat {

/// Lower-case hex.
std::string sha1_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);
/// Only where WeChat asks for it (wechat-api 7): it proves nothing.
std::string md5_hex(std::string_view bytes);

std::string base64_encode(std::string_view bytes);
/// Standard alphabet with padding; spare bits of the last character may be set. Nothing for anything else.
std::optional<std::string> base64_decode(std::string_view text);

/// SHA-1 hex of the parts joined after sorting them as bytes.
std::string sign(std::initializer_list<std::string_view> parts);

enum class DecryptFailure {
    no_key,       ///< the account has no EncodingAESKey
    bad_base64,   ///< not base64
    bad_length,   ///< empty, too long, or not a multiple of 32 bytes
    bad_padding,  ///< pad outside 1..32 or its bytes differ
    bad_message,  ///< the length field does not fit
    wrong_appid,  ///< a message made for another account
};
std::string_view to_string(DecryptFailure failure);

/// Immutable after construction: one object serves all threads.
class PushCrypto {
public:
    /// Throws Problem internal ("wechat_key_malformed") when the key is neither empty nor 43 letters and digits.
    PushCrypto(Secret token, const Secret& aes_key, std::string appid);
    explicit PushCrypto(const WechatAccount& account);

    bool has_key() const { return key_.has_value(); }

    /// `signature` of the query: proves the sender of the query, says nothing about a body.
    std::string signature(std::string_view timestamp, std::string_view nonce) const;
    bool is_signed(std::string_view signature, std::string_view timestamp, std::string_view nonce) const;

    /// `msg_signature`: covers the base64 text `encrypted` too.
    std::string message_signature(std::string_view timestamp, std::string_view nonce, std::string_view encrypted) const;
    bool is_message_signed(std::string_view msg_signature, std::string_view timestamp, std::string_view nonce,
                           std::string_view encrypted) const;

    /// Base64 of the encrypted message. Calling it without a key is a bug.
    std::string encrypt(std::string_view message, Random& random) const;
    /// Check the signature before. The message comes back only when it was made for this account's appid.
    Result<std::string, DecryptFailure> decrypt(std::string_view encrypted) const;

private:
    using Key = std::array<unsigned char, 32>;

    Secret token_;
    std::optional<Key> key_;
    std::string appid_;
};

}  // namespace league::wechat
