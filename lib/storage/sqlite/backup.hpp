// Whole-file work on a connection of its own: copy the database while it is used, look for damage.
#pragma once

#include <string>
#include <vector>

#include "lib/storage/sqlite/connection.hpp"

namespace league::sqlite {

void backup(Connection& source, const std::string& path);
std::vector<std::string> faults_in(Connection& connection);

}  // namespace league::sqlite
