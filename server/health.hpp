// What operators and machines ask: is it alive, is it ready, what does it do. No personal data, no sign-in; the proxy
// in front keeps /metrics inside (config/nginx).
#pragma once

#include <filesystem>

#include "lib/base/cache.hpp"
#include "lib/http/router.hpp"
#include "lib/platform/metrics.hpp"
#include "lib/storage/database.hpp"

namespace league {

struct HealthOptions {
    std::filesystem::path data;                              ///< folder of the records
    std::filesystem::path backups;                           ///< as last_good_backup() takes it
    bool makes_backups = true;                               ///< without one for long is worth a warning
    std::uintmax_t least_free_bytes = 200ull * 1024 * 1024;  ///< below this the disk counts as full
};

/// /healthz, /readyz (503 naming what is not ready; warnings beside it end nobody's service), /metrics.
void add_health_routes(http::Router& router, Database& database, Cache& cache, Metrics& metrics,
                       const HealthOptions& options);

}  // namespace league
