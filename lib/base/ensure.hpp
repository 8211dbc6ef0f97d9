// Stops the process for what only a bug can break. Never used on anything a person or a network sent.
#pragma once

#include <source_location>
#include <string_view>

namespace league {

[[noreturn]] void stop(std::string_view why, std::source_location where = std::source_location::current());

inline void ensure(bool condition, std::source_location where = std::source_location::current()) {
    if (!condition) stop("a condition that always holds did not", where);
}

}  // namespace league
