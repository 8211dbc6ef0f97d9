// Keeps two tries of one push apart while the first is at work: a short mark in the cache. It decides nothing (that
// does the receipt), so without the cache everybody may go on.
#pragma once

#include <chrono>
#include <string>

#include "lib/base/cache.hpp"
#include "lib/base/random.hpp"

namespace league::callback {

class Claim {
public:
    /// WeChat gives up after five seconds; a try that died must not block its repeat for longer.
    static constexpr std::chrono::seconds kLifetime{5};

    Claim(Cache& cache, Random& random, const std::string& message);
    ~Claim();
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;

    enum class Outcome {
        mine,   ///< nobody else is at it (or the cache is away)
        ended,  ///< another try was, and has ended; this one has the mark now
        late,   ///< another try still is
    };
    /// Waits up to `patience` for another try to end.
    Outcome take(std::chrono::milliseconds patience);

private:
    Cache& cache_;
    std::string key_;
    std::string mark_;
    bool taken_ = false;
};

}  // namespace league::callback
