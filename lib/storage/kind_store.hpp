// Kinds of activity with their fields and checks: rows, so that an office adds a kind without a new program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/activity.hpp"

namespace league {

class ReadTransaction;
class Transaction;

class KindStore {
public:
    explicit KindStore(ReadTransaction& tx) : tx_(tx) {}

    /// Kinds in use, in their order.
    std::vector<ActivityKind> list();
    /// Those out of use too.
    std::vector<ActivityKind> list_all();
    /// Also a kind that is out of use: old logs keep theirs.
    std::optional<ActivityKind> find(const std::string& code);
    /// Only when it is in use.
    std::optional<ActivityKind> find_in_use(const std::string& code);

private:
    ReadTransaction& tx_;
};

class KindWriter {
public:
    explicit KindWriter(Transaction& tx) : tx_(tx) {}

    /// False when the code is taken.
    bool insert(const ActivityKind& kind);
    /// Writes the whole definition over that of the revision before; false when that is not the newest any more.
    bool replace(const ActivityKind& kind);

private:
    void write_parts(const ActivityKind& kind);

    Transaction& tx_;
};

}  // namespace league
