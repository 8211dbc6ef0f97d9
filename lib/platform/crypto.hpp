// Hashes and sealing with the installation's keys (design rule 10). What WeChat's own protocol needs is in
// lib/wechat/crypto.hpp, not here.
#pragma once

#include <memory>

#include "lib/base/cipher.hpp"
#include "lib/base/digest.hpp"
#include "lib/base/random.hpp"
#include "lib/platform/config.hpp"

namespace league {

class OpensslDigest final : public Digest {
public:
    /// Throws Problem internal ("bad_key") when keys.lookup is not 64 hex digits.
    explicit OpensslDigest(const KeysConfig& keys);
    ~OpensslDigest() override;
    std::string sha256(std::string_view bytes) const override;
    std::string keyed(std::string_view purpose, std::string_view text) const override;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// AES-256-GCM. Seals with the active key; opens with any key of the ring, so that data sealed before a rotation
/// stays readable. May be used from any thread.
class OpensslCipher final : public Cipher {
public:
    /// Throws Problem internal ("bad_key") when a key is not 64 hex digits or the active one is not there.
    OpensslCipher(const KeysConfig& keys, Random& random);
    ~OpensslCipher() override;
    std::string seal(std::string_view context, std::string_view plain) const override;
    std::string open(std::string_view context, std::string_view sealed) const override;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace league
