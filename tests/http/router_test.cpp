#include "lib/http/router.hpp"

#include <catch2/catch.hpp>

using namespace league;
using namespace league::http;

namespace {

Handler says(std::string text) {
    return [text](const Request&) { return Response::text(200, text); };
}

/// The text of the handler found, or the status of the refusal.
std::string who(const Router& router, std::string_view method, std::string_view path) {
    try {
        const auto match = router.find(method, path);
        Request request;
        request.captures = match.captures;
        return match.route->handler(request).body;
    } catch (const HttpProblem& problem) {
        return std::to_string(problem.status());
    }
}

std::string refusal(const std::function<void()>& act) {
    try {
        act();
        return "";
    } catch (const Problem& problem) {
        return problem.key();
    }
}

}  // namespace

TEST_CASE("a path goes to the handler of its method and shape") {
    Router router;
    router.add("GET", "/a", says("get a"));
    router.add("POST", "/a", says("post a"));
    router.add("GET", "/a/{id}", says("get one"));
    router.add("GET", "/a/{id}/parts/{part}", says("part"));
    router.add("GET", "/", says("root"));
    CHECK(who(router, "GET", "/a") == "get a");
    CHECK(who(router, "HEAD", "/a") == "get a");
    CHECK(who(router, "POST", "/a") == "post a");
    CHECK(who(router, "GET", "/a/7") == "get one");
    CHECK(who(router, "GET", "/a/7/parts/8") == "part");
    CHECK(who(router, "GET", "/") == "root");
    CHECK(who(router, "GET", "/a/") == "404");
    CHECK(who(router, "GET", "/a/7/parts") == "404");
    CHECK(who(router, "GET", "//a") == "404");
    CHECK(who(router, "GET", "a") == "404");
    CHECK(who(router, "GET", "") == "404");
}

TEST_CASE("plain text wins over a capture whatever the order of adding") {
    Router router;
    router.add("DELETE", "/sessions/{id}", says("any"));
    router.add("DELETE", "/sessions/current", says("current"));
    CHECK(who(router, "DELETE", "/sessions/current") == "current");
    CHECK(who(router, "DELETE", "/sessions/other") == "any");
}

TEST_CASE("a method that a path does not know is 405 and names those it knows") {
    Router router;
    router.add("GET", "/a/{id}", says(""));
    router.add("PUT", "/a/{id}", says(""));
    try {
        router.find("PATCH", "/a/1");
        FAIL("was found");
    } catch (const HttpProblem& problem) {
        CHECK(problem.status() == 405);
        CHECK(find_header(problem.headers(), "allow") == "GET, HEAD, PUT");
    }
}

TEST_CASE("a capture is decoded, and holds 1 to 128 bytes of clean UTF-8") {
    Router router;
    router.add("GET", "/x/{name}",
               [](const Request& request) { return Response::text(200, request.parameter("name")); });
    CHECK(who(router, "GET", "/x/%E5%9B%A2%2F1") == "\xE5\x9B\xA2/1");
    CHECK(who(router, "GET", "/x/" + std::string(128, 'a')) == std::string(128, 'a'));
    CHECK(who(router, "GET", "/x/" + std::string(129, 'a')) == "404");
    CHECK(who(router, "GET", "/x/" + std::string(7000, 'a')) == "404");
    CHECK(who(router, "GET", "/x/%00") == "404");
    CHECK(who(router, "GET", "/x/%0a") == "404");
    CHECK(who(router, "GET", "/x/%FF") == "404");
    CHECK(who(router, "GET", "/x/%4") == "404");
    CHECK(who(router, "GET", "/x/") == "404");
}

TEST_CASE("a path given twice stops the start, also under another name of the capture") {
    Router router;
    router.add("GET", "/a/{id}", says(""));
    CHECK(refusal([&] { router.add("GET", "/a/{id}", says("")); }) == "duplicate_route");
    CHECK(refusal([&] { router.add("GET", "/a/{other}", says("")); }) == "duplicate_route");
    CHECK(refusal([&] { router.add("PUT", "/a/{id}", says("")); }).empty());
    router.add_prefix("/m/", says(""));
    CHECK(refusal([&] { router.add_prefix("/m/", says("")); }) == "duplicate_route");
}

TEST_CASE("what is no pattern stops the start") {
    Router router;
    for (const auto* pattern : {"", "a", "/a/{id", "/a/x{id}", "/a/{}", "/{a}/{a}", "/a?b", "/.*", "/a%20"}) {
        CAPTURE(pattern);
        CHECK(refusal([&] { router.add("GET", pattern, says("")); }) == "bad_route");
    }
    CHECK(refusal([&] { router.add_prefix("/m", says("")); }) == "bad_route");
}

TEST_CASE("a prefix takes what is below it, and plain routes win") {
    Router router;
    router.add_prefix("/m/", says("page"));
    router.add_prefix("/m/deep/", says("deep"));
    router.add("GET", "/m/exact", says("exact"));
    CHECK(who(router, "GET", "/m/") == "page");
    CHECK(who(router, "GET", "/m/a/b.js") == "page");
    CHECK(who(router, "GET", "/m/deep/x") == "deep");
    CHECK(who(router, "GET", "/m/exact") == "exact");
    CHECK(who(router, "GET", "/m") == "404");
    CHECK(who(router, "POST", "/m/a") == "405");
    CHECK(router.routes().size() == 3);
    CHECK(router.routes()[0].second == "/m/{rest...}");
}
