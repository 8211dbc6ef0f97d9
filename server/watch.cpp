#include "server/watch.hpp"

#include <mutex>
#include <utility>

#include "lib/platform/log.hpp"

namespace league {
namespace {

void copy_writer(Metrics& metrics, const WriterStats& stats) {
    const auto set = [&](const char* name, const char* help, double value) { metrics.gauge(name, help).set(value); };
    set("league_writer_jobs", "Write jobs acknowledged since the start", static_cast<double>(stats.jobs));
    set("league_writer_commits", "Commits since the start", static_cast<double>(stats.commits));
    set("league_writer_refused", "Write jobs refused as busy or for want of space", static_cast<double>(stats.refused));
    set("league_writer_broken_batches", "Batches that had to be undone", static_cast<double>(stats.broken_batches));
    set("league_writer_long_locks", "Batches that held the lock for too long", static_cast<double>(stats.long_locks));
    set("league_writer_queue", "Write jobs waiting now", static_cast<double>(stats.queued));
    set("league_database_healthy", "1 when the newest commit worked", stats.last_failure.empty() ? 1 : 0);
    static constexpr const char* kSizes[] = {"1", "2", "4", "8", "16", "32", "64", "128", "more"};
    for (std::size_t i = 0; i < stats.batch_sizes.size(); ++i) {
        metrics.gauge("league_writer_batches", "Batches by their size", {{"up_to", kSizes[i]}})
            .set(static_cast<double>(stats.batch_sizes[i]));
    }
}

void copy_cache(Metrics& metrics, const RedisCache::Stats& stats) {
    const auto set = [&](const char* name, const char* help, double value) { metrics.gauge(name, help).set(value); };
    set("league_redis_calls", "Calls to Redis since the start", static_cast<double>(stats.calls));
    set("league_redis_failures", "Calls to Redis without an answer", static_cast<double>(stats.failures));
    set("league_redis_connections", "Connections to Redis now", static_cast<double>(stats.open));
}

}  // namespace

Watch::Watch(Metrics& metrics, Database& database, const RedisCache& cache) : metrics_(metrics) {
    metrics.before_render([&] {
        copy_writer(metrics, database.writer_stats());
        copy_cache(metrics, cache.stats());
    });
}

Watch::Series Watch::series_of(std::string_view method, const std::string& route, int status) {
    std::string key(method);
    key.append(" ").append(route).append(" ").append(std::to_string(status));
    {
        const std::shared_lock reading(series_mutex_);
        if (const auto known = series_.find(key); known != series_.end()) return known->second;
    }
    const Series made{
        metrics_.counter("league_http_requests_total", "Requests by route and status",
                         {{"method", std::string(method)}, {"route", route}, {"status", std::to_string(status)}}),
        metrics_.histogram("league_http_seconds", "Time from the end of a request's head to its answer",
                           Metrics::latency_bounds(), {{"route", route}})};
    const std::unique_lock writing(series_mutex_);
    return series_.emplace(std::move(key), made).first->second;
}

http::ServedHook Watch::served_hook() {
    return [this](const http::Request& request, const http::Response& response, std::chrono::microseconds elapsed) {
        const bool routed = !request.route.empty();
        // A method is the caller's word: only those of our routes may become a series.
        const std::string_view method = routed ? std::string_view(request.method) : "any";
        static const std::string kNoRoute = "none";
        const std::string& route = routed ? request.route : kNoRoute;
        Series series = series_of(method, route, response.status);
        series.requests.add();
        series.seconds.observe(std::chrono::duration<double>(elapsed).count());
        // Health checks and scrapes come every few seconds and say nothing new.
        const bool routine = route == "/healthz" || route == "/readyz" || route == "/metrics";
        const log::Level level = routine ? log::Level::debug : log::Level::info;
        if (!log::is_on(level)) return;
        log::write(level, "served",
                   {{"request_id", request.request_id},
                    {"method", method},
                    {"route", route},
                    {"status", response.status},
                    {"us", elapsed.count()}});
    };
}

wechat::CallObserver Watch::wechat_observer() {
    return [this](const wechat::CallRecord& call) {
        metrics_
            .counter("league_wechat_calls_total", "Calls to WeChat by outcome and code",
                     {{"account", call.account},
                      {"path", call.path},
                      {"outcome", std::string(call.outcome)},
                      {"code", std::to_string(call.errcode)}})
            .add();
        if (call.outcome == "done") return;
        log::warning("WeChat call failed", {{"account", call.account},
                                            {"path", call.path},
                                            {"outcome", call.outcome},
                                            {"errcode", call.errcode},
                                            {"rid", call.rid},
                                            {"why", call.why}});
    };
}

void Watch::count_push(const std::string& account, const std::string& kind, const std::string& outcome) {
    metrics_
        .counter("league_pushes_total", "Pushes from WeChat by kind and what became of them",
                 {{"account", account}, {"kind", kind}, {"outcome", outcome}})
        .add();
}

}  // namespace league
