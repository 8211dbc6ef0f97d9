// The only source of time. An Instant is milliseconds since the Unix epoch; what a person sees of it
// is made in Beijing time by lib/domain.
#pragma once

#include <chrono>

namespace league {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    /// May be called from any thread.
    virtual Instant now() const = 0;
};

inline long long to_millis(Instant instant) {
    return instant.time_since_epoch().count();
}
inline Instant from_millis(long long millis) {
    return Instant(std::chrono::milliseconds(millis));
}

}  // namespace league
