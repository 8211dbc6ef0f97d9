// The date format of HTTP headers.
#pragma once

#include <string>

#include "lib/base/clock.hpp"

namespace league::http {

/// "Tue, 10 Nov 2026 01:00:00 GMT" (RFC 9110, 5.6.7).
std::string http_date(Instant instant);

}  // namespace league::http
