// How a program learns that it must end. Make one at the top of main, before any other thread: threads
// inherit the blocked signals. Child processes inherit them too and must reset their mask before exec.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

#include "lib/platform/clock_system.hpp"

namespace league {

class StopSignals {
public:
    /// Ignores SIGPIPE, takes SIGTERM and SIGINT. `on_stop` runs once, on a thread of its own. A second signal while
    /// the program is ending ends it at once.
    explicit StopSignals(std::function<void()> on_stop = {});
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    bool stopping() const { return stopping_; }
    /// Returns when a signal came.
    void wait();
    /// True as soon as a signal came, false when the time passed without one.
    bool wait_for(std::chrono::milliseconds time);

private:
    void watch();

    std::function<void()> on_stop_;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    int signals_ = -1;
    int end_ = -1;
    std::thread watcher_;
};

}  // namespace league
