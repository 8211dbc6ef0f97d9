// Kinds of activity with their fields: rows, so that an office adds a kind without a new program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/activity.hpp"

namespace league {

class ReadTransaction;

class KindStore {
public:
    explicit KindStore(ReadTransaction& tx) : tx_(tx) {}

    /// Kinds in use, in their order.
    std::vector<ActivityKind> list();
    /// Also a kind that is out of use: old logs keep theirs.
    std::optional<ActivityKind> find(const std::string& code);
    /// Only when it is in use.
    std::optional<ActivityKind> find_in_use(const std::string& code);

private:
    ReadTransaction& tx_;
};

}  // namespace league
