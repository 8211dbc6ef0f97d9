// Sealing of personal data at rest (design rule 10): AES-256-GCM, the key outside the database, the key's
// id beside the ciphertext so that keys can rotate.
#pragma once

#include <string>
#include <string_view>

namespace league {

class Cipher {
public:
    virtual ~Cipher() = default;
    /// "v1.<key id>.<base64url of nonce, ciphertext and tag>"; two seals of one text differ. `context` is
    /// authenticated but not stored ("people.name"): a sealed value moved to another column does not open.
    virtual std::string seal(std::string_view context, std::string_view plain) const = 0;
    /// Throws Problem internal ("sealed_value_damaged") when the key is missing or the text was altered.
    virtual std::string open(std::string_view context, std::string_view sealed) const = 0;
};

}  // namespace league
