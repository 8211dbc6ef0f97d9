// What a program holds of keys and people stays out of core dumps.
#pragma once

namespace league {

/// For the top of a main. The kernel then writes no core file and gives none to a collector, and only root may look
/// into the process.
void forbid_core_dumps();

}  // namespace league
