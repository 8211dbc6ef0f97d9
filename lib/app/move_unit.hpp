// An organisation goes to another township, or below another committee, from the first of a month on (R49). Figures of
// the months before stay with those it stood below then. A move of this month holds at once; one of a later month is
// kept and carried out when that month begins (SettleMoves), until then the unit belongs to its old place.
#pragma once

#include <string>

#include "lib/base/digest.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/domain/unit_event.hpp"

namespace league {

class Database;
class Transaction;

class MoveUnit {
public:
    struct Input {
        std::string unit;  ///< id or code
        std::string to;    ///< the new parent, id or code
        Month from;
        std::string reason;
        std::string paper;  ///< may be empty
    };
    struct Output {
        bool changed = false;  ///< false: this very move was recorded before
        UnitEvent event;
        OrgUnit unit;  ///< as it stands in the tree now
        OrgUnit to;
    };

    MoveUnit(Database& database, const Digest& digest, Random& random)
        : database_(database), digest_(digest), random_(random) {}

    /// Needs the right to manage both units. Throws Problem: not_found; not_allowed; closed ("unit_closed");
    /// invalid_input; conflict ("unit.move_pending") while a later move is waiting.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
    Random& random_;
};

/// Takes back a move whose month has not begun.
class CancelMove {
public:
    struct Input {
        std::string unit;
        Month from;
    };

    CancelMove(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Throws Problem: not_found ("unit_not_found", "unit.move_not_found"), not_allowed, closed ("unit.move_holds").
    void run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

/// Carries out the moves whose month has begun. Safe to repeat.
class SettleMoves {
public:
    SettleMoves(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// How many units were moved.
    long long run();

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
