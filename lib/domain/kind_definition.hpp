// A kind of activity as an office defines it (domain 7.2): what may be written down, and the checks over its numbers.
#pragma once

#include <vector>

#include "lib/domain/activity.hpp"

namespace league {

/// The sums that the kind's checks compare, where the log says enough: a check is passed over when nothing stands on
/// one of its sides; a number that is missing beside others counts as 0.
std::vector<FieldError> check_sums(const ActivityContent& content, const ActivityKind& kind);

/// Every wrong part of a definition at once; empty when the office may use it.
std::vector<FieldError> check_definition(const ActivityKind& kind);

/// What `next` may not change of `previous`: the type of a field that logs may hold already.
std::vector<FieldError> check_change(const ActivityKind& previous, const ActivityKind& next);

/// `next` as it is kept: fields that it leaves out stay behind it, out of use, since earlier logs hold them.
ActivityKind with_former_fields(const ActivityKind& previous, ActivityKind next);

/// "theme_day": 1..40 lower-case letters, digits and '_', a letter first.
bool is_kind_code(std::string_view text);

}  // namespace league
