// Counts what is kept of organisations' logs where records are older than that: after a migration or a restore.
#pragma once

#include <cstddef>

namespace league {

class Database;

/// One organisation a write, so that nobody waits behind it. How many were counted; repeating it counts none.
std::size_t keep_org_activity(Database& database);

}  // namespace league
