// A list of wrong fields as one line: "members:founding.members_over_youth partners:founding.no_partner".
#pragma once

#include <string>
#include <vector>

#include "lib/base/problem.hpp"

namespace league::test {

inline std::string faults(const std::vector<FieldError>& errors) {
    std::string all;
    for (const FieldError& error : errors) {
        if (!all.empty()) all += ' ';
        all += error.field + ":" + error.key;
    }
    return all;
}

}  // namespace league::test
