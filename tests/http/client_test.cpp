#include "lib/http/client.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <thread>

#include "lib/base/problem.hpp"
#include "lib/http/server.hpp"
#include "tests/http/raw_line.hpp"

using namespace league;
using namespace league::http;
using namespace std::chrono_literals;
using test::RawListener;

namespace {

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

ClientOptions quick(const std::string& base_url) {
    return {.base_url = base_url, .connect_timeout = 500ms, .read_timeout = 200ms, .write_timeout = 500ms};
}

/// Plays a server for one client: `lines` are called for each connection in turn.
class Script {
public:
    Script(RawListener& listener, std::vector<std::function<void(int)>> lines)
        : thread_([&listener, lines = std::move(lines)] {
              for (const auto& play : lines) {
                  const int line = listener.accept();
                  play(line);
                  ::close(line);
              }
          }) {}
    ~Script() { thread_.join(); }

private:
    std::thread thread_;
};

/// The whole request, or the hang-up would come into the client's writing.
void read_and_hang_up(int line) {
    RawListener::read_head(line);
    char body[4];
    ::recv(line, body, sizeof body, MSG_WAITALL);
}

}  // namespace

TEST_CASE("any status is an answer") {
    RawListener listener;
    Script script(listener, {[](int line) {
                      RawListener::read_head(line);
                      RawListener::answer(line, "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\nRetry-After: 1\r\n\r\nwait");
                  }});
    const auto result = HttpClient(quick(listener.base_url())).get("/x");
    REQUIRE(result);
    CHECK(result->status == 503);
    CHECK(result->body == "wait");
    CHECK(find_header(result->headers, "retry-after") == "1");
}

TEST_CASE("a server that is not there has not been sent anything") {
    RawListener listener;
    const auto url = listener.base_url();
    listener.close();
    HttpClient client(quick(url));
    const auto result = client.post("/x", {}, "body", "text/plain");
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == Delivery::not_sent);
    CHECK(result.error().reason == "connect");
}

TEST_CASE("a host without a name has not been sent anything") {
    HttpClient client(quick("http://no-such-host.invalid"));
    const auto result = client.get("/x");
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == Delivery::not_sent);
}

TEST_CASE("a server that speaks no TLS has not been sent the request") {
    RawListener listener;
    Script script(listener, {[](int line) {
                      char buffer[64];
                      CHECK(::recv(line, buffer, sizeof buffer, 0) > 0);
                      RawListener::answer(line, "HTTP/1.1 400 Bad Request\r\n\r\n");
                  }});
    HttpClient client(quick("https://127.0.0.1:" + std::to_string(listener.port())));
    const auto result = client.post("/x", {}, "secret", "text/plain");
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == Delivery::not_sent);
    CHECK(result.error().reason == "tls");
}

TEST_CASE("a server that hangs up after the request may have acted on it") {
    RawListener listener;
    Script script(listener, {read_and_hang_up});
    const auto result = HttpClient(quick(listener.base_url())).post("/x", {}, "body", "text/plain");
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == Delivery::unknown);
    CHECK(result.error().reason == "hang_up");
}

TEST_CASE("a server that stays silent may have acted, and is not asked again") {
    RawListener listener;
    std::atomic<bool> done{false};
    Script script(listener, {[&](int line) {
                      RawListener::read_head(line);
                      while (!done) std::this_thread::yield();
                  }});
    const auto result = HttpClient(quick(listener.base_url())).get("/x");
    done = true;
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == Delivery::unknown);
    CHECK(result.error().reason == "timeout");
}

TEST_CASE("an answer that breaks off is no answer") {
    RawListener listener;
    Script script(listener, {[](int line) {
                      RawListener::read_head(line);
                      RawListener::answer(line, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                  }});
    const auto result = HttpClient(quick(listener.base_url())).get("/x");
    REQUIRE_FALSE(result);
    CHECK(result.error().delivery == Delivery::unknown);
}

TEST_CASE("an answer over the limit is given up") {
    RawListener listener;
    Script script(listener, {[](int line) {
                      RawListener::read_head(line);
                      RawListener::answer(line,
                                          "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + std::string(50000, 'x'));
                  }});
    auto options = quick(listener.base_url());
    options.max_answer = 1000;
    const auto result = HttpClient(options).get("/x");
    REQUIRE_FALSE(result);
    CHECK(result.error().reason == "too_large");
}

TEST_CASE("a GET is tried once more when a kept connection turns out dead, a POST is not") {
    // The first connection answers once and then hangs up on the second request, as a server does whose idle time
    // ends while the request is on its way.
    const auto answer_then_hang_up = [](int line) {
        RawListener::read_head(line);
        RawListener::answer(line, kOk);
        RawListener::read_head(line);
    };
    const auto answer_once = [](int line) {
        RawListener::read_head(line);
        RawListener::answer(line, kOk);
    };
    {
        RawListener listener;
        Script script(listener, {answer_then_hang_up, answer_once});
        HttpClient client(quick(listener.base_url()));
        REQUIRE(client.get("/1"));
        CHECK(client.get("/2"));
    }
    {
        RawListener listener;
        Script script(listener, {answer_then_hang_up});
        HttpClient client(quick(listener.base_url()));
        REQUIRE(client.get("/1"));
        const auto second = client.post("/2", {}, "x", "text/plain");
        REQUIRE_FALSE(second);
        CHECK(second.error().delivery == Delivery::unknown);
    }
}

TEST_CASE("a connection that the server closed while idle is replaced without a failure") {
    RawListener listener;
    std::atomic<bool> closed{false};
    const auto serve_one = [](int line) {
        RawListener::read_head(line);
        RawListener::answer(line, kOk);
    };
    Script script(listener, {[&](int line) {
                                 serve_one(line);
                                 ::shutdown(line, SHUT_RDWR);
                                 closed = true;
                             },
                             serve_one});
    HttpClient client(quick(listener.base_url()));
    REQUIRE(client.post("/1", {}, "x", "text/plain"));
    while (!closed) std::this_thread::yield();
    CHECK(client.post("/2", {}, "x", "text/plain"));
}

TEST_CASE("connections are kept and shared by threads") {
    std::atomic<int> answered{0};
    Router router;
    router.add("GET", "/a", [](const Request&) { return Response::text(200, "ok"); });
    Server server({}, std::move(router), plain_errors);
    server.start();
    HttpClient client({.base_url = server.base_url()});
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n) {
                const auto answer = client.get("/a", {{"n", std::to_string(n)}});
                answered += answer && answer->body == "ok" ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(answered == 400);
}

TEST_CASE("a base address that is none is refused at the start") {
    for (const auto* url : {"", "127.0.0.1", "ftp://x", "http://", "http://x/path", "http://a b", "http://x:port"}) {
        CAPTURE(url);
        CHECK_THROWS_AS(HttpClient({.base_url = url}), Problem);
    }
    CHECK_NOTHROW(HttpClient({.base_url = "http://[::1]:80"}));
}
