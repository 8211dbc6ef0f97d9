// Copies the write-ahead log into the file, on a thread and a connection of its own: it writes thousands of pages and
// syncs the file, and no commit has to wait for that.
//
// SQLite before 3.51.3 can take a log that is begun anew while a copy starts for the one of before, and then never
// copies some of it (sqlite.org/wal.html, "the WAL-reset bug"). What keeps the two apart:
//
//   copy()          a snapshot of a second connection. With a reader in it no log is begun anew, by whatever process;
//                   where the reader needs nothing of the log, there is nothing to copy either.
//   end(), empty()  the turn of the one writer among all processes, so that nobody else writes.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "lib/storage/database.hpp"
#include "lib/storage/sqlite/connection.hpp"

namespace league::sqlite {

class LogCopier {
public:
    /// The file must be in WAL mode already.
    explicit LogCopier(const DatabaseOptions& options);
    /// Finishes the copy under way and begins none.
    ~LogCopier();
    LogCopier(const LogCopier&) = delete;
    LogCopier& operator=(const LogCopier&) = delete;

    // Called by the one writer:

    /// After a commit: so many pages are in the log now. From checkpoint_pages on they are copied.
    void note(int pages_in_log);
    /// Whatever is in the log is copied when this comes back, as far as it can be: it may be what fills the disk.
    void hurry();
    bool is_long() const { return is_long_; }
    /// Of a long log, in its turn but outside a transaction of `writer`, which waits. A log is written from its
    /// beginning again only when no reader is in it at that moment, which under steady reading may never be. One of
    /// several times checkpoint_pages is therefore ended: what came since the last copy is copied, new readers find
    /// everything in the file, those of before are done within milliseconds, and if not, a later call tries again.
    /// Where the disk does not keep up and the log has grown to twice that, the writer waits for the copy under way.
    void end(Connection& writer);

    /// In the writer's turn, too: copies all and leaves a log of no bytes. False when readers or a copy of another
    /// process were in it all the time.
    bool empty(Connection& writer);

private:
    void loop();
    void copy();

    const int pages_;  ///< checkpoint_pages
    Connection connection_;
    Connection guard_;         ///< holds the snapshot
    int noted_ = 0;            ///< by the writer
    std::atomic<int> wanted_;  ///< pages in the log from which on it is copied
    std::atomic<bool> is_long_{false};
    std::atomic<bool> is_copying_{false};
    std::mutex copying_;  ///< held while the log is copied or ended
    std::mutex mutex_;    ///< guards what follows
    std::condition_variable changed_;
    bool is_asked_ = false;
    bool closing_ = false;

    std::thread thread_;
};

}  // namespace league::sqlite
