// Waiting for something that another process brings about: asks again and again until it is so.
#pragma once

#include <poll.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace league::test {

/// Comes back when `condition()` is true; throws when it has not become so in time, naming what was awaited.
template <class Condition>
void wait_until(const std::string& what, Condition condition,
                std::chrono::milliseconds limit = std::chrono::seconds(60)) {
    const auto give_up = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("waited in vain until " + what);
        ::poll(nullptr, 0, 20);
    }
}

}  // namespace league::test
