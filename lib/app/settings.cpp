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

SheetLimits sheet_limits(const ImportConfig& config) {
    SheetLimits limits;
    limits.files = config.max_files;
    limits.rows = config.max_rows;
    return limits;
}

}  // namespace league
