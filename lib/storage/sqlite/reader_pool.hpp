// A few read connections, lent to one thread each. More readers than connections wait, but not for ever.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "lib/storage/sqlite/connection.hpp"

namespace league::sqlite {

class ReaderPool {
public:
    ReaderPool(ConnectionOptions options, std::size_t limit, std::chrono::milliseconds wait);

    /// Throws Problem busy when none becomes free in time.
    std::unique_ptr<Connection> borrow();
    /// nullptr: the connection is of no use any more and its place is free.
    void give_back(std::unique_ptr<Connection> connection);

private:
    const ConnectionOptions options_;
    const std::size_t limit_;
    const std::chrono::milliseconds wait_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> free_;  ///< the last one returned goes first, its cache is warm
    std::size_t open_ = 0;
};

}  // namespace league::sqlite
