// After a restore the records do not know what was sent since the backup was made. What they would send again by
// themselves is stopped here and named, so that an operator who looked decides about it.
#pragma once

#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "tools/leaguectl/desk.hpp"

namespace league::ctl {

/// Messages that wait are cancelled, issues on their way to readers stay drafts, work groups count as told of issues,
/// and scheduled reminders and columns that could still be made up for at `made_at` or came due since count as done.
/// Returns what was stopped, for the operator: "column 2026-11-H1", "reminder 2026-11", "bulletin ID TITLE", "3 waiting
/// messages".
std::vector<std::string> stop_repeats(Desk& desk, Database& restored, Instant made_at);

}  // namespace league::ctl
