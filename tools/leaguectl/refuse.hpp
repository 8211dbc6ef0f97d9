// The third of the three places where a refusal becomes words: the command line. The sentence of the problem for
// people, its code in brackets for scripts and support.
#pragma once

#include <string>

#include "lib/base/problem.hpp"
#include "tools/leaguectl/desk.hpp"

namespace league::ctl {

/// One or several lines for stderr, each ended. With `as_json` a single JSON object of code, detail and errors.
std::string refusal_text(Desk& desk, const Problem& problem, bool as_json);

}  // namespace league::ctl
