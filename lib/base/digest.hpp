// One-way functions that domain-side code needs without knowing a crypto library.
#pragma once

#include <string>
#include <string_view>

namespace league {

class Digest {
public:
    virtual ~Digest() = default;
    /// Lower-case hex of SHA-256 over the bytes.
    virtual std::string sha256(std::string_view bytes) const = 0;
    /// Lower-case hex of HMAC-SHA-256 under the installation's look-up key; `purpose` keeps the hashes of
    /// one text in two places apart ("openid", "phone", "invite"). Never reversible without that key.
    virtual std::string keyed(std::string_view purpose, std::string_view text) const = 0;
};

}  // namespace league
