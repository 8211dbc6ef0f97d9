// The limits of calls by kind of outbox row, out of the configuration.
#pragma once

#include "lib/domain/sending.hpp"
#include "lib/platform/config.hpp"

namespace league {

SendingRates sending_rates(const Config& config);

}  // namespace league
