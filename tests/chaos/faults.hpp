// What is done to the office: each breaks something for a while, mends it, and leaves everything running.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tests/chaos/world.hpp"

namespace league::test {

using Chance = std::mt19937;

struct Fault {
    std::string name;
    std::function<void(World&, Chance&)> strike;
};

/// All of them; without a disk that can be filled, not that one.
std::vector<Fault> all_faults(bool disk_can_be_full);

}  // namespace league::test
