// What the configuration says about half-month reports: when they are late and when they close, and what of the sheet
// hangs on other thresholds.
#pragma once

#include "lib/domain/alive.hpp"
#include "lib/domain/half_month_report.hpp"

namespace league {

struct ReportSettings {
    ReportRules rules;
    AliveRules alive;
};

}  // namespace league
