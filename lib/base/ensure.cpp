#include "lib/base/ensure.hpp"

#include <cstdio>
#include <cstdlib>

namespace league {

void stop(std::string_view why, std::source_location where) {
    std::fprintf(stderr, "stopped: %.*s at %s:%u in %s\n", static_cast<int>(why.size()), why.data(), where.file_name(),
                 static_cast<unsigned>(where.line()), where.function_name());
    std::abort();
}

}  // namespace league
