#include "tests/support/places.hpp"

namespace league::test {

std::string source_dir() {
    return LEAGUE_SOURCE_DIR;
}

std::string bin_dir() {
    return LEAGUE_BIN_DIR;
}

}  // namespace league::test
