// The columns of a unit in one order, for every statement that reads whole units. Inside lib/storage only.
#pragma once

#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// Reads id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at as the next ten columns.
OrgUnit next_unit(Row& row);

}  // namespace league
