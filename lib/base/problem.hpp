// A refusal that ends the request.
//
// Thrown by rules, use cases and drivers; translated in exactly three places (the HTTP response, the
// chat reply, the command line). It carries no sentence: `key` names one in templates/problems.toml,
// `values` fill it in. `details` is for the log only and is never shown to a person.
#pragma once

#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace league {

/// The closed list of refusals. Each translation is a switch without default.
enum class ProblemCode {
    invalid_input,
    not_signed_in,
    not_allowed,
    not_found,
    conflict,
    closed,
    too_many,
    busy,
    no_space,
    upstream,
    internal,
};

/// The stable text of a code, e.g. "invalid_input"; used in JSON, logs and metrics.
std::string_view to_string(ProblemCode code);

/// Named values that fill a sentence of templates/.
using Values = std::map<std::string, std::string>;

/// One wrong field of an input: `field` is the JSON path as the caller wrote it ("present", "details.hours").
struct FieldError {
    std::string field;
    std::string key;  ///< names a sentence field.* in templates/problems.toml
    Values values;

    bool operator==(const FieldError&) const = default;
};

class Problem : public std::exception {
public:
    explicit Problem(ProblemCode code, std::string key, Values values = {});

    /// The one way to refuse an input: every wrong field at once.
    static Problem invalid(std::vector<FieldError> errors);
    static Problem invalid(std::string field, std::string key, Values values = {});

    ProblemCode code() const { return code_; }
    const std::string& key() const { return key_; }
    const Values& values() const { return values_; }
    const std::vector<FieldError>& errors() const { return errors_; }
    const std::string& details() const { return details_; }

    /// Adds what the log should know; never reaches a person.
    Problem& with_details(std::string details);

    const char* what() const noexcept override { return what_.c_str(); }

private:
    ProblemCode code_;
    std::string key_;
    Values values_;
    std::vector<FieldError> errors_;
    std::string details_;
    std::string what_;
};

}  // namespace league
