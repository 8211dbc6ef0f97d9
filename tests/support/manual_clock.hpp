// A clock that stands still until a test moves it.
#pragma once

#include <atomic>

#include "lib/base/clock.hpp"

namespace league::test {

class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : millis_(to_millis(start)) {}

    Instant now() const override { return from_millis(millis_.load()); }
    void set(Instant instant) { millis_.store(to_millis(instant)); }
    template <typename Duration>
    void advance(Duration by) {
        millis_.fetch_add(std::chrono::duration_cast<std::chrono::milliseconds>(by).count());
    }

private:
    std::atomic<long long> millis_;
};

}  // namespace league::test
