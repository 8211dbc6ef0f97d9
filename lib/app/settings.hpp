// Parts' own options out of the configuration, for the mains that build the same parts.
#pragma once

#include "lib/app/activity_rules.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/report_rules.hpp"
#include "lib/app/supervision_rules.hpp"
#include "lib/documents/pictures.hpp"
#include "lib/documents/sheet_limits.hpp"
#include "lib/platform/config.hpp"
#include "lib/storage/database.hpp"

namespace league {

/// For a program that serves: the file must be there.
DatabaseOptions database_options(const DatabaseConfig& config);
PictureLimits picture_limits(const PhotoConfig& config);
ActivityRules activity_rules(const ActivityConfig& config);
BulletinOptions bulletin_options(const Config& config);
ReportSettings report_settings(const Config& config);
SupervisionSettings supervision_settings(const Config& config);
PlanReminders::Settings reminder_settings(const Config& config);
SheetLimits sheet_limits(const ImportConfig& config);

}  // namespace league
