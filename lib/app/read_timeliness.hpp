// Whether activities are reported in time (R64): of the logs begun in a period, how many came within the days allowed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/activity_rules.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/org_activity_store.hpp"

namespace league {

class Database;

class ReadTimeliness {
public:
    struct Input {
        std::string unit;                   ///< id or code; empty: the top of the tree
        std::optional<Period> period = {};  ///< nothing: the month under way
    };
    struct Line {
        OrgUnit unit;
        Timeliness timeliness;
    };
    struct Output {
        OrgUnit unit;
        Period period;
        Instant as_of;
        Timeliness totals;
        std::vector<Line> rows;  ///< open units directly below, in tree order
    };

    ReadTimeliness(Database& database, ActivityRules rules) : database_(database), rules_(rules) {}

    /// Reads the logs of the period. Throws Problem: not_found, not_allowed.
    Output run(const Actor& actor, const Input& input);

    const ActivityRules& rules() const { return rules_; }

private:
    Database& database_;
    ActivityRules rules_;
};

}  // namespace league
