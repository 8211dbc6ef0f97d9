// How one organisation stands (R38-R48, R63, R64; domain 9.3): the five conditions of the alive index with the numbers
// behind them, the seven "ones", what the cadence rules ask of it in a month, and whether its logs come in time.
// Nothing of it is secret: whoever may see the organisation's activities sees all of it, the branch first of all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/activity_rules.hpp"
#include "lib/domain/alive.hpp"
#include "lib/domain/cadence.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/cadence_store.hpp"
#include "lib/storage/org_activity_store.hpp"

namespace league {

class Database;
class ReadTransaction;

class ReadHealth {
public:
    struct Input {
        std::string unit;                 ///< id or code of an organisation that counts
        std::optional<Month> month = {};  ///< of duties and timeliness; nothing: the one under way
    };
    /// One of the seven "ones", of the whole life of the organisation.
    struct One {
        ChecklistItem item;
        long long times = 0;
        std::optional<Instant> last_at;
    };
    struct AskedDuty {
        Duty duty;
        CadenceRule rule;
    };
    struct Output {
        OrgUnit unit;
        Instant as_of;
        Month month;
        AliveFacts facts;
        AliveIndex index;
        std::vector<One> ones;
        std::vector<AskedDuty> duties;  ///< the earliest due first
        Timeliness timeliness;          ///< of logs begun in the month
    };

    ReadHealth(Database& database, ActivityRules rules) : database_(database), rules_(rules) {}

    /// Throws Problem: not_found, not_allowed; closed ("unit_closed"); invalid_input on "unit" for a unit that is no
    /// organisation that counts, or is not founded yet.
    Output run(const Actor& actor, const Input& input);
    /// The same for a unit that is known; nothing when it is not founded, closed, or no organisation that counts.
    std::optional<Output> find(const Actor& actor, const OrgUnit& unit);

    const ActivityRules& rules() const { return rules_; }

private:
    std::optional<Output> find_in(ReadTransaction& tx, const Actor& actor, OrgUnit unit,
                                  const std::optional<Month>& asked) const;

    Database& database_;
    ActivityRules rules_;
};

}  // namespace league
