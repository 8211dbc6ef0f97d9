#include "lib/storage/sqlite/reader_pool.hpp"

#include <utility>

#include "lib/base/problem.hpp"

namespace league::sqlite {

ReaderPool::ReaderPool(ConnectionOptions options, std::size_t limit, std::chrono::milliseconds wait)
    : options_(std::move(options)), limit_(limit), wait_(wait) {}

std::unique_ptr<Connection> ReaderPool::borrow() {
    {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, wait_, [&] { return !free_.empty() || open_ < limit_; }))
            throw Problem(ProblemCode::busy, "database_busy").with_details("no read connection became free");
        if (!free_.empty()) {
            auto connection = std::move(free_.back());
            free_.pop_back();
            return connection;
        }
        ++open_;
    }
    try {
        return std::make_unique<Connection>(options_);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock(mutex_);
        if (connection == nullptr) {
            --open_;
        } else {
            free_.push_back(std::move(connection));
        }
    }
    returned_.notify_one();
}

}  // namespace league::sqlite
