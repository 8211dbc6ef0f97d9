// Who holds which role under a unit, and ending a role. Ending takes effect with the next request of that person.
#pragma once

#include <string>
#include <vector>

#include "lib/storage/database.hpp"
#include "lib/storage/role_store.hpp"

namespace league {

class ListRoles {
public:
    struct Input {
        std::string org;  ///< id or code
    };
    struct Output {
        std::vector<RoleHolder> holders;  ///< at and below the unit, by path
    };

    ListRoles(Database& database, const Seals& seals);
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
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
