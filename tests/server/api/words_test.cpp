// Every refusal that the code can speak has its sentence, and every field that a caller can send has a name.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "lib/documents/phrases.hpp"
#include "tests/server/api/describe.hpp"
#include "tests/server/api/scene.hpp"
#include "tests/support/places.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

std::string sources() {
    std::string all;
    for (const char* folder : {"lib", "server"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(
                 std::filesystem::path(league::test::source_dir()) / folder)) {
            if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
            std::ifstream file(entry.path());
            all.append(std::istreambuf_iterator<char>(file), {});
        }
    }
    return all;
}

/// What stands in the `group` of every match.
std::set<std::string> found(const std::string& text, const std::string& pattern, std::size_t group) {
    const std::regex expression(pattern);
    std::set<std::string> all;
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) all.insert((*at)[group]);
    return all;
}

const Phrases& phrases() {
    static const Phrases loaded(league::test::source_dir() + "/templates");
    return loaded;
}

}  // namespace

TEST_CASE("every refusal in the code has a sentence") {
    const std::string code = sources();
    // Those of the code `internal` are for the log; people get the one sentence of that code.
    const auto keys = found(code, R"~(ProblemCode::(?!internal)\w+,\s*"([a-z_.]+)")~", 1);
    CHECK(keys.size() > 20);
    for (const std::string& key : keys) {
        if (key.ends_with('.')) continue;  // completed at run time; the test of its own area spells them out
        INFO(key);
        CHECK(phrases().has("problems", key));
    }
}

TEST_CASE("every wrong field in the code has a sentence") {
    const std::string code = sources();
    std::set<std::string> keys = found(code, R"~(Problem::invalid\(\s*"[a-z_]+",\s*"([a-z_.]+)")~", 1);
    keys.merge(
        found(code, R"~(errors_?\.push_back\(\s*\{\s*[^,"]*(?:"[a-z_]+")?,\s*"([a-z_.]+)"\s*(?:\}|,\s*[^"\s]))~", 1));
    keys.merge(found(code, R"~(wrong\([^;]*?"(field\.[a-z_]+)")~", 1));
    CHECK(keys.size() > 20);
    for (const std::string& key : keys) {
        INFO(key);
        CHECK((phrases().has("problems", key) || phrases().has("problems", "field." + key)));
    }
}

TEST_CASE("every field of a body and of a query has a name that people know") {
    Scene scene;
    const json document = Description::of(scene).document();
    std::set<std::string> fields;
    const auto add_fields = [&](json schema) {
        if (schema.contains("$ref"))
            schema = document.at(json::json_pointer(schema["$ref"].get<std::string>().substr(1)));
        if (!schema.contains("properties")) return;
        for (const auto& property : schema["properties"].items()) fields.insert(property.key());
    };
    for (const json& methods : document.at("paths")) {
        for (const json& operation : methods) {
            for (const json& parameter : operation.value("parameters", json::array())) {
                if (parameter.at("in") == "query") fields.insert(parameter.at("name"));
            }
            if (!operation.contains("requestBody")) continue;
            for (const json& content : operation["requestBody"]["content"]) add_fields(content.at("schema"));
        }
    }
    CHECK(fields.size() > 25);
    for (const std::string& field : fields) {
        INFO(field);
        CHECK(phrases().has("problems", "field_name." + field));
    }
}

TEST_CASE("every code of refusal has a title and a sentence") {
    for (const ProblemCode code :
         {ProblemCode::invalid_input, ProblemCode::not_signed_in, ProblemCode::not_allowed, ProblemCode::not_found,
          ProblemCode::conflict, ProblemCode::closed, ProblemCode::too_many, ProblemCode::busy, ProblemCode::no_space,
          ProblemCode::upstream, ProblemCode::internal}) {
        INFO(to_string(code));
        CHECK(phrases().has("problems", "title." + std::string(to_string(code))));
        CHECK_FALSE(phrases().explain(Problem(code, "no_such_key"), {{"request_id", "r-1"}, {"seconds", "5"}}).empty());
    }
}
