// Which of several bots works. It only saves double work: the records keep two from doing the same, so without Redis
// every bot works.
#pragma once

#include <chrono>
#include <string>

#include "lib/base/cache.hpp"

namespace league {

class Lease {
public:
    Lease(Cache& cache, std::string holder, std::chrono::milliseconds life)
        : cache_(cache), holder_(std::move(holder)), life_(life) {}

    /// True when this bot holds the lease (and prolongs it), or nobody can tell.
    bool try_hold();
    /// So that another one need not wait for the end of the lease.
    void give_back();

private:
    Cache& cache_;
    std::string holder_;
    std::chrono::milliseconds life_;
};

}  // namespace league
