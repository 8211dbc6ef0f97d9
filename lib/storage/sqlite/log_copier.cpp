#include "lib/storage/sqlite/log_copier.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <exception>

namespace league::sqlite {
namespace {

// Times checkpoint_pages.
constexpr int kLongestLog = 4;

ConnectionOptions options_of(const DatabaseOptions& options) {
    ConnectionOptions own;
    own.path = options.path;
    own.access = ConnectionOptions::Access::read_write;
    own.durable = options.durable;
    return own;
}

/// A reader in the log for as long as it lives.
class Snapshot {
public:
    explicit Snapshot(Connection& connection) : connection_(connection) {
        connection_.roll_back();  // of one whose reading failed
        connection_.control("BEGIN");
        connection_.execute("SELECT COUNT(*) FROM sqlite_schema", {}, /*first_row_only=*/true, nullptr,
                            [](void*, Row&) {});
    }
    ~Snapshot() { connection_.roll_back(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Connection& connection_;
};

}  // namespace

LogCopier::LogCopier(const DatabaseOptions& options)
    : pages_(options.checkpoint_pages), connection_(options_of(options)), guard_(options_of(options)), wanted_(pages_) {
    thread_ = std::thread([this] { loop(); });
}

LogCopier::~LogCopier() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void LogCopier::note(int pages_in_log) {
    if (pages_in_log < noted_) wanted_ = pages_;  // it was begun anew
    noted_ = pages_in_log;
    // What comes during a copy is for the next one, about which the end of this one decides.
    if (pages_in_log < wanted_ || is_copying_) return;
    {
        const std::lock_guard lock(mutex_);
        is_asked_ = true;
    }
    changed_.notify_one();
}

void LogCopier::hurry() {
    copy();
}

void LogCopier::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return is_asked_ || closing_; });
        if (closing_) return;
        is_asked_ = false;
        lock.unlock();
        copy();
        lock.lock();
    }
}

void LogCopier::copy() {
    const std::lock_guard lock(copying_);
    is_copying_ = true;
    try {
        const Snapshot held(guard_);
        int in_log = 0;
        int copied = 0;
        // Passive: waits for nobody. Readers of an old snapshot keep part of the log for a later round.
        const int outcome = sqlite3_wal_checkpoint_v2(connection_.raw().getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                      &in_log, &copied);
        if (outcome == SQLITE_OK) {
            wanted_ = pages_ + std::max(in_log, 0);
            is_long_ = in_log > kLongestLog * pages_;
        }
    } catch (const std::exception&) {
        // As a copy that another process is at, or for which there is no space: the next commit asks again.
    }
    is_copying_ = false;
}

void LogCopier::end(Connection& writer) {
    std::unique_lock lock(copying_, std::defer_lock);
    if (noted_ > 2 * kLongestLog * pages_) {
        lock.lock();
    } else if (!lock.try_lock()) {
        return;
    }
    is_long_ = false;
    const int outcome =
        sqlite3_wal_checkpoint_v2(writer.raw().getHandle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    if (outcome == SQLITE_OK) wanted_ = pages_;
}

bool LogCopier::empty(Connection& writer) {
    const std::lock_guard lock(copying_);
    return sqlite3_wal_checkpoint_v2(writer.raw().getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) ==
           SQLITE_OK;
}

}  // namespace league::sqlite
