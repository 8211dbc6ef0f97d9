#include "server/resources/query_input.hpp"

#include <charconv>
#include <utility>

#include "lib/base/text.hpp"

namespace league {

std::string QueryInput::text(const std::string& name) {
    auto value = optional_text(name);
    if (!value) wrong(name, "field.missing");
    return std::move(value).value_or("");
}

std::optional<std::string> QueryInput::optional_text(const std::string& name) {
    asked_.insert(name);
    auto value = request_.query_value(name);
    if (!value || value->empty()) return std::nullopt;
    if (!text::is_valid_utf8(*value)) {
        wrong(name, "field.not_text");
        return std::nullopt;
    }
    return value;
}

int QueryInput::integer(const std::string& name, int otherwise) {
    const auto words = optional_text(name);
    if (!words) return otherwise;
    int value = 0;
    const auto [end, error] = std::from_chars(words->data(), words->data() + words->size(), value);
    if (error == std::errc() && end == words->data() + words->size()) return value;
    wrong(name, "field.not_whole_number");
    return otherwise;
}

std::optional<Period> QueryInput::period(const std::string& name) {
    const auto words = optional_text(name);
    if (!words) return std::nullopt;
    auto period = parse_period(*words);
    if (!period) wrong(name, "field.not_a_period");
    return period;
}

void QueryInput::wrong(const std::string& name, std::string key) {
    errors_.push_back({name, std::move(key), {}});
}

void QueryInput::finish() {
    for (const auto& [name, value] : request_.query) {
        if (asked_.contains(name)) continue;
        const std::string shown = text::shorten(name, 40);
        errors_.push_back({shown, "field.unknown", {{"name", shown}}});
    }
    if (!errors_.empty()) throw Problem::invalid(std::move(errors_));
}

}  // namespace league
