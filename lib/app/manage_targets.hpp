// Targets of the open campaign: set one, read them, ask whether the parts cover the whole (R50-R53).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/target.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Database;
class ReadTransaction;

class SetTarget {
public:
    struct Input {
        std::string unit;  ///< id or code
        TargetOrder order;
        int base_revision = 0;  ///< of the target that the caller saw; 0: there was none
    };
    struct Output {
        bool created = false;  ///< false: the newest revision says this already
        OrgUnit unit;
        Target target;
    };

    SetTarget(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Throws Problem: not_found (unit), not_allowed, conflict ("no_open_campaign"; "target.base_is_old" when somebody
    /// else set it meanwhile), closed ("unit_closed"), invalid_input.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

class ListTargets {
public:
    struct Line {
        OrgUnit unit;
        std::optional<Target> target;
        /// Whether the caller may read the owner's name and the county's reason; both are empty otherwise.
        bool shows_owner = false;
    };
    struct Output {
        OrgUnit unit;
        std::optional<Campaign> campaign;  ///< the open one, begun or not
        std::vector<Line> lines;           ///< a county's own first, then its committees; of a committee its own
    };

    ListTargets(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Newest revisions. Throws Problem: not_found, not_allowed, invalid_input (a unit that bears no target).
    Output run(const Actor& actor, const std::string& unit);
    /// All revisions of one unit, the newest first.
    Output history(const Actor& actor, const std::string& unit);

private:
    Database& database_;
    const Seals& seals_;
};

class CheckTargets {
public:
    struct Output {
        OrgUnit county;
        Campaign campaign;
        Breakdown breakdown;
    };

    CheckTargets(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Throws Problem: not_found, not_allowed, conflict ("no_open_campaign").
    Output run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
