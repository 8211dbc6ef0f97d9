// The tree of units as far as the actor may see it; names of people only where he may see people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"

namespace league {

class ReadOrgTree {
public:
    struct Input {
        std::string org;        ///< id or code; empty: the highest unit of the actor's roles
        std::size_t depth = 8;  ///< levels below it
    };
    struct Holder {
        PersonId person;
        std::string name;
        Role role = Role::branch_secretary;
    };
    struct Node {
        OrgUnit unit;
        long long branches = 0;                      ///< open ones at and below
        std::optional<std::vector<Holder>> holders;  ///< nothing: the actor may not see people here
    };
    struct Output {
        std::vector<Node> nodes;  ///< the unit first, every parent before its children, siblings in their order
    };

    ReadOrgTree(Database& database, const Seals& seals);
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
