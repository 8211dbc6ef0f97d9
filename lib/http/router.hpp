// Which handler answers which method and path. Filled once at the start, read-only afterwards.
//
// A pattern is segments of plain text or a whole-segment capture in braces: "/api/v1/activities/{id}". A
// capture holds 1 to 128 bytes of UTF-8 without control characters; anything else does not match. Plain
// text wins over a capture, whatever the order of adding. No regular expressions are involved.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/http/message.hpp"

namespace league::http {

using Handler = std::function<Response(const Request&)>;
/// Asked when the head of a request is read and its body is not: what it throws refuses the request unread. What it
/// gives is kept until the handler has answered, such as a turn among few that may send much.
using Admit = std::function<std::shared_ptr<void>(const Request& head)>;

struct RouteOptions {
    std::size_t max_body = 0;  ///< bytes; 0 takes the server's default
    Admit admit = {};          ///< for routes whose bodies are too large to take from anybody
};

struct Route {
    std::string method;
    std::string pattern;
    Handler handler;
    RouteOptions options;
};

/// A refusal with an HTTP status that the closed list of Problem codes does not tell apart (405, 411, 413...).
/// The server sets this status and these headers on whatever the error translator made of the Problem.
class HttpProblem : public Problem {
public:
    HttpProblem(int status, ProblemCode code, std::string key, Headers headers = {})
        : Problem(code, std::move(key)), status_(status), headers_(std::move(headers)) {}
    int status() const { return status_; }
    const Headers& headers() const { return headers_; }

private:
    int status_;
    Headers headers_;
};

class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// Throws Problem internal ("duplicate_route", "bad_route") when the method and shape were added before or
    /// the pattern is none.
    void add(std::string method, std::string pattern, Handler handler, RouteOptions options = {});
    /// GET of everything below `prefix` (which ends in '/'); what follows it is the parameter "rest", up to
    /// 512 bytes and possibly empty. Plain routes win.
    void add_prefix(std::string prefix, Handler handler);

    /// In order of adding; a prefix is listed as "/m/{rest...}".
    std::vector<std::pair<std::string, std::string>> routes() const;

    struct Match {
        const Route* route;
        Query captures;
    };
    /// `raw_path` is undecoded and without query. HEAD finds GET. Throws HttpProblem: 404, or 405 with Allow.
    Match find(std::string_view method, std::string_view raw_path) const;

private:
    struct Table;
    std::unique_ptr<Table> table_;
};

}  // namespace league::http
