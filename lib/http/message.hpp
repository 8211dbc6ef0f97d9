// What a handler sees of HTTP: a request that has been read and checked, a response to give back. Plain
// values without a connection behind them, so that a handler can be called from a test.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace league::http {

/// Header names compare without regard to case; the order of arrival is kept.
using Headers = std::vector<std::pair<std::string, std::string>>;
/// Decoded names and values in order of arrival.
using Query = std::vector<std::pair<std::string, std::string>>;

/// The first value under `name`.
std::optional<std::string> find_header(const Headers& headers, std::string_view name);

/// One part of a multipart/form-data body.
struct FormPart {
    std::string name;
    std::string filename;  ///< empty for an ordinary field
    std::string content_type;
    std::string content;
};

struct Request {
    std::string method;  ///< HEAD arrives at the GET handler and keeps its name here
    std::string target;  ///< as sent, undecoded, with the query; do not log it where a query may hold a secret
    std::string path;    ///< percent-decoded
    std::string route;   ///< the pattern that matched, e.g. "/api/v1/activities/{id}"; empty when none did
    Query captures;      ///< path parameters by name
    Query query;
    Headers headers;
    std::string body;  ///< the bytes as sent; empty when the body was multipart (see `parts`)
    std::vector<FormPart> parts;
    std::string remote_address;  ///< of the client; from X-Forwarded-For when the peer is a trusted proxy
    std::string request_id;

    /// The path parameter of that name; asking for one that the pattern lacks is a bug.
    const std::string& parameter(std::string_view name) const;
    /// The first query value of that name.
    std::optional<std::string> query_value(std::string_view name) const;
    std::optional<std::string> header(std::string_view name) const { return find_header(headers, name); }
    const FormPart* part(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type;  ///< empty with an empty body
    Headers headers;           ///< control characters in values are replaced by spaces when written
    std::string body;
    bool hang_up = false;  ///< close the connection without a byte of answer: for programs that play a faulty peer

    static Response text(int status, std::string body);
    static Response html(int status, std::string body);
    /// `body` is serialised JSON.
    static Response json(int status, std::string body);
    static Response bytes(std::string content_type, std::string body);
    static Response no_content();
    static Response redirect(int status, std::string location);

    Response& with_header(std::string name, std::string value);
};

}  // namespace league::http
