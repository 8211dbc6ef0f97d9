// Another time for the programs that are started with its environment, moved at will: libfaketime adds to the system's
// clock what a file says. Time goes on between the moves; waits and timeouts stay real. Not for redis-server, whose
// allocator asks for the time before the library is ready.
#pragma once

#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::test {

class FakedTime {
public:
    /// Throws when libfaketime is not installed.
    explicit FakedTime(Instant start);

    /// "NAME=value" of what a program needs; the object must outlive it.
    std::vector<std::string> environment() const;

    void set(Instant instant);
    /// What the programs take the time to be.
    Instant now() const;

private:
    TempFolder folder_;
    std::chrono::seconds ahead_{0};
};

}  // namespace league::test
