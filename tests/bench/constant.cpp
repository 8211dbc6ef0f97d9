// The raw limit of an answer over HTTP: our router with a handler that returns the same small JSON. Prints its port,
// serves until SIGTERM.
#include <cstdio>

#include "lib/http/server.hpp"
#include "lib/platform/signals.hpp"

int main() {
    league::StopSignals signals;
    league::http::Router router;
    const std::string body(900, 'x');
    router.add("GET", "/", [&body](const league::http::Request&) { return league::http::Response::json(200, body); });
    league::http::ServerOptions options;
    options.workers = 96;
    options.keep_alive_requests = 1000000;
    league::http::Server server(options, std::move(router), league::http::plain_errors);
    server.start();
    std::printf("%d\n", server.port());
    std::fflush(stdout);
    signals.wait();
    server.stop();
    return 0;
}
