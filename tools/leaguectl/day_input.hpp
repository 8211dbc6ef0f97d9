// Days and months as an operator types them.
#pragma once

#include <string>

#include "lib/domain/period.hpp"

namespace league::ctl {

/// "2026-11-03". Throws Problem invalid_input on `field` ("field.not_a_date").
Date day_from(const std::string& field, const std::string& words);
/// "2026-11". Throws Problem invalid_input on `field` ("field.not_a_month").
Month month_from(const std::string& field, const std::string& words);

}  // namespace league::ctl
