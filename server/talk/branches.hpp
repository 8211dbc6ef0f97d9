// Which branches a person means in a chat: his own, or by name one below the unit where he holds a role (some branches
// report on paper or by telephone).
#pragma once

#include <string_view>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/transaction.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

/// Those that the actor is secretary of, open ones, in the order of their paths.
std::vector<OrgUnit> own_branches(ReadTransaction& tx, const Actor& actor);
/// Whether the actor may log for branches that are not his own.
bool logs_for_others(const Actor& actor);
/// Branches to which the actor may do that and whose name is in the text, or has the text in it; the longest names in
/// the text win. An empty text names nothing.
std::vector<OrgUnit> named_branches(ReadTransaction& tx, const Actor& actor, Verb verb, const Words& words,
                                    std::string_view text);
/// Names, with a mark between them, as many as fit so many bytes; that there are more is said.
std::string names_within(const Phrases& phrases, const std::vector<OrgUnit>& units, std::size_t bytes);
/// Those of the units that the typed name means: an exact one alone, else all of whose names it is a part.
std::vector<OrgUnit> units_named(const Words& words, std::string_view typed, const std::vector<OrgUnit>& units);
/// Whether two names of units mean the same, as people shorten them (城关, 城关镇, 城关镇团委).
bool is_same_name(const Words& words, std::string_view typed, const OrgUnit& unit);
/// Whether what was typed is a part of the unit's name.
bool is_part_of_name(const Words& words, std::string_view typed, const OrgUnit& unit);

}  // namespace league::talk
