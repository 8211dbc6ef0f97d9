// An organisation ends: merged into another, dissolved, or closed of itself (domain 5.3), with day, reason and paper.
// What it did stays where it was counted; whoever held a role there holds it no more, and moves that waited are taken
// back.
#pragma once

#include <string>

#include "lib/base/digest.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/unit_event.hpp"

namespace league {

class Database;

class EndUnit {
public:
    struct Input {
        std::string unit;  ///< id or code
        UnitEventKind kind = UnitEventKind::dissolved;
        std::string into;  ///< of a merger, id or code
        Date on;           ///< the first day on which the unit is no more
        std::string reason;
        std::string paper;
    };
    struct Output {
        bool changed = false;  ///< false: it ended exactly so before
        OrgUnit unit;
        UnitEvent event;
        long long roles_ended = 0;
    };

    EndUnit(Database& database, const Digest& digest, Random& random)
        : database_(database), digest_(digest), random_(random) {}

    /// Organisations need the right to tend them (of a merger both), committees that to manage units. Throws Problem:
    /// not_found; not_allowed; invalid_input; closed ("unit_closed") when it ended otherwise before.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
    Random& random_;
};

}  // namespace league
