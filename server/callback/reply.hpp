// The second of the three places where a refusal becomes words: one polite line in a chat, sent with HTTP 200, since
// WeChat repeats a message that is answered with an error.
#pragma once

#include <exception>
#include <string>

#include "lib/base/problem.hpp"
#include "lib/documents/phrases.hpp"

namespace league::callback {

/// What the person reads.
std::string polite_line(const Phrases& phrases, const Problem& problem, const std::string& request_id);

/// The same for any exception; what is unexpected is told to the log and to nobody else.
std::string polite_line(const Phrases& phrases, const std::exception_ptr& error, const std::string& request_id);

/// What polite_line() tells the log, for an error that nobody is left to hear of.
void log_fault(const std::exception_ptr& error, const std::string& request_id);

}  // namespace league::callback
