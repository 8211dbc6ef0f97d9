// The unit that is meant when none is named: the one at the top of the tree.
#pragma once

#include <optional>
#include <string>

#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// Nothing before the first unit is founded.
std::optional<OrgUnit> top_unit(ReadTransaction& tx);
/// The unit of this id or code, or the top one for an empty text. Throws Problem not_found ("unit_not_found").
OrgUnit unit_or_top(ReadTransaction& tx, const std::string& id_or_code);

}  // namespace league
