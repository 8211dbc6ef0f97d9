// What the configuration says about judging activity: the thresholds of the alive index and how late is late.
#pragma once

#include "lib/domain/alive.hpp"

namespace league {

struct ActivityRules {
    AliveRules alive;
    int timely_days = 7;  ///< after the day of the activity (R64)
};

}  // namespace league
