// The door to the records: one SQLite file, one writer thread a process, a few read connections.
//
// write() is durable when it returns: the commit that holds the job is on disk. Jobs of many callers share one
// commit; each is undone alone when its function throws. Several processes may open the same file and take turns.
// What runs inside is a store over Transaction or ReadTransaction (transaction.hpp); this is not a place for SQL.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct DatabaseOptions {
    std::string path;             ///< the file; beside it come -wal, -shm, .gate and .write
    bool create = true;           ///< make the file when it is not there
    std::size_t readers = 4;      ///< read connections at most, opened when first needed
    int reader_cache_kib = 1024;  ///< page cache of one read connection
    int writer_cache_kib = 8192;  ///< page cache of the writer
    /// Longest wait for the writer's turn, for another process and for a free read connection; then `busy`.
    std::chrono::milliseconds busy_wait{3000};
    std::size_t batch_jobs = 256;              ///< jobs that share one commit, at most
    std::chrono::milliseconds batch_time{20};  ///< after this much work a batch takes no further job
    std::chrono::milliseconds max_lock{50};    ///< a batch holding the lock for longer is counted in WriterStats
    std::size_t queue_jobs = 8192;             ///< jobs waiting at most; further ones are refused as busy
    /// False for a file that nobody reads before it is whole and synced by its maker: commits then wait for no disk.
    bool durable = true;
    int checkpoint_pages = 2000;  ///< pages in the log after which it is copied into the file
};

/// What the writer of this process did since it started.
struct WriterStats {
    std::uint64_t jobs = 0;     ///< acknowledged
    std::uint64_t commits = 0;  ///< jobs / commits is the mean size of a batch
    std::uint64_t undone = 0;   ///< jobs whose own function threw
    std::uint64_t refused = 0;  ///< answered busy or no_space by the driver
    std::uint64_t broken_batches = 0;
    std::uint64_t long_locks = 0;  ///< batches over max_lock
    std::uint64_t hints_lost = 0;  ///< write_later jobs that were not written
    std::chrono::microseconds longest_lock{0};
    std::chrono::microseconds last_commit{0};  ///< duration of the newest COMMIT, its sync included
    std::size_t queued = 0;                    ///< waiting now
    /// Batches by size: 1, 2, 3-4, 5-8, 9-16, 17-32, 33-64, 65-128, more.
    std::array<std::uint64_t, 9> batch_sizes{};
    std::string last_failure;  ///< key of the Problem of the newest failed batch, "" after a commit that worked
};

class Database {
public:
    /// Opens the file (WAL, synchronous=FULL, foreign keys on) and starts the writer; does not migrate.
    /// Throws Problem or DatabaseError when the file cannot be opened.
    Database(DatabaseOptions options, const Clock& clock);
    /// Finishes what was queued, then copies the log into the file.
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs fn(Transaction&) on the writer thread and comes back with its value after the commit. Whatever fn throws
    /// is thrown here, its changes undone. fn may run twice, so it has no effect outside the transaction; it must not
    /// call write(). Throws Problem busy or no_space when it was not written. From any thread.
    template <class Fn>
    auto write(Fn fn) -> std::invoke_result_t<Fn&, Transaction&>;
    /// For hints that may be lost: queues fn and does not wait; dropped when the queue is half full or it fails.
    void write_later(std::function<void(Transaction&)> fn);
    /// Runs fn(ReadTransaction&) in the calling thread over a snapshot that holds every commit made before. From any
    /// thread. Throws Problem busy when no connection becomes free.
    template <class Fn>
    auto read(Fn fn) -> std::invoke_result_t<Fn&, ReadTransaction&>;

    /// Differs from an earlier answer of this object when any process has committed since. To keep a result: ask
    /// before reading, keep it under that number.
    std::uint64_t data_version();

    WriterStats writer_stats() const;
    /// A small durable write that changes no row; throws the Problem that other writes would meet.
    void probe_writable();
    /// Copies the newest commit to `path` while reading and writing go on; the file appears when it is whole. Throws
    /// Problem conflict (backup_exists) rather than replace a file.
    void backup_to(const std::string& path);
    /// Copies the log into the file and cuts it to nothing: what was erased or replaced before is then in neither.
    /// False when others were in the way for too long; the log then goes on as it is.
    bool empty_log();
    /// Faults of pages, indexes and foreign keys, in the database's words; empty when sound. Reads everything.
    std::vector<std::string> check_integrity();

private:
    using WriteThunk = void (*)(void* context, Transaction& tx);
    using ReadThunk = void (*)(void* context, ReadTransaction& tx);
    void write_erased(void* context, WriteThunk run);
    void read_erased(void* context, ReadThunk run);

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

template <class Fn>
auto Database::write(Fn fn) -> std::invoke_result_t<Fn&, Transaction&> {
    using T = std::invoke_result_t<Fn&, Transaction&>;
    static_assert(!std::is_reference_v<T>, "a reference into a transaction that is over");
    if constexpr (std::is_void_v<T>) {
        write_erased(&fn, [](void* context, Transaction& tx) { (*static_cast<Fn*>(context))(tx); });
    } else {
        std::optional<T> answer;
        auto job = [&](Transaction& tx) {
            answer.reset();
            answer.emplace(fn(tx));
        };
        write_erased(&job, [](void* context, Transaction& tx) { (*static_cast<decltype(job)*>(context))(tx); });
        return *std::move(answer);
    }
}

template <class Fn>
auto Database::read(Fn fn) -> std::invoke_result_t<Fn&, ReadTransaction&> {
    using T = std::invoke_result_t<Fn&, ReadTransaction&>;
    static_assert(!std::is_reference_v<T>, "a reference into a transaction that is over");
    if constexpr (std::is_void_v<T>) {
        read_erased(&fn, [](void* context, ReadTransaction& tx) { (*static_cast<Fn*>(context))(tx); });
    } else {
        std::optional<T> answer;
        auto job = [&](ReadTransaction& tx) { answer.emplace(fn(tx)); };
        read_erased(&job, [](void* context, ReadTransaction& tx) { (*static_cast<decltype(job)*>(context))(tx); });
        return *std::move(answer);
    }
}

}  // namespace league
