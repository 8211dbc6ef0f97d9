// Serves a Router over HTTP/1.1. Everything a handler must not have to think of is done here: limits on
// head, body and time, refusal of bodies whose size is not announced, the request number, error
// translation, one line for the access log. TLS, compression and thousands of idle phones belong to the
// proxy in front.
//
// Size of the pool: a worker serves one kept connection at a time, so `workers` is how many are served
// at once; give it the number of connections that the proxy keeps, or that a benchmark opens (measured:
// 32 connections on 32 workers, 2 cores shared with the load generator: see README.md). Further
// connections wait up to `yield_after`, then idle ones are closed in their favour.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/http/message.hpp"
#include "lib/http/router.hpp"

namespace league::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    int port = 0;                                     ///< 0 takes any free port; see Server::port()
    std::size_t workers = 64;                         ///< connections served at once; each is a thread
    std::size_t keep_alive_requests = 1000;           ///< requests on one connection before it is closed
    std::chrono::milliseconds keep_alive_idle{5000};  ///< an idle connection is closed after this
    std::chrono::milliseconds yield_after{100};       ///< ... and after this when others wait for a worker
    std::chrono::milliseconds read_timeout{5000};     ///< between two pieces of a request
    std::chrono::milliseconds write_timeout{5000};    ///< between two pieces of an answer
    std::chrono::milliseconds head_time{10000};       ///< first byte to end of the head
    std::chrono::milliseconds request_time{120000};   ///< first byte to end of the body; and of an answer's
    std::size_t body_pace = 1024;                     ///< bytes a second that a body keeps, after head_time
    std::size_t max_head = 32 * 1024;                 ///< bytes of request line and headers together
    std::size_t max_body = 1024 * 1024;               ///< bytes, where the route does not say otherwise
    int backlog = 1024;                               ///< connections the kernel holds before they are accepted
    std::chrono::milliseconds stop_limit{10000};      ///< stop() cuts connections that are not done by then
    std::vector<std::string> trusted_proxies =
        {};                               ///< addresses or networks ("10.0.0.0/8") whose X-Forwarded-For counts
    std::string request_id_prefix = "r";  ///< request numbers are prefix-counter; make it unique per start
    const Clock* clock = nullptr;         ///< when given, every answer says by it when it was made (Date)
};

/// Turns any exception of a handler into an answer; called inside the catch, must not let what() out.
using ErrorTranslator = std::function<Response(const Request&, std::exception_ptr)>;
/// Called for each answer, after it was handed to the connection, from the worker's thread. `elapsed` counts
/// from the end of the request's head.
using ServedHook = std::function<void(const Request&, const Response&, std::chrono::microseconds elapsed)>;

class Server {
public:
    Server(ServerOptions options, Router router, ErrorTranslator translate, ServedHook served = {});
    /// Stops as stop() does.
    ~Server();

    /// Binds and begins to serve on its own threads; returns once connections are accepted.
    /// Throws Problem internal ("cannot_listen"), e.g. when another program has the port.
    void start();
    /// The port bound; valid after start().
    int port() const;
    /// "http://127.0.0.1:45123"
    std::string base_url() const;
    /// Accepts nothing more, finishes the requests that were accepted (at most `stop_limit`), then returns.
    /// May be called twice and from any thread but a worker's.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// For programs whose answers are plain (simulator, metrics port, tests): Problem codes become statuses with
/// the key as text; anything else is 500 "internal".
Response plain_errors(const Request& request, std::exception_ptr error);
/// The HTTP status of a Problem code, as every interface of ours answers it.
int status_of(ProblemCode code);

}  // namespace league::http
