#include "server/health.hpp"

#include <nlohmann/json.hpp>

namespace league {
namespace {

using nlohmann::json;

/// "" when `probe` comes back, else the key of what it threw.
template <typename Probe>
std::string fault_of(Probe probe) {
    try {
        probe();
        return {};
    } catch (const Problem& problem) {
        return problem.key();
    } catch (const std::exception&) {
        return "failed";
    }
}

http::Response readiness(Database& database, Cache& cache, const std::filesystem::path& folder,
                         const HealthLimits& limits) {
    json faults = json::object();
    const auto note = [&](const char* part, const std::string& fault) {
        if (!fault.empty()) faults[part] = fault;
    };
    note("redis", fault_of([&] { cache.ping(); }));
    note("database", fault_of([&] { database.probe_writable(); }));
    note("disk", fault_of([&] {
             std::error_code error;
             const auto space = std::filesystem::space(folder, error);
             if (!error && space.available < limits.least_free_bytes) throw Problem(ProblemCode::no_space, "no_space");
         }));
    const bool ready = faults.empty();
    const json body = {{"status", ready ? "ready" : "not_ready"}, {"not_ready", faults}};
    return http::Response::json(ready ? 200 : 503, body.dump()).with_header("Cache-Control", "no-store");
}

}  // namespace

void add_health_routes(http::Router& router, Database& database, Cache& cache, Metrics& metrics,
                       std::filesystem::path data_folder, HealthLimits limits) {
    router.add("GET", "/healthz", [](const http::Request&) { return http::Response::text(200, "alive\n"); });
    router.add("GET", "/readyz", [&database, &cache, folder = std::move(data_folder), limits](const http::Request&) {
        return readiness(database, cache, folder, limits);
    });
    router.add("GET", "/metrics", [&metrics](const http::Request&) {
        return http::Response{.status = 200,
                              .content_type = "text/plain; version=0.0.4; charset=utf-8",
                              .headers = {},
                              .body = metrics.render()};
    });
}

}  // namespace league
