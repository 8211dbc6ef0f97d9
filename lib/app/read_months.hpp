// Month after month of one unit, out of kept figures: one statement, however many logs there are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/permission.hpp"
#include "lib/domain/progress.hpp"

namespace league {

class Database;

class ReadMonths {
public:
    struct Input {
        std::string unit;            ///< id or code
        std::optional<Month> until;  ///< the newest; left out, this month
        int count = 12;              ///< 1..24
    };
    struct Output {
        OrgUnit unit;
        Instant as_of;
        std::vector<MonthFigures> months;  ///< oldest first, zeros where nothing happened
    };

    explicit ReadMonths(Database& database) : database_(database) {}

    /// Throws Problem: not_found, not_allowed, invalid_input (count).
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
};

}  // namespace league
