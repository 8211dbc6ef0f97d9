// Organisations with what is known of them: all below a unit, or one with its history; and whose term ends soon.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/permission.hpp"
#include "lib/domain/unit_event.hpp"
#include "lib/storage/org_life_store.hpp"
#include "lib/storage/place_store.hpp"

namespace league {

class Database;

class ReadOrganisations {
public:
    struct Row {
        OrgUnit unit;
        OrgRecord record;
        std::vector<std::string> tags;
    };
    /// A place with the unit that it is below.
    struct Place {
        UnitPlace span;
        std::optional<OrgUnit> parent;
    };
    struct Event {
        UnitEvent event;
        std::optional<OrgUnit> other;
    };
    struct Whole {
        Row row;
        std::vector<Term> terms;        ///< newest first
        std::vector<KnownHeads> heads;  ///< newest first
        std::vector<Place> places;      ///< oldest first
        std::vector<Event> events;      ///< oldest first; of its own, and mergers into it
    };
    struct Terms {
        Date today;
        std::vector<EndingTerm> ending;  ///< the first to end first, those that are over included
    };

    explicit ReadOrganisations(Database& database) : database_(database) {}

    /// Open organisations at and below, in tree order. Throws Problem: not_found, not_allowed.
    std::vector<Row> list(const Actor& actor, const std::string& unit);
    /// Closed ones too. Throws Problem: not_found ("unit_not_found", "unit.no_organisation"), not_allowed.
    Whole one(const Actor& actor, const std::string& unit);
    /// Open organisations and committees whose term ends within so many days. Throws Problem: not_found, not_allowed.
    Terms ending(const Actor& actor, const std::string& unit, int days);

private:
    Database& database_;
};

}  // namespace league
