// The invented people in the simulator: all follow; some of those who have not logged agreed to notices, some spoke
// lately, the rest can only be phoned, so that a reminder takes every way there is. For demonstrations alone: over
// HTTP to wechat-sim, which plays WeChat to a running league-server.
#pragma once

#include <filesystem>

#include "lib/platform/config.hpp"

namespace league::ctl {

struct VisitResult {
    int followers = 0;
    int consents = 0;    ///< of the first visit alone
    int spoke = 0;       ///< of the first visit alone
    int unanswered = 0;  ///< pushes that league-server did not answer
};

/// Beside the records: what `leaguectl demo` says about the county it made.
std::filesystem::path demo_card_file(const Config& config);

/// Followers each time, as the simulator forgets; consents and words once, since the records remember. Throws Problem:
/// not_found ("demo_missing"), upstream ("simulator_silent").
VisitResult visit_demo(const Config& config);

}  // namespace league::ctl
