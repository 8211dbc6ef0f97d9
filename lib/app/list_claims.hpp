// Claimed against counted (R55): what counts is what an import found in the national member system. Tells which
// organisations a township claims to have entered there and no import found, and which nobody entered yet.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/permission.hpp"
#include "lib/storage/standing_store.hpp"

namespace league {

class Database;

class ListClaims {
public:
    struct Output {
        OrgUnit unit;
        Instant as_of;
        std::vector<ClaimLine> claimed_not_counted;  ///< the longest waiting first
        std::vector<ClaimLine> not_claimed;          ///< founded, neither claimed nor found; in the order of paths
    };

    explicit ListClaims(Database& database) : database_(database) {}

    /// Open organisations below the unit. Throws Problem: not_found, not_allowed.
    Output run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
};

}  // namespace league
