// The machine's time, and the only ways to let time pass. For mains and their loops; everything else takes a
// Clock and is called when something is due.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "lib/base/clock.hpp"

namespace league {

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// Sleeps. For tools that wait for another process; a loop that must end quickly takes a Waiter.
void pause(std::chrono::milliseconds time);

/// A pause that another thread can end.
class Waiter {
public:
    /// True when woken, false when the time passed. A wake() from before the call counts, once.
    bool wait_for(std::chrono::milliseconds time);
    void wake();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = false;
};

}  // namespace league
