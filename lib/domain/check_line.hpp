// A text of one line that a person typed: is it there, is it a text, is it short enough.
#pragma once

#include <string>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

enum class Line { required, optional };

/// Adds what is wrong with it: "missing", "not_text" (bad UTF-8, line breaks, emoji) or "too_long". `limit` is in
/// characters; white space around is passed over.
void check_line(std::vector<FieldError>& errors, const std::string& field, const std::string& value, std::size_t limit,
                Line need = Line::optional);

}  // namespace league
