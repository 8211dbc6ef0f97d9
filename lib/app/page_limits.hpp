// The bounds of a page of a list, checked once for all lists.
#pragma once

#include <vector>

#include "lib/base/problem.hpp"

namespace league {

/// Throws Problem invalid_input (limit, offset) unless 1 <= limit <= most and 0 <= offset <= 100000.
void check_page(int limit, int offset, int most);

}  // namespace league
