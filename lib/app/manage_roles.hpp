// Who holds which role under a unit, and ending a role. Ending takes effect with the next request of that person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/random.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/role_store.hpp"

namespace league {

class ListRoles {
public:
    struct Input {
        std::string org;  ///< id or code
        /// Why masked numbers are asked for in full, 2..60 characters. It is kept, with who asked and for whom.
        std::optional<std::string> reveal = std::nullopt;
    };
    struct Line {
        RoleHolder holder;
        bool masked = false;  ///< the phone is not whole
    };
    struct Output {
        std::vector<Line> lines;  ///< at and below the unit, by path
    };

    ListRoles(Database& database, const Seals& seals, Random& random);
    /// Numbers are whole for the secretaries of a branch and its township, and everybody's own; masked for others.
    /// Throws Problem: not_found, not_allowed, invalid_input on "reveal".
    Output run(const Actor& actor, const Input& input);

private:
    Output list(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit) const;
    Output reveal(Transaction& tx, const Actor& actor, const OrgUnit& unit, const std::string& reason) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
};

class EndRole {
public:
    struct Input {
        RoleGrantId grant;
    };

    EndRole(Database& database, const Digest& digest);
    /// Ending what has ended is no error. Throws not_found, not_allowed.
    void run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
