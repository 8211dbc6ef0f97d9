// The county's list of building modes, and the partners of a township that forms can offer (R29-R37). A county with
// other ways of building changes rows.
#pragma once

#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/building_mode_store.hpp"

namespace league {

class Database;

class ListBuildingModes {
public:
    explicit ListBuildingModes(Database& database) : database_(database) {}

    /// Those out of use too, in their order. Open to everybody who is signed in.
    std::vector<BuildingMode> run();

private:
    Database& database_;
};

class SaveBuildingMode {
public:
    SaveBuildingMode(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Adds the mode or replaces all of it; projects keep the mode they have. Answers whether anything changed. Throws
    /// Problem: not_allowed for all but officers of the top unit; invalid_input with every wrong field.
    bool run(const Actor& actor, const BuildingMode& mode);

private:
    Database& database_;
    const Digest& digest_;
};

class ListPartners {
public:
    explicit ListPartners(Database& database) : database_(database) {}

    /// Of the township named by id or code. Throws Problem: not_allowed; not_found.
    std::vector<Partner> run(const Actor& actor, const std::string& township);

private:
    Database& database_;
};

}  // namespace league
