// The county that a unit belongs to: whoever sets targets, freezes figures and is reported to.
#pragma once

#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// The unit itself or the nearest county above it. Throws Problem invalid_input ("unit": "unit_outside_county") when
/// there is none, as for a province.
OrgUnit county_of(ReadTransaction& tx, const OrgUnit& unit);

}  // namespace league
