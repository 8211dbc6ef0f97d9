// Logs of a unit and all below it, newest activity first. Logs of restricted kinds (R47) are there only for the branch
// itself and its committees; doubtful words (content_check.hpp) are not shown to those who only read.
#pragma once

#include <optional>
#include <string>

#include "lib/domain/period.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/activity_store.hpp"

namespace league {

class Database;

class ListActivities {
public:
    struct Input {
        std::string unit;  ///< id or code
        std::optional<Period> period;
        std::optional<ActivityState> state;
        std::optional<std::string> kind;
        int limit = 50;  ///< 1..100
        int offset = 0;  ///< 0..100000
    };
    using Output = ActivityPage;

    explicit ListActivities(Database& database) : database_(database) {}

    /// Throws Problem: not_found, not_allowed, invalid_input (limit, offset).
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
};

}  // namespace league
