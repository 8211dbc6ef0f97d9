#include "lib/platform/clock_system.hpp"

#include <thread>

namespace league {

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void pause(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

bool Waiter::wait_for(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    const bool woken = changed_.wait_for(lock, time, [this] { return woken_; });
    woken_ = false;
    return woken;
}

void Waiter::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

}  // namespace league
