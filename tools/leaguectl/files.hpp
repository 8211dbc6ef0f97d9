// Files that the operator names.
#pragma once

#include <cstddef>
#include <string>

namespace league::ctl {

/// Throws Problem: not_found ("file_unreadable"), invalid_input ("file_too_large").
std::string read_whole(const std::string& path, std::size_t max_bytes);

}  // namespace league::ctl
