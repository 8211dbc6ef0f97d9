// The numbers under which a person was shown the logs that wait for his review, and where they are kept between the
// list and 通过 3: in the cache, under a hash of who speaks, for some hours. A number means a log in the revision that
// was shown.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/cache.hpp"
#include "lib/domain/ids.hpp"
#include "lib/storage/seals.hpp"
#include "server/talk/turn.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

struct ReviewList {
    struct Entry {
        ActivityId id;
        int revision = 1;  ///< that the person was shown
    };
    std::vector<Entry> entries;  ///< number 1 first
    bool all_asked = false;      ///< 全部通过 was said, and waits for its 确认通过

    /// Nothing when there is no such number.
    Entry* find(int number);
};

/// From any thread. Every call may throw CacheDown.
class ReviewListStore {
public:
    ReviewListStore(Cache& cache, const Seals& seals, std::chrono::milliseconds lifetime)
        : cache_(cache), seals_(seals), lifetime_(lifetime) {}

    std::optional<ReviewList> find(const Turn& turn) const;
    void save(const Turn& turn, const ReviewList& list);

private:
    std::string key_of(const Turn& turn) const;

    Cache& cache_;
    const Seals& seals_;
    std::chrono::milliseconds lifetime_;
};

/// All numbers of "3 5、6号", each once; nothing when there is anything else.
std::optional<std::vector<int>> numbers_in(const Words& words, std::string_view typed);
/// The number at the beginning, and what was typed behind it.
std::optional<std::pair<int, std::string>> number_and_rest(const Words& words, std::string_view typed);

}  // namespace league::talk
