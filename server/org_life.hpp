// The use cases of organisations' life, made together: what the routes of organisations and areas need.
#pragma once

#include "lib/app/end_unit.hpp"
#include "lib/app/lead_areas.hpp"
#include "lib/app/move_unit.hpp"
#include "lib/app/read_organisations.hpp"
#include "lib/app/record_org_life.hpp"

namespace league {

struct OrgLife {
    OrgLife(Database& database, const Seals& seals, Random& random)
        : read(database),
          heads(database, seals.digest),
          term(database, seals.digest),
          remove_term(database, seals.digest),
          tags(database, seals.digest),
          claim(database, seals.digest),
          end(database, seals.digest, random),
          move(database, seals.digest, random),
          cancel_move(database, seals.digest),
          list_groups(database, seals),
          compose_group(database, seals),
          list_contacts(database, seals),
          assign_contact(database, seals, random),
          end_contact(database, seals) {}

    ReadOrganisations read;
    RecordHeads heads;
    RecordTerm term;
    RemoveTerm remove_term;
    RecordTags tags;
    ClaimEntry claim;
    EndUnit end;
    MoveUnit move;
    CancelMove cancel_move;
    ListGroups list_groups;
    ComposeGroup compose_group;
    ListContacts list_contacts;
    AssignContact assign_contact;
    EndContact end_contact;
};

}  // namespace league
