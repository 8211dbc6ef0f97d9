// What operators and machines ask: is it alive, is it ready, what does it do. No personal data, no sign-in; the proxy
// in front keeps /metrics inside (config/nginx).
#pragma once

#include <filesystem>

#include "lib/base/cache.hpp"
#include "lib/http/router.hpp"
#include "lib/platform/metrics.hpp"
#include "lib/storage/database.hpp"

namespace league {

struct HealthLimits {
    std::uintmax_t least_free_bytes = 200ull * 1024 * 1024;  ///< below this the disk counts as full
};

/// /healthz, /readyz (503 naming what is not ready), /metrics.
void add_health_routes(http::Router& router, Database& database, Cache& cache, Metrics& metrics,
                       std::filesystem::path data_folder, HealthLimits limits = {});

}  // namespace league
