// Who can read in full what is written for a unit: the roles at the unit and above it, with how many people hold each.
// No names: whoever wrote a log is told who may read it, not whom to ask about others.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/permission.hpp"
#include "lib/storage/role_store.hpp"

namespace league {

class Database;

class ListReaders {
public:
    struct Output {
        OrgUnit unit;
        std::vector<RoleCount> readers;  ///< the unit's own first, then upwards
    };

    explicit ListReaders(Database& database) : database_(database) {}
    /// `unit`: id or code. Throws Problem: not_found, not_allowed.
    Output run(const Actor& actor, const std::string& unit);

private:
    Database& database_;
};

}  // namespace league
