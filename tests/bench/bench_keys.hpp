// Keys of invented records that nobody keeps.
#pragma once

#include <string>

#include "lib/platform/config.hpp"

namespace league::bench {

inline KeysConfig bench_keys() {
    KeysConfig keys;
    keys.active = "k1";
    keys.encryption["k1"] = Secret(std::string(64, '1'));
    keys.lookup = Secret(std::string(64, 'a'));
    return keys;
}

}  // namespace league::bench
