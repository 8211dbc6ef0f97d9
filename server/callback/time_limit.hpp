// Gives work a time within which it must answer. Work that takes longer is finished all the same, on its own thread,
// but nobody waits for it: WeChat counts five seconds, and the disk may take longer.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
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

    /// What `work` comes back with, or nothing when it is late. It owns all that it uses. Throws what it throws; what
    /// it throws when nobody waits any more is given to `fails_late`, on its thread; who fails at that, too, is not
    /// heard.
    template <class Work, class FailsLate>
    auto run(Work work, FailsLate fails_late) -> std::optional<std::invoke_result_t<Work&>>;

private:
    template <class FailsLate>
    static void tell(FailsLate& fails_late, std::exception_ptr fault) noexcept {
        try {
            fails_late(std::move(fault));
        } catch (...) {
            // Nobody is left to tell, and the thread serves others.
        }
    }
    void hand_over(std::function<void()> task);
    void serve();

    std::chrono::milliseconds limit_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

template <class Work, class FailsLate>
auto TimeLimit::run(Work work, FailsLate fails_late) -> std::optional<std::invoke_result_t<Work&>> {
    using T = std::invoke_result_t<Work&>;
    struct Shared {
        std::packaged_task<T()> task;
        std::future<T> answer = task.get_future();
        std::atomic<bool> is_decided{false};  ///< by who is first: the work at its end, or the end of the wait
    };
    auto shared = std::make_shared<Shared>(std::packaged_task<T()>(std::move(work)));
    hand_over([shared, fails_late = std::move(fails_late)]() mutable {
        shared->task();
        if (!shared->is_decided.exchange(true)) return;
        try {
            shared->answer.get();
        } catch (...) {
            tell(fails_late, std::current_exception());
        }
    });
    const bool is_late = shared->answer.wait_for(limit_) != std::future_status::ready;
    if (is_late && !shared->is_decided.exchange(true)) return std::nullopt;
    return shared->answer.get();
}

}  // namespace league::callback
