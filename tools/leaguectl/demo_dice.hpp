// Chance for the demonstration: a sequence of numbers that the seed alone decides, so that the same seed makes the same
// county.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"

namespace league::ctl {

class DemoDice {
public:
    DemoDice(const Digest& digest, std::uint32_t seed) : digest_(digest), seed_(std::to_string(seed)) {}

    /// 0 to limit - 1.
    std::uint64_t roll(std::uint64_t limit) {
        const std::string hash = digest_.sha256(seed_ + ":" + std::to_string(++rolls_));
        return std::stoull(hash.substr(0, 15), nullptr, 16) % limit;
    }
    double chance() { return static_cast<double>(roll(1'000'000)) / 1e6; }
    int between(int low, int high) { return low + static_cast<int>(roll(static_cast<std::uint64_t>(high - low) + 1)); }
    const std::string& any_of(const std::vector<std::string>& list) { return list[roll(list.size())]; }

private:
    const Digest& digest_;
    std::string seed_;
    long long rolls_ = 0;
};

}  // namespace league::ctl
