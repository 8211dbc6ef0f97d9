#include "lib/storage/sqlite/log_copier.hpp"

#include <sqlite3.h>

#include <algorithm>

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

}  // namespace

LogCopier::LogCopier(const DatabaseOptions& options)
    : pages_(options.checkpoint_pages), connection_(options_of(options)), wanted_(pages_) {
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
    if (pages_in_log < wanted_) return;
    {
        const std::lock_guard lock(mutex_);
        is_asked_ = true;
    }
    changed_.notify_one();
}

void LogCopier::hurry() {
    wanted_ = 0;
    note(noted_);
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
    int in_log = 0;
    int copied = 0;
    // Passive: waits for nobody. Readers of an old snapshot keep part of the log for a later round. One that another
    // process is at, or for which the disk has no space, is asked for again with the next commit.
    const int outcome =
        sqlite3_wal_checkpoint_v2(connection_.raw().getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied);
    if (outcome != SQLITE_OK) return;
    wanted_ = pages_ + std::max(in_log, 0);
    is_long_ = in_log > kLongestLog * pages_;
}

void LogCopier::end_if_long(Connection& writer) {
    if (!is_long_) return;
    const std::unique_lock lock(copying_, std::try_to_lock);
    if (!lock) return;
    is_long_ = false;
    const int outcome =
        sqlite3_wal_checkpoint_v2(writer.raw().getHandle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    if (outcome == SQLITE_OK) wanted_ = pages_;
}

}  // namespace league::sqlite
