// Gives work a time within which it must answer. Work that takes longer is finished all the same, on its own thread,
// but nobody waits for it: WeChat counts five seconds, and the disk may take longer.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace league::callback {

/// From any thread.
class TimeLimit {
public:
    TimeLimit(std::size_t threads, std::chrono::milliseconds limit);
    /// Finishes what was handed over.
    ~TimeLimit();
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    /// What `work` comes back with, or nothing when it is late. It owns all that it uses. Throws what it throws.
    template <class Work>
    auto run(Work work) -> std::optional<std::invoke_result_t<Work&>>;

private:
    void hand_over(std::function<void()> task);
    void serve();

    std::chrono::milliseconds limit_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

template <class Work>
auto TimeLimit::run(Work work) -> std::optional<std::invoke_result_t<Work&>> {
    using T = std::invoke_result_t<Work&>;
    auto task = std::make_shared<std::packaged_task<T()>>(std::move(work));
    std::future<T> answer = task->get_future();
    hand_over([task] { (*task)(); });
    if (answer.wait_for(limit_) != std::future_status::ready) return std::nullopt;
    return answer.get();
}

}  // namespace league::callback
