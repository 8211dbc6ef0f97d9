// A small file that is whole or as before.
#pragma once

#include <filesystem>
#include <string>

namespace league {

/// Written beside, synced, then renamed. Throws Problem no_space.
void write_whole(const std::filesystem::path& file, const std::string& text);

}  // namespace league
