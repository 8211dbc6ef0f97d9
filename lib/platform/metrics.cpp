#include "lib/platform/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <mutex>

namespace league {

struct Metrics::Parts {
    prometheus::Registry registry;
    std::mutex mutex;
    std::map<std::string, prometheus::Family<prometheus::Counter>*> counters;
    std::map<std::string, prometheus::Family<prometheus::Gauge>*> gauges;
    std::map<std::string, std::pair<prometheus::Family<prometheus::Histogram>*, std::vector<double>>> histograms;
    std::vector<std::function<void()>> refreshers;
};

void Counter::add(double amount) {
    static_cast<prometheus::Counter*>(metric_)->Increment(amount);
}
void Gauge::set(double value) {
    static_cast<prometheus::Gauge*>(metric_)->Set(value);
}
void Histogram::observe(double value) {
    static_cast<prometheus::Histogram*>(metric_)->Observe(value);
}

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
    const std::lock_guard lock(parts_->mutex);
    auto*& family = parts_->counters[name];
    if (family == nullptr) family = &prometheus::BuildCounter().Name(name).Help(help).Register(parts_->registry);
    return Counter(&family->Add(labels));
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
    const std::lock_guard lock(parts_->mutex);
    auto*& family = parts_->gauges[name];
    if (family == nullptr) family = &prometheus::BuildGauge().Name(name).Help(help).Register(parts_->registry);
    return Gauge(&family->Add(labels));
}

Histogram Metrics::histogram(const std::string& name, const std::string& help, const std::vector<double>& bounds,
                             const Labels& labels) {
    const std::lock_guard lock(parts_->mutex);
    auto& [family, kept] = parts_->histograms[name];
    if (family == nullptr) {
        family = &prometheus::BuildHistogram().Name(name).Help(help).Register(parts_->registry);
        kept = bounds;
    }
    return Histogram(&family->Add(labels, kept));
}

const std::vector<double>& Metrics::latency_bounds() {
    static const std::vector<double> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                            0.1,    0.25,  0.5,    1,     2.5,  5,     10};
    return bounds;
}

void Metrics::before_render(std::function<void()> refresh) {
    const std::lock_guard lock(parts_->mutex);
    parts_->refreshers.push_back(std::move(refresh));
}

std::string Metrics::render() {
    std::vector<std::function<void()>> refreshers;
    {
        const std::lock_guard lock(parts_->mutex);
        refreshers = parts_->refreshers;
    }
    for (const auto& refresh : refreshers) refresh();
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

}  // namespace league
