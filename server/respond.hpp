// The first of the three places where a refusal becomes words: HTTP. Problems leave as RFC 9457
// application/problem+json with a stable `code`, Chinese words for people and the request's number; anything else
// is `internal`, told to the log and to nobody else.
#pragma once

#include <exception>

#include "lib/base/problem.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/http/message.hpp"

namespace league {

class Responder {
public:
    explicit Responder(const Phrases& phrases) : phrases_(phrases) {}

    http::Response refuse(const http::Request& request, const Problem& problem) const;
    /// For http::Server: any exception of a handler.
    http::Response translate(const http::Request& request, std::exception_ptr error) const;

private:
    const Phrases& phrases_;
};

}  // namespace league
