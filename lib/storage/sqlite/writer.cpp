#include "lib/storage/sqlite/writer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/sqlite/errors.hpp"

namespace league::sqlite {
namespace {

using Steady = std::chrono::steady_clock;

// BEGIN waits this long for a program that does not know the turnstile (the sqlite3 shell), then tries again.
constexpr std::chrono::milliseconds kBeginWait{200};

std::exception_ptr too_busy(std::string details) {
    return std::make_exception_ptr(Problem(ProblemCode::busy, "database_busy").with_details(std::move(details)));
}

/// Each caller gets an exception of its own: they are thrown in different threads.
std::exception_ptr copy_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Problem& problem) {
        return std::make_exception_ptr(problem);
    } catch (const std::exception& other) {
        return std::make_exception_ptr(DatabaseError(other.what()));
    } catch (...) {
        return std::make_exception_ptr(DatabaseError("the batch failed"));
    }
}

std::size_t size_class(std::size_t jobs) {
    return std::min<std::size_t>(static_cast<std::size_t>(std::bit_width(jobs - 1)), 8);
}

}  // namespace

struct Writer::Job {
    std::function<void(Transaction&)> work;
    bool hint = false;
    Time queued = Steady::now();
    std::exception_ptr failure;
    std::atomic<bool> answered{false};
};

Writer::Writer(const DatabaseOptions& options, const Clock& clock)
    : options_(options), clock_(clock), turnstile_(options.path) {
    // Setting a fresh file up takes locks too, so it also waits for its turn.
    if (!turnstile_.enter(options_.busy_wait)) std::rethrow_exception(too_busy("opening " + options_.path));
    try {
        using Access = ConnectionOptions::Access;
        connection_ = std::make_unique<Connection>(
            ConnectionOptions{options_.path, options_.create ? Access::create : Access::read_write,
                              options_.writer_cache_kib, kBeginWait, options_.durable});
        log_copier_ = std::make_unique<LogCopier>(options_);
    } catch (...) {
        turnstile_.leave();
        throw;
    }
    turnstile_.leave();
    // Replaces SQLite's automatic checkpoint, which would run inside COMMIT while callers wait for their answer.
    sqlite3_wal_hook(
        connection_->raw().getHandle(),
        [](void* pages, sqlite3*, const char*, int in_log) {
            *static_cast<int*>(pages) = in_log;
            return SQLITE_OK;
        },
        &log_pages_);
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    arrived_.notify_all();
    thread_.join();
    // Best effort: the log is complete without it, and other processes may be reading.
    log_copier_->hurry();
}

void Writer::run(std::function<void(Transaction&)> work) {
    ensure(std::this_thread::get_id() != thread_.get_id());  // would wait for itself
    const auto job = std::make_shared<Job>();
    job->work = std::move(work);
    enqueue(job, options_.queue_jobs);
    job->answered.wait(false, std::memory_order_acquire);
    if (job->failure) std::rethrow_exception(std::exchange(job->failure, nullptr));
}

void Writer::run_later(std::function<void(Transaction&)> work) {
    const auto job = std::make_shared<Job>();
    job->work = std::move(work);
    job->hint = true;
    try {
        enqueue(job, options_.queue_jobs / 2);
    } catch (const Problem&) {
        const std::lock_guard lock(mutex_);
        ++stats_.hints_lost;
    }
}

void Writer::enqueue(const JobPtr& job, std::size_t limit) {
    {
        const std::lock_guard lock(mutex_);
        if (closing_ || queue_.size() >= limit) {
            if (!job->hint) ++stats_.refused;
            throw Problem(ProblemCode::busy, "database_busy").with_details(closing_ ? "closing" : "the queue is full");
        }
        queue_.push_back(job);
    }
    arrived_.notify_one();
}

WriterStats Writer::stats() const {
    const std::lock_guard lock(mutex_);
    WriterStats stats = stats_;
    stats.queued = queue_.size();
    return stats;
}

bool Writer::empty_log() {
    std::future<bool> is_empty;
    {
        const std::lock_guard lock(mutex_);
        if (closing_) return false;
        is_empty = empty_asked_.emplace_back().get_future();
    }
    arrived_.notify_one();
    return is_empty.get();
}

void Writer::loop() {
    while (wait_for_work()) {
        run_batch();
        log_copier_->note(log_pages_);
        end_long_log();
        empty_if_asked();
    }
}

bool Writer::wait_for_work() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return closing_ || !queue_.empty() || !empty_asked_.empty(); });
    return !queue_.empty() || !empty_asked_.empty();
}

Writer::JobPtr Writer::next_job() {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return nullptr;
    JobPtr job = std::move(queue_.front());
    queue_.pop_front();
    return job;
}

bool Writer::begin(Time deadline, std::exception_ptr& failure) {
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(deadline - Steady::now());
    if (!turnstile_.enter(std::max(wait, std::chrono::milliseconds(0)))) {
        failure = too_busy("another process keeps the turn");
        return false;
    }
    try {
        connection_->control("BEGIN IMMEDIATE");
        return true;
    } catch (...) {
        failure = std::current_exception();
        turnstile_.leave();
        return false;
    }
}

void Writer::run_batch() {
    Time deadline;
    {
        const std::lock_guard lock(mutex_);
        if (queue_.empty()) return;
        deadline = queue_.front()->queued + options_.busy_wait;
    }
    std::exception_ptr failure;
    if (!begin(deadline, failure)) {
        // A lock passes: whoever can still wait does, in the next round.
        is_locked(failure) ? refuse_overdue() : refuse_queued(failure);
        return;
    }
    const Time began = Steady::now();
    const auto budget = std::min(options_.batch_time, options_.max_lock);
    std::vector<JobPtr> batch;
    while (batch.size() < options_.batch_jobs && (batch.empty() || Steady::now() - began < budget)) {
        JobPtr job = next_job();
        if (!job) break;
        batch.push_back(job);
        run_in_savepoint(*job);
        if (!connection_->in_transaction()) {
            failure = job->failure;
            break;
        }
    }
    const Job* const culprit = failure ? batch.back().get() : nullptr;
    if (!failure) failure = commit();
    end_turn(began);
    if (failure) {
        after_broken(batch, culprit, failure);
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        ++stats_.commits;
        ++stats_.batch_sizes[size_class(batch.size())];
        stats_.last_failure.clear();
    }
    for (const JobPtr& job : batch) answer(job);
}

void Writer::run_in_savepoint(Job& job) {
    job.failure = nullptr;
    try {
        connection_->control("SAVEPOINT job");
        try {
            Transaction tx = connection_->write_transaction(clock_.now());
            job.work(tx);
        } catch (...) {
            job.failure = std::current_exception();
            if (!connection_->in_transaction()) return;
            connection_->control("ROLLBACK TO job");
        }
        // A job may swallow the error that ended the transaction; it is told all the same.
        if (!connection_->in_transaction()) {
            job.failure = connection_->last_failure();
            ensure(job.failure != nullptr);
            return;
        }
        connection_->control("RELEASE job");
    } catch (...) {
        // The savepoint itself failed: nothing of this batch can be trusted any more.
        job.failure = std::current_exception();
        connection_->roll_back();
    }
}

std::exception_ptr Writer::commit() {
    const Time began = Steady::now();
    try {
        connection_->control("COMMIT");
    } catch (...) {
        const std::exception_ptr failure = std::current_exception();
        connection_->roll_back();
        return failure;
    }
    const std::lock_guard lock(mutex_);
    stats_.last_commit = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began);
    return nullptr;
}

void Writer::end_turn(Time began) {
    turnstile_.leave();
    const auto held = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began);
    const std::lock_guard lock(mutex_);
    stats_.longest_lock = std::max(stats_.longest_lock, held);
    if (held > options_.max_lock) ++stats_.long_locks;
}

void Writer::end_long_log() {
    if (!log_copier_->is_long()) return;
    // Without its turn SQLite would copy as if it had not been asked to wait for anybody, and unguarded. A place in the
    // line that is not reached yet is kept for the next transaction.
    if (!turnstile_.enter(kBeginWait)) return;
    log_copier_->end(*connection_);
    turnstile_.leave();
}

void Writer::empty_if_asked() {
    std::vector<std::promise<bool>> asked;
    {
        const std::lock_guard lock(mutex_);
        asked.swap(empty_asked_);
    }
    if (asked.empty()) return;
    bool is_empty = false;
    if (turnstile_.enter(options_.busy_wait)) {
        is_empty = log_copier_->empty(*connection_);
        turnstile_.leave();
    }
    for (auto& one : asked) one.set_value(is_empty);
}

void Writer::after_broken(std::vector<JobPtr>& batch, const Job* culprit, const std::exception_ptr& failure) {
    {
        const std::lock_guard lock(mutex_);
        ++stats_.broken_batches;
        stats_.last_failure = key_of(failure);
    }
    const bool full = is_no_space(failure);
    // The log itself may be what fills the disk: copied into the file, its space serves the next batch.
    if (full) log_copier_->hurry();
    for (const JobPtr& job : batch) {
        if (full) {
            refuse(job, failure);
        } else if (job.get() == culprit) {
            answer(job);
        } else {
            run_alone(*job);
            answer(job);
        }
    }
}

void Writer::run_alone(Job& job) {
    std::exception_ptr failure;
    while (!begin(job.queued + options_.busy_wait, failure)) {
        if (!is_locked(failure) || Steady::now() >= job.queued + options_.busy_wait) {
            job.failure = failure;
            return;
        }
    }
    const Time began = Steady::now();
    run_in_savepoint(job);
    if (connection_->in_transaction()) {
        if (const std::exception_ptr unwritten = commit()) job.failure = unwritten;
    }
    end_turn(began);
    const std::lock_guard lock(mutex_);
    ++stats_.commits;
    ++stats_.batch_sizes[0];
}

void Writer::answer(const JobPtr& job) {
    {
        const std::lock_guard lock(mutex_);
        ++(job->failure ? stats_.undone : stats_.jobs);
        if (job->failure && job->hint) ++stats_.hints_lost;
    }
    job->answered.store(true, std::memory_order_release);
    job->answered.notify_one();
}

void Writer::refuse(const JobPtr& job, const std::exception_ptr& failure) {
    {
        const std::lock_guard lock(mutex_);
        ++stats_.refused;
        if (job->hint) ++stats_.hints_lost;
        stats_.last_failure = key_of(failure);
    }
    job->failure = copy_of(failure);
    job->answered.store(true, std::memory_order_release);
    job->answered.notify_one();
}

void Writer::refuse_overdue() {
    const Time now = Steady::now();
    while (true) {
        JobPtr job;
        {
            const std::lock_guard lock(mutex_);
            if (queue_.empty() || queue_.front()->queued + options_.busy_wait > now) return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        refuse(job, too_busy("waited too long for the turn"));
    }
}

void Writer::refuse_queued(const std::exception_ptr& failure) {
    while (const JobPtr job = next_job()) refuse(job, failure);
}

}  // namespace league::sqlite
