#include "lib/platform/metrics.hpp"

#include <catch2/catch.hpp>

using namespace league;

TEST_CASE("the same name and labels are the same series, other labels another") {
    Metrics metrics;
    metrics.counter("league_calls_total", "Calls.", {{"kind", "a"}}).add();
    metrics.counter("league_calls_total", "Calls.", {{"kind", "a"}}).add(2);
    metrics.counter("league_calls_total", "Calls.", {{"kind", "b"}}).add();
    const auto text = metrics.render();
    CHECK(text.find("# HELP league_calls_total Calls.") != std::string::npos);
    CHECK(text.find("league_calls_total{kind=\"a\"} 3") != std::string::npos);
    CHECK(text.find("league_calls_total{kind=\"b\"} 1") != std::string::npos);
}

TEST_CASE("gauges are refreshed before they are shown, histograms count by bucket") {
    Metrics metrics;
    auto queue = metrics.gauge("league_queue", "Waiting.");
    metrics.before_render([queue]() mutable { queue.set(7); });
    auto seconds = metrics.histogram("league_seconds", "Duration.", {0.1, 1});
    seconds.observe(0.05);
    seconds.observe(0.5);
    const auto text = metrics.render();
    CHECK(text.find("league_queue 7") != std::string::npos);
    CHECK(text.find("league_seconds_bucket{le=\"0.1\"} 1") != std::string::npos);
    CHECK(text.find("league_seconds_bucket{le=\"1\"} 2") != std::string::npos);
    CHECK(text.find("league_seconds_count 2") != std::string::npos);
}
