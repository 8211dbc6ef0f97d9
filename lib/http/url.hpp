// Percent-encoding and queries (RFC 3986).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/http/message.hpp"

namespace league::http {

/// Everything but unreserved characters becomes %XX: for a path segment, a query name or a value.
std::string percent_encode(std::string_view text);
/// Nothing when a % is not followed by two hex digits. `+` stays a plus.
std::optional<std::string> percent_decode(std::string_view text);
/// "a=1&b=%E5%9B%A2", without a leading question mark.
std::string encode_query(const Query& query);
/// Takes `+` for a space, as forms send it; a broken escape is kept as it stands.
Query parse_query(std::string_view text);

}  // namespace league::http
