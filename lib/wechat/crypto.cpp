#include "lib/wechat/crypto.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"

namespace league::wechat {
namespace {

constexpr std::size_t kBlock = 32;  // of the padding; AES itself has 16
constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kKeyCharacters = 43;
constexpr std::size_t kMaxEncrypted = 8 * 1024 * 1024;  // EVP counts in int; the body limit is far below

struct ContextDeleter {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// Fetched once: OpenSSL 3 otherwise looks the algorithm up by name on every use.
const EVP_MD* sha1() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA1", nullptr);
    return algorithm;
}
const EVP_MD* sha256() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return algorithm;
}
const EVP_MD* md5() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "MD5", nullptr);
    return algorithm;
}
const EVP_CIPHER* aes_256_cbc() {
    static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
    return algorithm;
}

[[noreturn]] void library_failed(const char* what) {
    throw Problem(ProblemCode::internal, "internal").with_details(std::string("OpenSSL refused ") + what);
}

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (algorithm == nullptr || EVP_Digest(bytes.data(), bytes.size(), out, &length, algorithm, nullptr) != 1) {
        library_failed("a digest");
    }
    return text::to_hex({reinterpret_cast<const char*>(out), length});
}

/// AES-256-CBC without the library's padding, IV = first half of the key.
std::string run_cipher(const std::array<unsigned char, 32>& key, std::string_view in, int encrypt) {
    const std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter> context(EVP_CIPHER_CTX_new());
    std::string out(in.size() + kBlock, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    int written = 0;
    int rest = 0;
    if (!context || aes_256_cbc() == nullptr ||
        EVP_CipherInit_ex2(context.get(), aes_256_cbc(), key.data(), key.data(), encrypt, nullptr) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_CipherUpdate(context.get(), bytes, &written, reinterpret_cast<const unsigned char*>(in.data()),
                         static_cast<int>(in.size())) != 1 ||
        EVP_CipherFinal_ex(context.get(), bytes + written, &rest) != 1) {
        library_failed("the cipher");
    }
    out.resize(static_cast<std::size_t>(written + rest));
    return out;
}

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<signed char, 256> kValues = [] {
    std::array<signed char, 256> values{};
    for (auto& value : values) value = -1;
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
        values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<signed char>(i);
    }
    return values;
}();

}  // namespace

std::string sha1_hex(std::string_view bytes) {
    return digest(sha1(), bytes);
}

std::string sha256_hex(std::string_view bytes) {
    return digest(sha256(), bytes);
}

std::string md5_hex(std::string_view bytes) {
    return digest(md5(), bytes);
}

std::string base64_encode(std::string_view bytes) {
    // A closing NUL is written too, where the text has its own.
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t digits = text.size();
    for (int i = 0; i < 2 && digits > 0 && text[digits - 1] == '='; ++i) --digits;
    std::string out;
    out.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    int bits = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const signed char value = kValues[static_cast<unsigned char>(text[i])];
        if (value < 0) return std::nullopt;
        group = ((group << 6) | static_cast<std::uint32_t>(value)) & 0xffffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>((group >> bits) & 0xff);
        }
    }
    return out;
}

std::string sign(std::initializer_list<std::string_view> parts) {
    std::vector<std::string_view> sorted(parts);
    // string_view compares as unsigned bytes, which is the order WeChat uses.
    std::sort(sorted.begin(), sorted.end());
    std::string joined;
    for (const auto part : sorted) joined += part;
    return sha1_hex(joined);
}

std::string_view to_string(DecryptFailure failure) {
    switch (failure) {
        case DecryptFailure::no_key: return "no_key";
        case DecryptFailure::bad_base64: return "bad_base64";
        case DecryptFailure::bad_length: return "bad_length";
        case DecryptFailure::bad_padding: return "bad_padding";
        case DecryptFailure::bad_message: return "bad_message";
        case DecryptFailure::wrong_appid: return "wrong_appid";
    }
    stop("unknown DecryptFailure");
}

PushCrypto::PushCrypto(const WechatAccount& account) : PushCrypto(account.token, account.aes_key, account.appid) {}

PushCrypto::PushCrypto(Secret token, const Secret& aes_key, std::string appid)
    : token_(std::move(token)), appid_(std::move(appid)) {
    if (aes_key.empty()) return;
    const std::string& characters = aes_key.reveal();
    const auto is_plain = [](char c) { return kValues[static_cast<unsigned char>(c)] >= 0 && c != '+' && c != '/'; };
    const auto bytes = base64_decode(characters + "=");
    if (characters.size() != kKeyCharacters || !std::all_of(characters.begin(), characters.end(), is_plain) || !bytes) {
        throw Problem(ProblemCode::internal, "wechat_key_malformed").with_details("EncodingAESKey of " + appid_);
    }
    ensure(bytes->size() == sizeof(Key));
    std::copy(bytes->begin(), bytes->end(), key_.emplace().begin());
}

std::string PushCrypto::signature(std::string_view timestamp, std::string_view nonce) const {
    return sign({token_.reveal(), timestamp, nonce});
}

bool PushCrypto::is_signed(std::string_view given, std::string_view timestamp, std::string_view nonce) const {
    // With an empty token anybody can sign.
    return !token_.empty() && text::equal_in_constant_time(given, signature(timestamp, nonce));
}

std::string PushCrypto::message_signature(std::string_view timestamp, std::string_view nonce,
                                          std::string_view encrypted) const {
    return sign({token_.reveal(), timestamp, nonce, encrypted});
}

bool PushCrypto::is_message_signed(std::string_view given, std::string_view timestamp, std::string_view nonce,
                                   std::string_view encrypted) const {
    return !token_.empty() && text::equal_in_constant_time(given, message_signature(timestamp, nonce, encrypted));
}

std::string PushCrypto::encrypt(std::string_view message, Random& random) const {
    ensure(key_.has_value());
    std::string plain;
    const std::size_t used = kRandomBytes + kLengthBytes + message.size() + appid_.size();
    const std::size_t pad = kBlock - used % kBlock;
    plain.reserve(used + pad);

    std::array<std::uint8_t, kRandomBytes> salt{};
    random.fill(salt);
    plain.append(reinterpret_cast<const char*>(salt.data()), salt.size());
    const auto length = static_cast<std::uint32_t>(message.size());
    for (const int shift : {24, 16, 8, 0}) plain += static_cast<char>((length >> shift) & 0xff);
    plain += message;
    plain += appid_;
    plain.append(pad, static_cast<char>(pad));
    return base64_encode(run_cipher(*key_, plain, 1));
}

Result<std::string, DecryptFailure> PushCrypto::decrypt(std::string_view encrypted) const {
    if (!key_) return Unexpected{DecryptFailure::no_key};
    if (encrypted.size() > kMaxEncrypted) return Unexpected{DecryptFailure::bad_length};
    const auto bytes = base64_decode(encrypted);
    if (!bytes) return Unexpected{DecryptFailure::bad_base64};
    if (bytes->empty() || bytes->size() % kBlock != 0) return Unexpected{DecryptFailure::bad_length};

    const std::string plain = run_cipher(*key_, *bytes, 0);
    const std::size_t pad = static_cast<unsigned char>(plain.back());
    if (pad < 1 || pad > kBlock) return Unexpected{DecryptFailure::bad_padding};
    const std::size_t end = plain.size() - pad;
    if (!std::all_of(plain.begin() + static_cast<std::ptrdiff_t>(end), plain.end(),
                     [&](char c) { return c == plain.back(); })) {
        return Unexpected{DecryptFailure::bad_padding};
    }

    constexpr std::size_t kHead = kRandomBytes + kLengthBytes;
    if (end < kHead) return Unexpected{DecryptFailure::bad_message};
    std::size_t length = 0;
    for (std::size_t i = kRandomBytes; i < kHead; ++i) length = (length << 8) | static_cast<unsigned char>(plain[i]);
    if (length > end - kHead) return Unexpected{DecryptFailure::bad_message};
    const std::string_view id = std::string_view(plain).substr(kHead + length, end - kHead - length);
    if (id != appid_) return Unexpected{DecryptFailure::wrong_appid};
    return plain.substr(kHead, length);
}

}  // namespace league::wechat
