// Which refusal a call ends in: CHECK(problem_of([&] { use_case.run(...); }) == "invite_used").
#pragma once

#include <string>

#include "lib/base/problem.hpp"

namespace league::test {

/// The key of the Problem, for a wrong input "field:key" of each field with a space between; "" when none was thrown.
template <class Fn>
std::string problem_of(Fn fn) {
    try {
        fn();
    } catch (const Problem& problem) {
        if (problem.errors().empty()) return problem.key();
        std::string all;
        for (const FieldError& error : problem.errors()) {
            if (!all.empty()) all += ' ';
            all += error.field + ":" + error.key;
        }
        return all;
    }
    return "";
}

}  // namespace league::test
