#include "lib/platform/core_dumps.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "lib/base/ensure.hpp"

namespace league {

void forbid_core_dumps() {
    // A collector behind a pipe is not bound by the limit, children that run another program are not bound by the
    // other.
    const rlimit none{0, 0};
    ensure(::setrlimit(RLIMIT_CORE, &none) == 0);
    ensure(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
}

}  // namespace league
