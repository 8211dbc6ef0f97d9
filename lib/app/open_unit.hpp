// The unit that an order is about, asked for and open: the first lines of use cases that change what is known of it.
#pragma once

#include <string>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class ReadTransaction;

/// By id or code. Throws Problem: not_found ("unit_not_found"), not_allowed, closed ("unit_closed").
OrgUnit open_unit(ReadTransaction& tx, const Actor& actor, Verb verb, const std::string& id_or_code);

/// Throws Problem invalid_input when there are any.
void refuse_if_any(std::vector<FieldError> errors);

}  // namespace league
