// The writer thread: takes the queued jobs of a moment into one transaction, each in a savepoint of its own,
// commits once and then answers them all. It never waits for more jobs to come.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/sqlite/connection.hpp"
#include "lib/storage/sqlite/log_copier.hpp"
#include "lib/storage/sqlite/turnstile.hpp"

namespace league::sqlite {

class Writer {
public:
    Writer(const DatabaseOptions& options, const Clock& clock);
    /// Finishes what was queued.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Comes back when the commit that holds the job is on disk; throws what the job threw or why it was refused.
    void run(std::function<void(Transaction&)> work);
    void run_later(std::function<void(Transaction&)> work);
    /// Between two batches, in this process's turn. False when it did not come, or when readers or a copy of another
    /// process were in the log all the time.
    bool empty_log();
    WriterStats stats() const;

private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;
    using Time = std::chrono::steady_clock::time_point;

    void loop();
    void run_batch();
    /// True when it is this process's turn and BEGIN worked. Else jobs were refused, or a later try may work.
    bool begin(Time deadline, std::exception_ptr& failure);
    /// Leaves nothing open behind it.
    std::exception_ptr commit();
    void run_in_savepoint(Job& job);
    void after_broken(std::vector<JobPtr>& batch, const Job* culprit, const std::exception_ptr& failure);
    void run_alone(Job& job);
    void end_turn(Time began);
    void end_long_log();
    void empty_if_asked();

    JobPtr next_job();
    /// False at the end of all.
    bool wait_for_work();
    void refuse_overdue();
    void refuse_queued(const std::exception_ptr& failure);
    void refuse(const JobPtr& job, const std::exception_ptr& failure);
    void answer(const JobPtr& job);
    void enqueue(const JobPtr& job, std::size_t limit);

    const DatabaseOptions options_;
    const Clock& clock_;
    Turnstile turnstile_;
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<LogCopier> log_copier_;
    int log_pages_ = 0;  ///< after the newest commit

    mutable std::mutex mutex_;  ///< guards what follows
    std::condition_variable arrived_;
    std::deque<JobPtr> queue_;
    std::vector<std::promise<bool>> empty_asked_;
    bool closing_ = false;
    WriterStats stats_;

    std::thread thread_;
};

}  // namespace league::sqlite
