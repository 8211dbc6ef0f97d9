// What the configuration says about supervision: the thresholds of its rules, and of what they are measured by.
#pragma once

#include "lib/app/report_rules.hpp"
#include "lib/domain/supervision.hpp"

namespace league {

struct SupervisionSettings {
    SupervisionRules rules;
    ReportSettings reports;
};

}  // namespace league
