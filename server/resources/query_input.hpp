// Reads the query of an address into typed values and gathers every wrong one, as JsonInput does for a body.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/period.hpp"
#include "lib/http/message.hpp"

namespace league {

class QueryInput {
public:
    explicit QueryInput(const http::Request& request) : request_(request) {}

    /// Notes a missing one.
    std::string text(const std::string& name);
    std::optional<std::string> optional_text(const std::string& name);
    int integer(const std::string& name, int otherwise);
    std::optional<Period> period(const std::string& name);
    template <typename E>
    std::optional<E> choice(const std::string& name, std::optional<E> (*read)(std::string_view)) {
        const auto word = optional_text(name);
        if (!word) return std::nullopt;
        const auto value = read(*word);
        if (!value) wrong(name, "field.not_a_choice");
        return value;
    }

    void wrong(const std::string& name, std::string key);
    /// Throws Problem invalid_input when anything was wrong or unasked for.
    void finish();

private:
    const http::Request& request_;
    std::set<std::string> asked_;
    std::vector<FieldError> errors_;
};

}  // namespace league
