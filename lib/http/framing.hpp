// How long a request's body is, inside lib/http only; refusals come before a byte of the body is read.
#pragma once

#include <httplib.h>

#include <cstddef>
#include <string_view>

namespace league::http {

bool may_have_body(std::string_view method);
bool must_have_length(std::string_view method);
/// Headers that httplib adds to tell of the connection; no client sent them.
bool is_httplib_note(std::string_view name);

/// The Content-Length, or 0 without one. Throws HttpProblem 400 when it is no number or there twice.
std::size_t announced_length(const httplib::Request& raw);
/// What makes the size of a body unknown before it is read is refused, since httplib would hold all of it in memory:
/// throws HttpProblem 411, 415 or 400.
void check_framing(const httplib::Request& raw, std::size_t length);

}  // namespace league::http
