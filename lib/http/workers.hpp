// The threads of a Server, inside lib/http only: a fixed pool behind a bounded queue. When the queue is
// full the acceptor waits, so that further connections stay in the kernel's backlog.
#pragma once

#include <httplib.h>
#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace league::http {

class Workers final : public httplib::TaskQueue {
public:
    /// `waiting` shows how many connections have no worker yet.
    Workers(std::size_t threads, std::size_t capacity, std::atomic<std::size_t>& waiting)
        : capacity_(capacity), waiting_(waiting) {
        ensure_stack();
        for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
    }

    void enqueue(std::function<void()> task) override {
        {
            std::unique_lock lock(mutex_);
            room_.wait(lock, [&] { return tasks_.size() < capacity_; });
            tasks_.push_back(std::move(task));
            waiting_ = tasks_.size();
        }
        work_.notify_one();
    }

    /// What is queued is still done.
    void shutdown() override {
        {
            const std::lock_guard lock(mutex_);
            closing_ = true;
        }
        work_.notify_all();
        for (auto& thread : threads_) thread.join();
    }

private:
    /// httplib reads the Range header and the heads of a form's parts by regular expressions that take some 400 bytes
    /// of stack for each byte, and a line may have 8192. Whatever limit the program was started under.
    static void ensure_stack() {
        constexpr std::size_t kStack = 8 << 20;
        pthread_attr_t threads;
        if (::pthread_getattr_default_np(&threads) != 0) return;
        std::size_t size = 0;
        if (::pthread_attr_getstacksize(&threads, &size) == 0 && size < kStack) {
            ::pthread_attr_setstacksize(&threads, kStack);
            ::pthread_setattr_default_np(&threads);
        }
        ::pthread_attr_destroy(&threads);
    }

    void work() {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock lock(mutex_);
                work_.wait(lock, [&] { return closing_ || !tasks_.empty(); });
                if (tasks_.empty()) return;
                task = std::move(tasks_.front());
                tasks_.pop_front();
                waiting_ = tasks_.size();
            }
            room_.notify_one();
            task();
        }
    }

    std::size_t capacity_;
    std::atomic<std::size_t>& waiting_;
    std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable room_;
    std::deque<std::function<void()>> tasks_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace league::http
