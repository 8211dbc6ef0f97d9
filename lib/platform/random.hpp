// Chance from the operating system through OpenSSL.
#pragma once

#include "lib/base/random.hpp"

namespace league {

class SystemRandom final : public Random {
public:
    /// Stops the process when the machine has no randomness: nothing safe can be done then.
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace league
