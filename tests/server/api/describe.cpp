#include "tests/server/api/describe.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

#include "lib/base/text.hpp"

namespace league::test {
namespace {

using nlohmann::json;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

bool is_of_type(const json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    return false;
}

bool fits_type(const json& value, const json& types) {
    if (types.is_string()) return is_of_type(value, types.get<std::string>());
    return std::any_of(types.begin(), types.end(),
                       [&](const json& type) { return is_of_type(value, type.get<std::string>()); });
}

bool fits_format(const std::string& text, const std::string& format) {
    static const std::regex kInstant(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))");
    static const std::regex kDate(R"(\d{4}-\d\d-\d\d)");
    static const std::regex kUuid(R"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    if (format == "date-time") return std::regex_match(text, kInstant);
    if (format == "date") return std::regex_match(text, kDate);
    if (format == "uuid") return std::regex_match(text, kUuid);
    return false;
}

const std::set<std::string>& known_words() {
    static const std::set<std::string> words = {
        "type",     "description", "format",          "enum",      "pattern",
        "minimum",  "maximum",     "minLength",       "maxLength", "minItems",
        "maxItems", "items",       "properties",      "required",  "additionalProperties",
        "oneOf",    "default",     "contentMediaType"};
    return words;
}

void check_text(const json& schema, const std::string& text, const std::string& at, std::vector<std::string>& found) {
    if (schema.contains("format") && !fits_format(text, schema["format"])) found.push_back(at + ": format");
    if (schema.contains("pattern") && !std::regex_search(text, std::regex(schema["pattern"].get<std::string>()))) {
        found.push_back(at + ": pattern");
    }
    const std::size_t length = text::count_characters(text);
    if (schema.contains("maxLength") && length > schema["maxLength"].get<std::size_t>()) {
        found.push_back(at + ": too long");
    }
    if (schema.contains("minLength") && length < schema["minLength"].get<std::size_t>()) {
        found.push_back(at + ": too short");
    }
}

}  // namespace

Description Description::of(ServedWorld& served) {
    return Description(served.ask("GET", "/api/v1/openapi.json").json());
}

std::vector<std::pair<std::string, std::string>> Description::operations() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [path, methods] : document_.at("paths").items()) {
        for (const auto& method : methods.items()) all.emplace_back(upper(method.key()), path);
    }
    return all;
}

const json& Description::resolved(const json& maybe_reference) const {
    if (!maybe_reference.contains("$ref")) return maybe_reference;
    return document_.at(json::json_pointer(maybe_reference["$ref"].get<std::string>().substr(1)));
}

std::vector<std::string> Description::faults(const json& schema, const json& value) const {
    std::vector<std::string> found;
    check(schema, value, "", found);
    return found;
}

void Description::check(const json& reference, const json& value, const std::string& at,
                        std::vector<std::string>& found) const {
    const json& schema = resolved(reference);
    for (const auto& word : schema.items()) {
        if (!known_words().contains(word.key())) found.push_back(at + ": unknown word " + word.key());
    }
    if (schema.contains("oneOf")) {
        const auto matching = std::count_if(schema["oneOf"].begin(), schema["oneOf"].end(),
                                            [&](const json& one) { return faults(one, value).empty(); });
        if (matching != 1) found.push_back(at + ": fits " + std::to_string(matching) + " of oneOf");
        return;
    }
    if (schema.contains("type") && !fits_type(value, schema["type"])) {
        found.push_back(at + ": not " + schema["type"].dump() + " but " + value.dump().substr(0, 60));
        return;
    }
    if (value.is_null()) return;
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
        found.push_back(at + ": not one of enum");
    }
    if (value.is_string()) check_text(schema, value.get<std::string>(), at, found);
    if (value.is_number_integer()) {
        if (schema.contains("minimum") && value < schema["minimum"]) found.push_back(at + ": below minimum");
        if (schema.contains("maximum") && value > schema["maximum"]) found.push_back(at + ": above maximum");
    }
    if (value.is_array()) {
        if (schema.contains("maxItems") && value.size() > schema["maxItems"]) found.push_back(at + ": too many");
        if (schema.contains("minItems") && value.size() < schema["minItems"]) found.push_back(at + ": too few");
        for (std::size_t i = 0; schema.contains("items") && i < value.size(); ++i) {
            check(schema["items"], value[i], at + "/" + std::to_string(i), found);
        }
    }
    if (!value.is_object()) return;
    for (const auto& name : schema.value("required", json::array())) {
        if (!value.contains(name)) found.push_back(at + "/" + name.get<std::string>() + ": missing");
    }
    const json properties = schema.value("properties", json::object());
    const json others = schema.value("additionalProperties", json(true));
    for (const auto& [name, part] : value.items()) {
        if (properties.contains(name)) {
            check(properties[name], part, at + "/" + name, found);
        } else if (others.is_object()) {
            check(others, part, at + "/" + name, found);
        } else if (others == false) {
            found.push_back(at + "/" + name + ": not described");
        }
    }
}

std::vector<std::string> Description::faults_of_answer(const std::string& method, const std::string& pattern,
                                                       const Served& answer) const {
    const json& operation = document_.at("paths").at(pattern).at(lower(method));
    const std::string status = std::to_string(answer.status);
    if (!operation.at("responses").contains(status)) return {"status " + status + " is not described"};
    const json& response = resolved(operation.at("responses").at(status));
    if (!response.contains("content")) {
        return answer.body.empty() ? std::vector<std::string>{} : std::vector<std::string>{"a body is not described"};
    }
    std::string type = answer.header("Content-Type");
    type = type.substr(0, type.find(';'));
    if (!response["content"].contains(type)) return {"content type " + type + " is not described"};
    if (type.find("json") == std::string::npos) return {};
    const json body = answer.json();
    if (body.is_discarded()) return {"the body is no JSON"};
    return faults(response["content"][type].at("schema"), body);
}

std::vector<std::string> Description::faults_of_request(const std::string& method, const std::string& pattern,
                                                        const json& body) const {
    const json& operation = document_.at("paths").at(pattern).at(lower(method));
    if (!operation.contains("requestBody")) {
        return body.is_null() ? std::vector<std::string>{} : std::vector<std::string>{"a body is not described"};
    }
    const json& content = operation["requestBody"]["content"];
    return content.contains("application/json") ? faults(content["application/json"]["schema"], body)
                                                : std::vector<std::string>{};
}

}  // namespace league::test
