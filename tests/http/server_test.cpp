#include "lib/http/server.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "lib/http/client.hpp"
#include "tests/http/raw_line.hpp"
#include "tests/support/manual_clock.hpp"

using namespace league;
using namespace league::http;
using namespace std::chrono_literals;

namespace {

Response echo(const Request& request) {
    return Response::text(200, request.method + " " + request.path + " [" + request.body + "]");
}

std::unique_ptr<Server> serve(Router router, ServerOptions options = {}, ServedHook hook = {}) {
    auto server = std::make_unique<Server>(options, std::move(router), plain_errors, std::move(hook));
    server->start();
    return server;
}

HttpClient client_of(const Server& server) {
    return HttpClient({.base_url = server.base_url()});
}

}  // namespace

TEST_CASE("a handler gets the request as it was sent") {
    Router router;
    router.add("PUT", "/a/{id}", [](const Request& request) {
        return Response::text(200, request.parameter("id") + "|" + request.route + "|" +
                                       request.query_value("q").value_or("-") + "|" +
                                       request.header("x-TEST").value_or("-") + "|" + request.body + "|" +
                                       request.remote_address)
            .with_header("X-Answer", "yes\r\nX-Evil: 1");
    });
    const auto server = serve(std::move(router));
    const auto answer = client_of(*server).send("PUT", "/a/%E5%9B%A2", {{"q", "1 &2"}}, std::string("b\0dy", 4),
                                                "application/octet-stream", {{"X-Test", "h"}});
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "\xE5\x9B\xA2|/a/{id}|1 &2|h|" + std::string("b\0dy", 4) + "|127.0.0.1");
    CHECK(answer->content_type() == "text/plain; charset=utf-8");
    CHECK(find_header(answer->headers, "X-Answer") == "yes  X-Evil: 1");
    CHECK_FALSE(find_header(answer->headers, "X-Evil"));
    CHECK(find_header(answer->headers, "X-Request-Id").value().starts_with("r-"));
}

TEST_CASE("HEAD answers as GET without the body, and empty answers say so") {
    Router router;
    router.add("GET", "/a", echo);
    router.add("DELETE", "/a", [](const Request&) { return Response::no_content(); });
    const auto server = serve(std::move(router));
    test::RawLine line(server->port());
    line.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = line.receive("\r\n\r\n");
    CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(head.find("Content-Length: 10\r\n") != std::string::npos);
    line.send("DELETE /a HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto gone = line.receive("\r\n\r\n");
    CHECK(gone.starts_with("HTTP/1.1 204"));
    CHECK(gone.find("Content-Length") == std::string::npos);
}

TEST_CASE("requests sent in one go are all answered, in order") {
    Router router;
    router.add("POST", "/a", echo);
    const auto server = serve(std::move(router));
    test::RawLine line(server->port());
    std::string burst;
    for (int i = 0; i < 20; ++i)
        burst += "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n" + std::to_string(i + 10);
    line.send(burst);
    const auto answers = line.receive("[29]");
    std::size_t at = 0;
    for (int i = 0; i < 20; ++i) {
        at = answers.find("[" + std::to_string(i + 10) + "]", at);
        REQUIRE(at != std::string::npos);
    }
}

TEST_CASE("what a handler throws becomes an answer, and what() never leaves") {
    Router router;
    router.add("GET", "/problem", [](const Request&) -> Response { throw Problem(ProblemCode::conflict, "taken"); });
    router.add("GET", "/bug", [](const Request&) -> Response { throw std::runtime_error("secret /etc/x"); });
    router.add("GET", "/number", [](const Request&) -> Response { throw 7; });
    const auto server = serve(std::move(router));
    auto client = client_of(*server);
    CHECK(client.get("/problem")->status == 409);
    CHECK(client.get("/problem")->body == "taken");
    for (const auto* path : {"/bug", "/number"}) {
        const auto answer = client.get(path);
        CHECK(answer->status == 500);
        CHECK(answer->body == "internal");
        for (const auto& [name, value] : answer->headers) CHECK(value.find("secret") == std::string::npos);
    }
}

TEST_CASE("an error translator that fails itself still leaves an answer") {
    Router router;
    router.add("GET", "/a", [](const Request&) -> Response { throw 1; });
    Server server({}, std::move(router), [](const Request&, std::exception_ptr) -> Response { throw 2; });
    server.start();
    CHECK(client_of(server).get("/a")->body == "internal");
}

TEST_CASE("unknown paths and methods are answered with their status and Allow") {
    Router router;
    router.add("GET", "/a", echo);
    const auto server = serve(std::move(router));
    auto client = client_of(*server);
    CHECK(client.get("/b")->status == 404);
    const auto answer = client.post("/a", {}, "x", "text/plain");
    REQUIRE(answer);
    CHECK(answer->status == 405);
    CHECK(find_header(answer->headers, "Allow") == "GET, HEAD");
}

TEST_CASE("parts of a form arrive by name, with their bytes") {
    Router router;
    router.add("POST", "/upload", [](const Request& request) {
        const auto* media = request.part("media");
        if (media == nullptr) return Response::text(400, "none");
        return Response::text(200, media->filename + "|" + media->content_type + "|" + media->content + "|" +
                                       request.part("description")->content);
    });
    const auto server = serve(std::move(router));
    const std::string bytes("\x89PNG\r\n\0--", 9);
    const auto answer = client_of(*server).post_form(
        "/upload", {}, {{"media", "a.png", "image/png", bytes}, {"description", "", "", "{}"}});
    REQUIRE(answer);
    CHECK(answer->body == "a.png|image/png|" + bytes + "|{}");
}

TEST_CASE("X-Forwarded-For counts only from a trusted proxy") {
    const auto address = [](const ServerOptions& options) {
        Router router;
        router.add("GET", "/", [](const Request& r) { return Response::text(200, r.remote_address); });
        const auto server = serve(std::move(router), options);
        return client_of(*server)
            .get("/", {}, {{"X-Forwarded-For", "6.6.6.6, 9.9.9.9"}, {"REMOTE_ADDR", "5.5.5.5"}})
            ->body;
    };
    CHECK(address({}) == "127.0.0.1");
    CHECK(address({.trusted_proxies = {"127.0.0.1"}}) == "9.9.9.9");
}

TEST_CASE("every answer is told to the hook, with its route") {
    struct Seen {
        std::mutex mutex;
        std::vector<std::string> lines;
    } seen;
    Router router;
    router.add("GET", "/a/{id}", echo);
    auto server = serve(std::move(router), {}, [&](const Request& request, const Response& response, auto elapsed) {
        const std::lock_guard lock(seen.mutex);
        seen.lines.push_back(request.method + " " + request.route + " " + std::to_string(response.status) +
                             (elapsed.count() >= 0 ? "" : " negative"));
    });
    auto client = client_of(*server);
    REQUIRE(client.get("/a/1"));
    REQUIRE(client.get("/nowhere"));
    test::RawLine(server->port()).exchange("NONSENSE\r\n\r\n");
    server->stop();
    std::sort(seen.lines.begin(), seen.lines.end());
    CHECK(seen.lines == std::vector<std::string>{"  400", "GET  404", "GET /a/{id} 200"});
}

TEST_CASE("a stopped server has finished what it accepted and accepts nothing more") {
    std::promise<void> entered;
    std::promise<void> go_on;
    auto may_go_on = go_on.get_future().share();
    Router router;
    router.add("POST", "/slow", [&](const Request& request) {
        entered.set_value();
        may_go_on.wait();
        return echo(request);
    });
    auto server = serve(std::move(router));
    const int port = server->port();
    auto answer =
        std::async(std::launch::async, [&] { return client_of(*server).post("/slow", {}, "x", "text/plain"); });
    entered.get_future().wait();
    auto stopped = std::async(std::launch::async, [&] { server->stop(); });
    // Nobody is let in while the old request is still at work.
    const auto patience = std::chrono::steady_clock::now() + 10s;
    bool refused = false;
    while (!refused && std::chrono::steady_clock::now() < patience) {
        try {
            test::RawLine line(port);
        } catch (const std::runtime_error&) {
            refused = true;
        }
    }
    CHECK(refused);
    go_on.set_value();
    const auto result = answer.get();
    REQUIRE(result);
    CHECK(result->body == "POST /slow [x]");
    CHECK(find_header(result->headers, "Connection") == "close");
    stopped.get();
    CHECK_NOTHROW(server->stop());
}

TEST_CASE("stopping does not wait for idle connections, and cuts stuck ones at its limit") {
    Router router;
    router.add("POST", "/a", echo);
    auto server = serve(std::move(router), {.keep_alive_idle = 60s, .read_timeout = 60s, .stop_limit = 200ms});
    test::RawLine idle(server->port());
    idle.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    idle.receive("[]");
    test::RawLine stuck(server->port());
    stuck.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    const auto start = std::chrono::steady_clock::now();
    server->stop();
    CHECK(std::chrono::steady_clock::now() - start < 20s);
    CHECK(idle.receive().empty());
}

TEST_CASE("a port that is taken stops the start") {
    auto first = serve(Router{});
    Server second({.port = first->port()}, Router{}, plain_errors);
    CHECK_THROWS_AS(second.start(), Problem);
}

TEST_CASE("more connections than workers are all served, since idle ones make room") {
    Router router;
    router.add("POST", "/a", echo);
    const auto server = serve(std::move(router), {.workers = 2, .keep_alive_idle = 60s, .yield_after = 5ms});
    std::vector<std::unique_ptr<test::RawLine>> lines;
    for (int i = 0; i < 40; ++i) {
        lines.push_back(std::make_unique<test::RawLine>(server->port()));
        lines.back()->send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1");
    }
    for (auto& line : lines) CHECK(line->receive("[1]").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a burst of connections beyond httplib's five is not refused") {
    // One worker that is held, and an acceptor that can queue little: the others wait in the kernel.
    std::promise<void> go_on;
    auto may_go_on = go_on.get_future().share();
    Router router;
    router.add("GET", "/a", [&](const Request& request) {
        may_go_on.wait();
        return echo(request);
    });
    const auto server = serve(std::move(router), {.workers = 1, .keep_alive_requests = 1});
    std::vector<std::unique_ptr<test::RawLine>> lines;
    for (int i = 0; i < 300; ++i) {
        lines.push_back(std::make_unique<test::RawLine>(server->port()));
        lines.back()->send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    go_on.set_value();
    for (auto& line : lines) CHECK(line->receive().starts_with("HTTP/1.1 200"));
}

TEST_CASE("every answer says when it was made by the clock that was given, refusals too") {
    test::ManualClock clock(Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 10)) + 61min);
    Router router;
    router.add("GET", "/a", echo);
    ServerOptions options;
    options.clock = &clock;
    const auto server = serve(std::move(router), options);
    auto client = client_of(*server);
    CHECK(find_header(client.get("/a")->headers, "Date") == "Tue, 10 Nov 2026 01:01:00 GMT");
    clock.advance(std::chrono::days(22));
    CHECK(find_header(client.get("/none")->headers, "Date") == "Wed, 02 Dec 2026 01:01:00 GMT");
}
