#include "lib/app/reseal.hpp"

#include <algorithm>

#include "lib/storage/sealed_columns.hpp"

namespace league {
namespace {

constexpr long long kPass = 2000;       // values found by one reading of a column
constexpr std::ptrdiff_t kSlice = 100;  // values of one transaction

}  // namespace

std::map<std::string, long long> Reseal::count_by_key() {
    std::map<std::string, long long> counts;
    const auto by_prefix = database_.read([](ReadTransaction& tx) { return SealedStore(tx).count_by_key(); });
    for (const auto& [prefix, count] : by_prefix) {
        // "v1.k2." is k2.
        const std::size_t begin = prefix.find('.') + 1;
        counts[prefix.size() > begin ? prefix.substr(begin, prefix.size() - begin - 1) : prefix] += count;
    }
    return counts;
}

long long Reseal::run(long long most) {
    const std::string prefix = key_prefix_of(seals_.cipher.seal("keys", ""));
    long long done = 0;
    for (const SealedColumn& column : sealed_columns()) {
        while (done < most) {
            const int pass = static_cast<int>(std::min(kPass, most - done));
            const std::vector<std::string> old =
                database_.read([&](ReadTransaction& tx) { return SealedStore(tx).list_others(column, prefix, pass); });
            if (old.empty()) break;
            for (auto from = old.begin(); from != old.end();) {
                const auto to = from + std::min<std::ptrdiff_t>(kSlice, old.end() - from);
                database_.write([&](Transaction& tx) {
                    for (auto value = from; value != to; ++value) {
                        const std::string plain = seals_.cipher.open(column.context, *value);
                        SealedWriter(tx).replace(column, *value, seals_.cipher.seal(column.context, plain));
                    }
                });
                from = to;
            }
            done += static_cast<long long>(old.size());
        }
    }
    return done;
}

}  // namespace league
