// The clock of the demonstration's making: it walks through half a year in seconds, so that logs are submitted on the
// evening of their day and reviewed on the next.
#pragma once

#include <atomic>

#include "lib/base/clock.hpp"

namespace league::ctl {

class DemoClock final : public Clock {
public:
    explicit DemoClock(Instant start) : millis_(to_millis(start)) {}
    Instant now() const override { return from_millis(millis_.load()); }
    void set(Instant instant) { millis_.store(to_millis(instant)); }

private:
    std::atomic<long long> millis_;
};

}  // namespace league::ctl
