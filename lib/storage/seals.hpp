// The two keys that a store of personal data needs (design rule 10): ciphertext to keep, a keyed hash to look up by.
// Stores seal and open inside, so that everything above them is typed values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/cipher.hpp"
#include "lib/base/digest.hpp"

namespace league {

struct Seals {
    const Cipher& cipher;
    const Digest& digest;

    std::optional<std::string> seal(std::string_view context, const std::optional<std::string>& plain) const {
        return plain ? std::optional(cipher.seal(context, *plain)) : std::nullopt;
    }
    std::optional<std::string> open(std::string_view context, const std::optional<std::string>& sealed) const {
        return sealed ? std::optional(cipher.open(context, *sealed)) : std::nullopt;
    }
    std::optional<std::string> hash(std::string_view purpose, const std::optional<std::string>& plain) const {
        return plain ? std::optional(digest.keyed(purpose, *plain)) : std::nullopt;
    }
    /// What finds an openid in any table: `account` is part of it, since an openid means nothing without.
    std::string openid_hash(std::string_view account, const std::string& openid) const {
        return digest.keyed("openid", std::string(account) + ":" + openid);
    }
};

}  // namespace league
