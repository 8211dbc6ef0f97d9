// A project becomes an organisation. Inside lib/app only.
#pragma once

#include <string>

#include "lib/app/founding_parts.hpp"

namespace league {

/// The next free code of the township: its own with a hyphen and two digits or more.
std::string next_unit_code(ReadTransaction& tx, const OrgUnit& township);

/// Puts the unit below its township, open from `founded_on`, with its record as a new organisation, its heads and the
/// end of its first term. Throws Problem invalid_input on "code" when that is taken or too long.
OrgUnit found_unit(Transaction& tx, const FoundingParts& parts, const Actor& actor, const OrgProject& project,
                   const OrgUnit& township, Date founded_on, const std::string& code, int term_years);

}  // namespace league
