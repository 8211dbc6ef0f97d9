// Chance that a test can foresee: bytes count upwards.
#pragma once

#include <atomic>

#include "lib/base/random.hpp"

namespace league::test {

class CountingRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(next_++);
    }

private:
    std::atomic<unsigned> next_{0};
};

}  // namespace league::test
