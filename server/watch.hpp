// What the service counts about itself for /metrics and the access log: requests and their latencies by route, WeChat
// calls by outcome and code, kinds of callback, the writer's batches, Redis.
#pragma once

#include <functional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lib/http/server.hpp"
#include "lib/platform/cache_redis.hpp"
#include "lib/platform/metrics.hpp"
#include "lib/storage/database.hpp"
#include "lib/wechat/api.hpp"

namespace league {

class Watch {
public:
    /// Copies the figures that others keep whenever /metrics is read.
    Watch(Metrics& metrics, Database& database, const RedisCache& cache);

    http::ServedHook served_hook();
    wechat::CallObserver wechat_observer();
    /// One push of this account; `kind` is a MsgType or an event's name out of the table, "unknown" otherwise.
    void count_push(const std::string& account, const std::string& kind, const std::string& outcome);

private:
    struct Series {
        Counter requests;
        Histogram seconds;
    };
    Series series_of(std::string_view method, const std::string& route, int status);

    Metrics& metrics_;
    std::shared_mutex series_mutex_;
    std::unordered_map<std::string, Series> series_;  ///< by method, route and status: a few hundred at most
};

}  // namespace league
