// The use cases of supervision and of looking after areas, built together for the service.
#pragma once

#include "lib/app/area_notes.hpp"
#include "lib/app/supervise.hpp"

namespace league {

struct SupervisionUses {
    SupervisionUses(Database& database, const ReadStanding& standing, const Seals& seals, Random& random,
                    const SupervisionSettings& settings)
        : read(database, seals),
          propose(database, standing, seals, random, settings),
          open(database, read, seals),
          step(database, read, seals),
          write_note(database, seals),
          notes(database, seals),
          areas(database, standing, seals, settings.reports) {}

    ReadSupervisions read;
    ProposeSupervisions propose;
    OpenSupervision open;
    TakeSupervisionStep step;
    WriteAreaNote write_note;
    ListAreaNotes notes;
    MyAreas areas;
};

}  // namespace league
