// What was worked out from the records, kept until the next commit of any program. Asking whether one came costs some
// microseconds, working it out anew many times that; and nothing that is found is older than the records.
//
//     const std::uint64_t version = database.data_version();
//     if (const auto kept = memory.find(version, key)) return *kept;
//     return *memory.keep(version, key, work_out());
//
// The version is asked for first: a commit in between makes what is kept newer than its version says, never older. Not
// for what depends on the clock, unless the instant is in the key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace league {

/// May be used from any thread.
template <class Key, class Value>
class VersionMemory {
public:
    /// Holds `most` values; one more and it begins anew.
    explicit VersionMemory(std::size_t most) : most_(most) {}

    /// Null when there is none, or it was kept at another version.
    std::shared_ptr<const Value> find(std::uint64_t version, const Key& key) const {
        const std::shared_lock lock(mutex_);
        if (version != version_) return nullptr;
        const auto found = kept_.find(key);
        return found == kept_.end() ? nullptr : found->second;
    }

    std::shared_ptr<const Value> keep(std::uint64_t version, Key key, Value value) {
        auto shared = std::make_shared<const Value>(std::move(value));
        const std::unique_lock lock(mutex_);
        if (version != version_ || kept_.size() >= most_) {
            kept_.clear();
            version_ = version;
        }
        kept_.insert_or_assign(std::move(key), shared);
        return shared;
    }

private:
    const std::size_t most_;
    mutable std::shared_mutex mutex_;
    std::uint64_t version_ = 0;
    std::map<Key, std::shared_ptr<const Value>> kept_;
};

}  // namespace league
