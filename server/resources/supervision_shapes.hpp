// How supervisions look in JSON where more than one resource shows them.
#pragma once

#include <nlohmann/json.hpp>

#include "lib/storage/supervision_store.hpp"

namespace league::shapes {

/// Without facts and steps.
nlohmann::json supervision_line(const SupervisionRow& row, Instant as_of);

}  // namespace league::shapes
