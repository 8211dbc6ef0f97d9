// The kinds of activity that can be logged, with their fields. Open to everybody who is signed in.
#pragma once

#include <vector>

#include "lib/domain/activity.hpp"

namespace league {

class Database;

class ReadKinds {
public:
    explicit ReadKinds(Database& database) : database_(database) {}

    /// In use, in their order.
    std::vector<ActivityKind> run();
    /// Those out of use too.
    std::vector<ActivityKind> run_all();

private:
    Database& database_;
};

}  // namespace league
