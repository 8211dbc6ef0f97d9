#include "server/health.hpp"

#include <nlohmann/json.hpp>

#include "lib/app/backup.hpp"
#include "lib/domain/beijing_time.hpp"

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

/// What does not keep the service from working, and needs a person all the same.
json warnings(Database& database, const HealthOptions& options) {
    json warnings = json::object();
    const auto last = last_good_backup(options.backups);
    if (!last && !options.makes_backups) return warnings;
    try {
        const bool is_old = database.read([&](ReadTransaction& tx) { return unsaved_since(tx, last).has_value(); });
        if (is_old) warnings["backup"] = last ? to_rfc3339(*last) : "none";
    } catch (const Problem&) {
        // The database is named as not ready.
    }
    return warnings;
}

http::Response readiness(Database& database, Cache& cache, const HealthOptions& options) {
    json faults = json::object();
    const auto note = [&](const char* part, const std::string& fault) {
        if (!fault.empty()) faults[part] = fault;
    };
    note("redis", fault_of([&] { cache.ping(); }));
    note("database", fault_of([&] { database.probe_writable(); }));
    note("disk", fault_of([&] {
             std::error_code error;
             const auto space = std::filesystem::space(options.data, error);
             if (!error && space.available < options.least_free_bytes) throw Problem(ProblemCode::no_space, "no_space");
         }));
    const bool ready = faults.empty();
    const json body = {
        {"status", ready ? "ready" : "not_ready"}, {"not_ready", faults}, {"warnings", warnings(database, options)}};
    return http::Response::json(ready ? 200 : 503, body.dump()).with_header("Cache-Control", "no-store");
}

}  // namespace

void add_health_routes(http::Router& router, Database& database, Cache& cache, Metrics& metrics,
                       const HealthOptions& options) {
    router.add("GET", "/healthz", [](const http::Request&) { return http::Response::text(200, "alive\n"); });
    router.add("GET", "/readyz",
               [&database, &cache, options](const http::Request&) { return readiness(database, cache, options); });
    metrics.before_render([&metrics, options] {
        const auto last = last_good_backup(options.backups);
        const double made = last ? std::chrono::duration<double>(last->time_since_epoch()).count() : 0.0;
        metrics.gauge("league_last_backup_seconds", "Unix time of the last good backup, 0 before the first").set(made);
    });
    router.add("GET", "/metrics", [&metrics](const http::Request&) {
        return http::Response{.status = 200,
                              .content_type = "text/plain; version=0.0.4; charset=utf-8",
                              .headers = {},
                              .body = metrics.render()};
    });
}

}  // namespace league
