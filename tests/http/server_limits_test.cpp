#include <pthread.h>

#include <atomic>
#include <catch2/catch.hpp>

#include "lib/http/client.hpp"
#include "lib/http/server.hpp"
#include "tests/http/raw_line.hpp"

using namespace league;
using namespace league::http;
using namespace std::chrono_literals;

namespace {

/// A server with one route for each method that counts how often a handler ran.
class Guarded {
public:
    explicit Guarded(ServerOptions options = {}) {
        Router router;
        const auto handler = [this](const Request& request) {
            ++handled;
            return Response::text(200, std::to_string(request.body.size()));
        };
        router.add("GET", "/a", handler);
        router.add("POST", "/a", handler);
        router.add("PUT", "/a", handler);
        router.add("PATCH", "/a", handler);
        router.add("DELETE", "/a", handler);
        router.add("POST", "/big", handler, {.max_body = 4 << 20});
        server_ = std::make_unique<Server>(options, std::move(router), plain_errors);
        server_->start();
    }
    int port() const { return server_->port(); }
    /// The whole answer to bytes sent on a connection of their own, until the server closes it.
    std::string ask(const std::string& bytes) const { return test::RawLine(port()).exchange(bytes); }

    std::atomic<int> handled{0};

private:
    std::unique_ptr<Server> server_;
};

#ifdef __SANITIZE_THREAD__
constexpr std::size_t kSmallStack = 4 << 20;  // the sanitizer keeps more than 512 KB of each for itself
#else
constexpr std::size_t kSmallStack = 512 << 10;
#endif

/// What `ulimit -s 512` does to a program's threads.
class SmallStacks {
public:
    SmallStacks() {
        ::pthread_getattr_default_np(&before_);
        pthread_attr_t small;
        ::pthread_attr_init(&small);
        ::pthread_attr_setstacksize(&small, kSmallStack);
        ::pthread_setattr_default_np(&small);
        ::pthread_attr_destroy(&small);
    }
    ~SmallStacks() {
        ::pthread_setattr_default_np(&before_);
        ::pthread_attr_destroy(&before_);
    }

private:
    pthread_attr_t before_;
};

bool is_closed_refusal(const std::string& answer, int status) {
    return answer.starts_with("HTTP/1.1 " + std::to_string(status)) &&
           answer.find("Connection: close\r\n") != std::string::npos && answer.find("Keep-Alive") == std::string::npos;
}

}  // namespace

TEST_CASE("a chunked body is refused before it is read") {
    Guarded server;
    for (const auto* method : {"POST", "PUT", "PATCH", "DELETE", "GET"}) {
        CAPTURE(method);
        CHECK(is_closed_refusal(
            server.ask(std::string(method) +
                       " /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
            411));
    }
    CHECK(server.handled == 0);
}

TEST_CASE("a body without a length is refused, a DELETE without a body is not") {
    Guarded server;
    for (const auto* method : {"POST", "PUT", "PATCH"}) {
        CAPTURE(method);
        CHECK(is_closed_refusal(server.ask(std::string(method) + " /a HTTP/1.1\r\nHost: x\r\n\r\n"), 411));
    }
    CHECK(server.handled == 0);
    CHECK(server.ask("DELETE /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
    CHECK(server.ask("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
              .starts_with("HTTP/1.1 200"));
}

TEST_CASE("a compressed body is refused") {
    Guarded server;
    CHECK(is_closed_refusal(
        server.ask("POST /a HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b"), 415));
    CHECK(server.handled == 0);
}

TEST_CASE("a length that is none, twice there, or on a GET is refused") {
    Guarded server;
    for (const auto* head :
         {"POST /a HTTP/1.1\r\nContent-Length: x\r\n\r\n", "POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
          "POST /a HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
          "POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "GET /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /"}) {
        CAPTURE(head);
        const auto answer = server.ask(head);
        CHECK(is_closed_refusal(answer, 400));
        CHECK(answer.find("HTTP/1.1", 10) == std::string::npos);
    }
    CHECK(server.handled == 0);
}

TEST_CASE("a body over the limit is refused unread, and the sender can read why") {
    Guarded server({.max_body = 1000});
    CHECK(is_closed_refusal(
        server.ask("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" + std::string(500000, 'x')), 413));
    CHECK(is_closed_refusal(server.ask("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n"), 413));
    CHECK(server.handled == 0);
    CHECK(server.ask("POST /a HTTP/1.1\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'x'))
              .ends_with("1000"));
    CHECK(server
              .ask("POST /big HTTP/1.1\r\nConnection: close\r\nContent-Length: 3000000\r\n\r\n" +
                   std::string(3000000, 'x'))
              .ends_with("3000000"));
}

TEST_CASE("who asks before sending is told at once") {
    Guarded server({.max_body = 1000});
    CHECK(is_closed_refusal(
        server.ask("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n"), 413));
    test::RawLine line(server.port());
    line.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(line.receive("\r\n\r\n").starts_with("HTTP/1.1 100"));
    line.send("hi");
    CHECK(line.receive("\r\n2").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a head over its limit is refused, in one line or in many") {
    Guarded server({.max_head = 8192});
    CHECK(is_closed_refusal(server.ask("GET /a HTTP/1.1\r\nX: " + std::string(20000, 'x') + "\r\n\r\n"), 431));
    std::string many = "GET /a HTTP/1.1\r\n";
    for (int i = 0; i < 2000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
    CHECK(is_closed_refusal(server.ask(many + "\r\n"), 431));
    CHECK(server.handled == 0);
}

TEST_CASE("an address that is too long is refused") {
    Guarded server;
    CHECK(is_closed_refusal(server.ask("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414));
}

TEST_CASE("what is no HTTP is refused and the line is closed") {
    Guarded server;
    for (const std::string& bytes :
         {std::string("NONSENSE\r\n\r\n"), std::string("GET /a\r\n\r\n"), std::string("FLY /a HTTP/1.1\r\n\r\n"),
          std::string("GET /a HTTP/9.9\r\n\r\n"), std::string("\x16\x03\x01\x02\0\x01\r\n\r\n", 10),
          std::string("GET /a HTTP/1.1\r\nRange: nonsense\r\n\r\n")}) {
        CAPTURE(bytes);
        const auto answer = server.ask(bytes);
        CHECK(answer.starts_with("HTTP/1.1 4"));
        CHECK(answer.find("Connection: close\r\n") != std::string::npos);
    }
    CHECK(server.handled == 0);
}

TEST_CASE("a range is not cut out of an answer") {
    Guarded server;
    const auto answer = server.ask("GET /a HTTP/1.1\r\nConnection: close\r\nRange: bytes=0-0\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("Content-Range") == std::string::npos);
}

TEST_CASE("a range of thousands of parts is no more than another range, however small the stacks are made") {
    const SmallStacks small;
    Guarded server;
    std::string parts = "0-0";
    while (parts.size() < 8000) parts += ",0-0";
    const auto answer = server.ask("GET /a HTTP/1.1\r\nConnection: close\r\nRange: bytes=" + parts + "\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.size() < 1000);
}

TEST_CASE("line breaks hidden in a header come back in none") {
    Router router;
    router.add("GET", "/echo", [](const Request& request) {
        return Response::text(200, "").with_header("X-Echo", request.header("X-Echo").value_or(""));
    });
    Server server({}, std::move(router), plain_errors);
    server.start();
    const auto answer = test::RawLine(server.port())
                            .exchange(
                                "GET /echo HTTP/1.1\r\nConnection: close\r\n"
                                "X-Echo: a%0D%0ASet-Cookie: b%0d%0a%0d%0abody\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("\nSet-Cookie") == std::string::npos);
    CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a part of a form with a name of thousands of bytes is read or refused") {
    Guarded server;
    for (const std::size_t size : {100u, 8000u, 9000u, 200000u}) {
        const std::string body =
            "--x\r\nContent-Disposition: form-data; name=\"" + std::string(size, 'n') + "\"\r\n\r\nv\r\n--x--\r\n";
        const auto answer = server.ask(
            "POST /a HTTP/1.1\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x"
            "\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body);
        CAPTURE(size, answer);
        CHECK((answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 4")));
    }
}

TEST_CASE("a head or a body that does not come in time ends the connection") {
    Guarded server({.read_timeout = 60s, .head_time = 50ms, .request_time = 150ms});
    test::RawLine head(server.port());
    head.send("GET /a HT");
    CHECK(head.receive().find("[nothing came]") == std::string::npos);
    test::RawLine body(server.port());
    body.send("POST /a HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc");
    CHECK(is_closed_refusal(body.receive(), 400));
    CHECK(server.handled == 0);
}

TEST_CASE("a small body has little time, whatever a large one may take") {
    Guarded server({.read_timeout = 60s, .head_time = 50ms, .request_time = 60s});
    test::RawLine body(server.port());
    body.send("POST /a HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc");
    CHECK(is_closed_refusal(body.receive(), 400));
    CHECK(server.handled == 0);
}

TEST_CASE("an answer that is taken byte by byte gives its worker back in time") {
    Router router;
    router.add("GET", "/long",
               [](const Request&) { return Response::bytes("text/plain", std::string(64 << 20, 'x')); });
    std::atomic<bool> served{false};
    ServerOptions options;
    options.request_time = 200ms;
    Server server(options, std::move(router), plain_errors,
                  [&](const Request&, const Response&, std::chrono::microseconds) { served = true; });
    server.start();
    test::RawLine line(server.port());
    line.send("GET /long HTTP/1.1\r\n\r\n");
    std::size_t taken = 0;
    while (!served && line.receive_byte()) ++taken;
    CHECK(served);
    CHECK(taken < 32u << 20);
}

TEST_CASE("a connection is closed after its number of requests") {
    Guarded server({.keep_alive_requests = 2});
    test::RawLine line(server.port());
    line.send("GET /a HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n");
    line.receive();
    CHECK(server.handled == 2);
}
