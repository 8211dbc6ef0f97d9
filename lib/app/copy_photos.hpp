// Photos into a backup and out of it. The name of a photo is the SHA-256 of what is in it, so each copy can be judged
// by itself, whatever a disk did to it since.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"

namespace league {

/// Copies the photos below `from`, while others are being stored and erased, to the same places below `to`. A good one
/// that is there stays. A good one of `before`, an earlier copy, is linked to instead, so a night costs only what is
/// new. A damaged one is copied where there is nothing better: part of a picture may be more than none. Files that are
/// not named as photos are left. Returns the names of those that are nowhere as they were stored. Throws
/// std::filesystem::filesystem_error: a photo that may not be read, or a good one that cannot be copied, is never
/// passed over.
std::vector<std::string> copy_photos(const std::filesystem::path& from, const std::filesystem::path& to,
                                     const Digest& digest, const std::filesystem::path& before = {});

}  // namespace league
