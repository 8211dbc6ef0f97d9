// Every column that holds sealed values, for changing the key they are sealed with. A sealed value names its key, is
// like no other, and opens only under the context of its column (lib/base/cipher.hpp).
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/cipher.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct SealedColumn {
    std::string_view table;
    std::string_view column;
    std::string_view context;
};
std::span<const SealedColumn> sealed_columns();

/// "v1.k2." of a value sealed with k2.
std::string key_prefix_of(std::string_view sealed);

class SealedStore {
public:
    explicit SealedStore(ReadTransaction& tx) : tx_(tx) {}

    /// How many values each key's prefix has, of all columns. Reads everything.
    std::map<std::string, long long> count_by_key() const;
    /// Values of a column that do not begin with the prefix, at most so many.
    std::vector<std::string> list_others(const SealedColumn& column, const std::string& prefix, int most) const;

private:
    ReadTransaction& tx_;
};

class SealedWriter {
public:
    explicit SealedWriter(Transaction& tx) : tx_(tx) {}

    /// False when the value is not there any more.
    bool replace(const SealedColumn& column, const std::string& sealed, const std::string& anew);

private:
    Transaction& tx_;
};

}  // namespace league
