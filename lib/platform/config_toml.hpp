// Reading TOML files against the list of config_fields.hpp, inside lib/platform only. Faults are collected, each
// with file and line, and never stop the reading of what follows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lib/platform/config_fields.hpp"

namespace league::config {

using Faults = std::vector<std::string>;

/// league.toml into config.
void read_main_file(const std::filesystem::path& file, Config& config, Faults& faults);
/// The days off of each year, as config/holidays.toml has them; a missing file has none.
void read_holidays_file(const std::filesystem::path& file, WorkCalendar& calendar, Faults& faults);
/// The secrets file over it: [keys], [keys.encryption], [account.<name>], [robot.<name>]. Refuses one that others can
/// read; a missing file is none.
void read_secrets_file(const std::filesystem::path& file, Config& config, Faults& faults);

}  // namespace league::config
