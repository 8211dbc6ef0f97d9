// "This follower spoke just now", which opens the customer-service window (wechat-api 5.3). Kept in memory and written
// every few seconds in one job, so that a question answered from records costs no write. Losing the last seconds in a
// crash closes a window early, nothing else. From any thread.
#pragma once

#include <cstddef>
#include <mutex>
#include <unordered_map>

#include "lib/domain/ids.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class RecordContact {
public:
    RecordContact(Database& database, const Seals& seals);

    void note(const IdentityId& identity, Instant at);
    /// Writes what is waiting, some hundred rows a job; called by a loop in main and once at the end. What could not
    /// be written waits on, and the Problem comes out.
    void flush();
    std::size_t waiting() const;

private:
    Database& database_;
    const Seals& seals_;
    mutable std::mutex mutex_;
    std::unordered_map<IdentityId, Instant> waiting_;
};

}  // namespace league
