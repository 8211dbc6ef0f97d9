#include "lib/app/settings.hpp"

namespace league {

DatabaseOptions database_options(const DatabaseConfig& config) {
    DatabaseOptions options;
    options.path = config.path;
    options.create = false;
    options.readers = config.readers;
    options.busy_wait = config.busy_wait;
    options.batch_jobs = config.batch_jobs;
    return options;
}

PictureLimits picture_limits(const PhotoConfig& config) {
    PictureLimits limits;
    limits.max_bytes = config.max_bytes;
    limits.max_pixels = config.max_pixels;
    limits.edge = static_cast<std::size_t>(config.stored_edge);
    limits.thumbnail_edge = static_cast<std::size_t>(config.thumbnail_edge);
    limits.time = config.work_time;
    limits.memory = config.work_memory_mb << 20;
    return limits;
}

ActivityRules activity_rules(const ActivityConfig& config) {
    ActivityRules rules;
    rules.alive.members = config.alive_members;
    rules.alive.months = config.alive_months;
    rules.alive.attendance_percent = config.alive_attendance_percent;
    rules.alive.weak_from = config.weak_from;
    rules.timely_days = config.timely_days;
    return rules;
}

BulletinOptions bulletin_options(const Config& config) {
    BulletinOptions options;
    options.account = config.column.account;
    switch (config.column.release) {
        case ColumnRelease::draft: options.release = Release::draft; break;
        case ColumnRelease::publish: options.release = Release::publish; break;
        case ColumnRelease::mass_send: options.release = Release::mass_send; break;
    }
    options.approval = config.column.approval;
    options.quiet = {config.reminders.quiet_from, config.reminders.quiet_until};
    options.reports = report_settings(config);
    return options;
}

ReportSettings report_settings(const Config& config) {
    ReportSettings settings;
    settings.rules.grace_days = config.reports.grace_days;
    settings.rules.lock_days = config.reports.lock_days;
    settings.rules.ask_days = config.reports.ask_days;
    settings.alive = activity_rules(config.activities).alive;
    return settings;
}

SupervisionSettings supervision_settings(const Config& config) {
    SupervisionSettings settings;
    settings.rules.line_percent = config.supervision.line_percent;
    settings.rules.line_periods = config.supervision.line_periods;
    settings.rules.missing_reports = config.supervision.missing_reports;
    settings.rules.hollow_percent = config.supervision.hollow_percent;
    settings.rules.silent_days = config.escalation.supervise_days;
    settings.rules.silent_percent = config.supervision.silent_percent;
    settings.reports = report_settings(config);
    return settings;
}

PlanReminders::Settings reminder_settings(const Config& config) {
    return {
        {config.reminders.quiet_from, config.reminders.quiet_until}, config.calendar, report_settings(config).rules};
}

SheetLimits sheet_limits(const ImportConfig& config) {
    SheetLimits limits;
    limits.files = config.max_files;
    limits.rows = config.max_rows;
    return limits;
}

}  // namespace league
