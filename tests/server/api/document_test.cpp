#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

TEST_CASE("the document describes every route under /api and no other") {
    Scene scene;
    const Description description = Description::of(scene);
    const auto operations = description.operations();
    const std::set<std::pair<std::string, std::string>> described(operations.begin(), operations.end());
    std::set<std::pair<std::string, std::string>> served;
    for (const auto& route : scene.app().routes()) {
        if (route.second.starts_with("/api/")) served.insert(route);
    }
    CHECK(described == served);
    CHECK(description.document().at("openapi") == "3.1.0");
}

TEST_CASE("the document asks for a session where the service does, and names the parameters of every path") {
    Scene scene;
    const json document = Description::of(scene).document();
    for (const ApiRoute& route : scene.app().api_routes()) {
        INFO(route.method << " " << route.pattern);
        std::string method = route.method;
        std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::tolower(c); });
        const json& operation = document.at("paths").at(route.pattern).at(method);
        const bool open = operation.contains("security") && operation["security"].empty();
        CHECK(open == (route.access == Access::open));
        CHECK(operation.at("responses").contains("401") == (route.access == Access::signed_in));

        std::set<std::string> in_path;
        for (const json& parameter : operation.value("parameters", json::array())) {
            if (parameter.at("in") == "path") in_path.insert("{" + parameter.at("name").get<std::string>() + "}");
        }
        std::set<std::string> captured;
        for (std::size_t at = route.pattern.find('{'); at != std::string::npos; at = route.pattern.find('{', at + 1)) {
            captured.insert(route.pattern.substr(at, route.pattern.find('}', at) - at + 1));
        }
        CHECK(in_path == captured);
    }
}

TEST_CASE("every example of the document fits what it is an example of") {
    Scene scene;
    const Description description = Description::of(scene);
    const json flat = description.document().flatten();
    int examples = 0;
    std::set<std::string> seen;
    for (const auto& entry : flat.items()) {
        const std::string place = entry.key();
        const std::size_t at = place.find("/content/application~1json/example");
        if (at == std::string::npos) continue;
        const std::string content = place.substr(0, at) + "/content/application~1json";
        if (!seen.insert(content).second) continue;
        const json& body = description.document().at(json::json_pointer(content));
        INFO(content);
        CHECK(description.faults(body.at("schema"), body.at("example")) == std::vector<std::string>{});
        ++examples;
    }
    CHECK(examples > 0);
}

TEST_CASE("operations have names of their own and every reference leads somewhere") {
    Scene scene;
    const json document = Description::of(scene).document();
    std::set<std::string> names;
    for (const auto& [path, methods] : document.at("paths").items()) {
        for (const json& operation : methods) CHECK(names.insert(operation.at("operationId")).second);
    }
    const json flat = document.flatten();
    for (const auto& [place, value] : flat.items()) {
        if (!place.ends_with("/$ref")) continue;
        INFO(place);
        CHECK(document.contains(json::json_pointer(value.get<std::string>().substr(1))));
    }
}

TEST_CASE("the judge of schemas finds what is missing, what is too much and what is of the wrong type") {
    const Description judge(json::parse(R"({"components":{"schemas":{"S":{"type":"object","required":["a"],
        "additionalProperties":false,"properties":{"a":{"type":"integer","minimum":1},
        "b":{"type":["string","null"],"format":"date-time"}}}}}})"));
    const json schema = {{"$ref", "#/components/schemas/S"}};
    CHECK(judge.faults(schema, {{"a", 1}, {"b", nullptr}}).empty());
    CHECK(judge.faults(schema, {{"a", 1}, {"b", "2026-11-09T19:00:00+08:00"}}).empty());
    CHECK_FALSE(judge.faults(schema, json::object()).empty());
    CHECK_FALSE(judge.faults(schema, {{"a", 0}}).empty());
    CHECK_FALSE(judge.faults(schema, {{"a", "1"}}).empty());
    CHECK_FALSE(judge.faults(schema, {{"a", 1}, {"c", 1}}).empty());
    CHECK_FALSE(judge.faults(schema, {{"a", 1}, {"b", "today"}}).empty());
    CHECK_FALSE(judge.faults({{"typo", 1}}, 1).empty());
}
