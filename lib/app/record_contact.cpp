#include "lib/app/record_contact.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "lib/storage/identity_store.hpp"

namespace league {
namespace {

constexpr std::size_t kRowsPerJob = 500;  // well under 50 ms of lock

}  // namespace

RecordContact::RecordContact(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

void RecordContact::note(const IdentityId& identity, Instant at) {
    const std::lock_guard lock(mutex_);
    Instant& latest = waiting_[identity];
    latest = std::max(latest, at);
}

void RecordContact::flush() {
    std::vector<std::pair<IdentityId, Instant>> rows;
    {
        const std::lock_guard lock(mutex_);
        rows.assign(waiting_.begin(), waiting_.end());
        waiting_.clear();
    }
    for (std::size_t done = 0; done < rows.size();) {
        const std::size_t next = std::min(done + kRowsPerJob, rows.size());
        const std::vector<std::pair<IdentityId, Instant>> slice(rows.begin() + static_cast<std::ptrdiff_t>(done),
                                                                rows.begin() + static_cast<std::ptrdiff_t>(next));
        try {
            database_.write([&](Transaction& tx) { IdentityWriter(tx, seals_).set_last_messages(slice); });
        } catch (...) {
            for (std::size_t i = done; i < rows.size(); ++i) note(rows[i].first, rows[i].second);
            throw;
        }
        done = next;
    }
}

std::size_t RecordContact::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

}  // namespace league
