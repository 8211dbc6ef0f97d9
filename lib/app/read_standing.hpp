// Where a county or one of its townships stands against its target: today out of the records, a past day as it was told
// then (R49). A day that nobody froze, or that was frozen before a township was written down, is worked out from the
// records afterwards and says so: it has no alive figures.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/domain/alive.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/standing.hpp"
#include "lib/storage/standing_store.hpp"

namespace league {

class Database;
class ReadTransaction;

enum class StandingBasis {
    live,
    frozen,      ///< as told on that day
    recomputed,  ///< the day was missed; worked out from the records of now
};
std::string_view to_string(StandingBasis basis);

struct StandingView {
    StandingRow unit;
    Date day;
    StandingBasis basis = StandingBasis::live;
    Instant as_of;             ///< of a frozen day: when it was frozen
    std::optional<int> issue;  ///< of the column that published these figures
    std::optional<Campaign> campaign;
    std::vector<StandingRow> rows;  ///< of a county: its committees by rank, those without a target last
};

class ReadStanding {
public:
    struct Input {
        std::string unit;         ///< id or code of a county or of a committee directly below one
        std::optional<Date> day;  ///< left out: today
    };

    explicit ReadStanding(Database& database, AliveRules alive = {}) : database_(database), alive_(alive) {}

    /// Throws Problem: not_found, not_allowed, invalid_input ("standing.only_county_or_township",
    /// "standing.day_ahead").
    StandingView run(const Actor& actor, const Input& input);
    StandingView run_in(ReadTransaction& tx, const Actor& actor, const Input& input) const;

private:
    Database& database_;
    AliveRules alive_;
};

/// Keeps the standing of a county as it is now. Inside a write of a column issue, or by the daily run.
class FreezeStanding {
public:
    FreezeStanding(Database& database, Random& random, AliveRules alive = {})
        : database_(database), random_(random), alive_(alive) {}

    /// Every open county that has no daily snapshot of `today` yet; how many there were. None once the day is over:
    /// what was missed stays missing.
    int run_daily(Date today);
    /// As it is at this moment; kept once StandingWriter inserts it.
    FrozenStanding take(Transaction& tx, const OrgUnit& county, FreezeCause cause,
                        const std::optional<BulletinId>& bulletin) const;

private:
    Database& database_;
    Random& random_;
    AliveRules alive_;
};

}  // namespace league
