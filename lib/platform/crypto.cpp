#include "lib/platform/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"

namespace league {

namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;
constexpr std::string_view kVersion = "v1";

struct FreeEvp {
    void operator()(EVP_MD* p) const { ::EVP_MD_free(p); }
    void operator()(EVP_MAC* p) const { ::EVP_MAC_free(p); }
    void operator()(EVP_MAC_CTX* p) const { ::EVP_MAC_CTX_free(p); }
    void operator()(EVP_CIPHER* p) const { ::EVP_CIPHER_free(p); }
    void operator()(EVP_CIPHER_CTX* p) const { ::EVP_CIPHER_CTX_free(p); }
};
template <typename T>
using Evp = std::unique_ptr<T, FreeEvp>;

using Key = std::array<unsigned char, 32>;

[[noreturn]] void fail(std::string key, std::string details) {
    throw Problem(ProblemCode::internal, std::move(key)).with_details(std::move(details));
}

void must(int result, const char* step) {
    if (result != 1) fail("internal", std::string("OpenSSL: ") + step);
}

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

Key read_key(const Secret& secret, const std::string& name) {
    const auto& hex = secret.reveal();
    Key key{};
    const auto digit = [&](char c) -> unsigned {
        if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
        if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
        if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
        fail("bad_key", name);
    };
    if (hex.size() != 2 * key.size()) fail("bad_key", name);
    for (std::size_t i = 0; i < key.size(); ++i) {
        key[i] = static_cast<unsigned char>(digit(hex[2 * i]) * 16U + digit(hex[2 * i + 1]));
    }
    return key;
}

std::string to_base64url(const std::string& raw) {
    std::string text(4 * ((raw.size() + 2) / 3) + 1, '\0');
    const int size = ::EVP_EncodeBlock(bytes(text), bytes(raw), static_cast<int>(raw.size()));
    text.resize(static_cast<std::size_t>(size));
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

/// Strict: nothing outside the alphabet, no spare bits.
std::optional<std::string> from_base64url(std::string_view text) {
    std::string padded(text);
    for (char& c : padded) {
        if (c == '+' || c == '/' || c == '=' || static_cast<unsigned char>(c) <= ' ') return std::nullopt;
        c = c == '-' ? '+' : c == '_' ? '/' : c;
    }
    const auto padding = (4 - padded.size() % 4) % 4;
    padded.append(padding, '=');
    std::string raw(padded.size() / 4 * 3 + 1, '\0');
    const int size = ::EVP_DecodeBlock(bytes(raw), bytes(padded), static_cast<int>(padded.size()));
    if (size < 0 || padding == 3) return std::nullopt;
    raw.resize(static_cast<std::size_t>(size) - padding);
    if (to_base64url(raw) != text) return std::nullopt;
    return raw;
}

/// The context and the key's id are authenticated, so that neither can be exchanged.
std::string authenticated(std::string_view id, std::string_view context) {
    return std::string(kVersion) + "." + std::string(id) + "." + std::string(context);
}

void add_authenticated(EVP_CIPHER_CTX* ctx, bool sealing, const std::string& text) {
    int size = 0;
    const auto update = sealing ? ::EVP_EncryptUpdate : ::EVP_DecryptUpdate;
    must(update(ctx, nullptr, &size, bytes(text), static_cast<int>(text.size())), "authenticated data");
}

[[noreturn]] void damaged(std::string why) {
    fail("sealed_value_damaged", std::move(why));
}

}  // namespace

// --- hashes ---------------------------------------------------------------------------------------------------------

struct OpensslDigest::Parts {
    Evp<EVP_MD> sha256{::EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    Evp<EVP_MAC> hmac{::EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    /// Initialised with the key and copied for each use: a context itself may not be shared by threads.
    Evp<EVP_MAC_CTX> keyed;
};

OpensslDigest::OpensslDigest(const KeysConfig& keys) : parts_(std::make_unique<Parts>()) {
    const auto key = read_key(keys.lookup, "keys.lookup");
    parts_->keyed.reset(::EVP_MAC_CTX_new(parts_->hmac.get()));
    std::string name = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{
        ::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()),
        ::OSSL_PARAM_construct_end()};
    must(::EVP_MAC_init(parts_->keyed.get(), key.data(), key.size(), parameters.data()), "HMAC key");
}

OpensslDigest::~OpensslDigest() = default;

std::string OpensslDigest::sha256(std::string_view data) const {
    std::array<unsigned char, 32> hash{};
    must(::EVP_Digest(data.data(), data.size(), hash.data(), nullptr, parts_->sha256.get(), nullptr), "SHA-256");
    return text::to_hex(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

std::string OpensslDigest::keyed(std::string_view purpose, std::string_view text) const {
    const Evp<EVP_MAC_CTX> ctx(::EVP_MAC_CTX_dup(parts_->keyed.get()));
    std::string message(purpose);
    message += '\0';
    message += text;
    std::array<unsigned char, 32> hash{};
    std::size_t size = 0;
    must(ctx != nullptr && ::EVP_MAC_update(ctx.get(), bytes(message), message.size()) == 1 ? 1 : 0, "HMAC");
    must(::EVP_MAC_final(ctx.get(), hash.data(), &size, hash.size()), "HMAC");
    return text::to_hex(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

// --- sealing --------------------------------------------------------------------------------------------------------

struct OpensslCipher::Parts {
    Evp<EVP_CIPHER> aes{::EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
    std::string active;
    std::map<std::string, Key, std::less<>> keys;
    Random* random = nullptr;
};

OpensslCipher::OpensslCipher(const KeysConfig& keys, Random& random) : parts_(std::make_unique<Parts>()) {
    for (const auto& [id, secret] : keys.encryption) parts_->keys[id] = read_key(secret, "keys.encryption." + id);
    if (!parts_->keys.contains(keys.active)) fail("bad_key", "keys.active");
    parts_->active = keys.active;
    parts_->random = &random;
}

OpensslCipher::~OpensslCipher() = default;

std::string OpensslCipher::seal(std::string_view context, std::string_view plain) const {
    const auto& id = parts_->active;
    std::string raw(kNonce + plain.size() + kTag, '\0');
    parts_->random->fill(std::span(bytes(raw), kNonce));
    const Evp<EVP_CIPHER_CTX> ctx(::EVP_CIPHER_CTX_new());
    const auto& key = parts_->keys.find(id)->second;
    must(::EVP_EncryptInit_ex2(ctx.get(), parts_->aes.get(), key.data(), bytes(raw), nullptr), "seal");
    add_authenticated(ctx.get(), /*sealing=*/true, authenticated(id, context));
    int size = 0;
    must(::EVP_EncryptUpdate(ctx.get(), bytes(raw) + kNonce, &size, bytes(plain), static_cast<int>(plain.size())),
         "seal");
    must(::EVP_EncryptFinal_ex(ctx.get(), bytes(raw) + kNonce + size, &size), "seal");
    must(::EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_GET_TAG, kTag, bytes(raw) + kNonce + plain.size()), "seal");
    return std::string(kVersion) + "." + id + "." + to_base64url(raw);
}

std::string OpensslCipher::open(std::string_view context, std::string_view sealed) const {
    const auto first = sealed.find('.');
    const auto second = first == std::string_view::npos ? first : sealed.find('.', first + 1);
    if (second == std::string_view::npos || sealed.substr(0, first) != kVersion) damaged("not a sealed value");
    const auto id = sealed.substr(first + 1, second - first - 1);
    const auto key = parts_->keys.find(id);
    if (key == parts_->keys.end()) damaged("no key \"" + std::string(id) + "\"");
    auto raw = from_base64url(sealed.substr(second + 1));
    if (!raw || raw->size() < kNonce + kTag) damaged("cut short or not base64");

    const auto length = raw->size() - kNonce - kTag;
    std::string plain(length, '\0');
    const Evp<EVP_CIPHER_CTX> ctx(::EVP_CIPHER_CTX_new());
    must(::EVP_DecryptInit_ex2(ctx.get(), parts_->aes.get(), key->second.data(), bytes(*raw), nullptr), "open");
    add_authenticated(ctx.get(), /*sealing=*/false, authenticated(id, context));
    int size = 0;
    must(::EVP_DecryptUpdate(ctx.get(), bytes(plain), &size, bytes(*raw) + kNonce, static_cast<int>(length)), "open");
    must(::EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_SET_TAG, kTag, bytes(*raw) + kNonce + length), "open");
    if (::EVP_DecryptFinal_ex(ctx.get(), bytes(plain) + size, &size) != 1) damaged("altered, or of another context");
    return plain;
}

}  // namespace league
