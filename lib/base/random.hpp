// Chance, from one cryptographic source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lib/base/clock.hpp"

namespace league {

class Random {
public:
    virtual ~Random() = default;
    /// Fills the whole span; never fails short. May be called from any thread.
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// UUIDv7 (RFC 9562) in lower-case text: ordered by `now`, 74 random bits.
std::string make_uuid_v7(Random& random, Instant now);

/// True for a UUID in canonical 8-4-4-4-12 lower-case hex of any version.
bool is_uuid(std::string_view text);

/// `digits` decimal digits, evenly distributed ("042917").
std::string make_digits(Random& random, std::size_t digits);

/// 32 random bytes as base64url without padding: session tokens.
std::string make_token(Random& random);

/// `length` characters out of 23456789ABCDEFGHJKMNPQRSTUVWXYZ (none that people mix up): invite codes.
std::string make_code(Random& random, std::size_t length);

}  // namespace league
