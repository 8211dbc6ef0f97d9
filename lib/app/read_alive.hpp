// How many organisations below a unit are alive, weak and hollow, and which (R48): "alive" beside "founded".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/activity_rules.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/alive_store.hpp"

namespace league {

class Database;
class ReadTransaction;

class ReadAlive {
public:
    struct Input {
        std::string unit;                      ///< id or code; empty: the top of the tree
        std::optional<AliveState> state = {};  ///< of the list; totals are of all
        int limit = 50;                        ///< 1..200
        int offset = 0;                        ///< 0..100000
    };
    struct Organisation {
        OrgUnit unit;
        AliveFacts facts;
        AliveIndex index;
    };
    struct Below {
        OrgUnit unit;  ///< a child of the unit asked about
        AliveCounts counts;
    };
    struct Output {
        OrgUnit unit;
        Instant as_of;
        AliveCounts totals;
        std::vector<Below> below;          ///< in tree order; those that are organisations themselves are not here
        std::vector<Organisation> listed;  ///< in the order of paths
        long long total = 0;               ///< of the state asked for
    };

    ReadAlive(Database& database, ActivityRules rules) : database_(database), rules_(rules) {}

    /// Throws Problem: not_found, not_allowed, invalid_input (limit, offset).
    Output run(const Actor& actor, const Input& input);

    const ActivityRules& rules() const { return rules_; }

private:
    Database& database_;
    ActivityRules rules_;
};

/// Of founded, open organisations at and below the unit, now.
AliveCounts count_alive(ReadTransaction& tx, const OrgPath& root, const AliveRules& rules);

}  // namespace league
