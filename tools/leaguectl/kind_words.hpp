// A kind of activity out of the words of a command line.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/activity.hpp"

namespace league::ctl {

struct KindWords {
    std::string code;
    std::string label;
    int sort = 500;
    bool restricted = false;
    std::vector<std::string> fields;  ///< "hours*:LABEL:integer:0:24"
    std::vector<std::string> checks;  ///< "votes_for+votes_against at_most voters: SENTENCE"
};

/// Throws Problem invalid_input on fields or checks that do not read; whether they make sense is the use case's
/// question.
ActivityKind kind_from(const KindWords& words);

}  // namespace league::ctl
