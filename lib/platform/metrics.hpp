// Figures about the running program for /metrics, in Prometheus' text format. Counts and durations only: no
// label may hold a person, an id or anything else that grows with the data.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace league {

using Labels = std::map<std::string, std::string>;

/// Handles are cheap to copy, usable from any thread, and valid as long as their Metrics.
class Counter {
public:
    void add(double amount = 1);

private:
    friend class Metrics;
    explicit Counter(void* metric) : metric_(metric) {}
    void* metric_;
};

class Gauge {
public:
    void set(double value);

private:
    friend class Metrics;
    explicit Gauge(void* metric) : metric_(metric) {}
    void* metric_;
};

class Histogram {
public:
    void observe(double value);

private:
    friend class Metrics;
    explicit Histogram(void* metric) : metric_(metric) {}
    void* metric_;
};

class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// The same name and labels give the same series. Names as Prometheus wants them: league_http_requests_total.
    Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
    Gauge gauge(const std::string& name, const std::string& help, const Labels& labels = {});
    /// `bounds` are the upper ends of the buckets; those of the first call under a name count.
    Histogram histogram(const std::string& name, const std::string& help, const std::vector<double>& bounds,
                        const Labels& labels = {});
    /// Seconds from half a millisecond to ten seconds.
    static const std::vector<double>& latency_bounds();

    /// Called before each render(), e.g. to copy counters kept elsewhere into gauges.
    void before_render(std::function<void()> refresh);
    std::string render();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace league
