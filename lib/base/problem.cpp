#include "lib/base/problem.hpp"

#include <utility>

#include "lib/base/ensure.hpp"

namespace league {

std::string_view to_string(ProblemCode code) {
    switch (code) {
        case ProblemCode::invalid_input: return "invalid_input";
        case ProblemCode::not_signed_in: return "not_signed_in";
        case ProblemCode::not_allowed: return "not_allowed";
        case ProblemCode::not_found: return "not_found";
        case ProblemCode::conflict: return "conflict";
        case ProblemCode::closed: return "closed";
        case ProblemCode::too_many: return "too_many";
        case ProblemCode::busy: return "busy";
        case ProblemCode::no_space: return "no_space";
        case ProblemCode::upstream: return "upstream";
        case ProblemCode::internal: return "internal";
    }
    stop("unknown ProblemCode");
}

Problem::Problem(ProblemCode code, std::string key, Values values)
    : code_(code),
      key_(std::move(key)),
      values_(std::move(values)),
      what_(std::string(to_string(code)) + ": " + key_) {}

Problem Problem::invalid(std::vector<FieldError> errors) {
    ensure(!errors.empty());
    Problem problem(ProblemCode::invalid_input, "invalid_input");
    problem.what_ += " (" + errors.front().field + ": " + errors.front().key + ")";
    problem.errors_ = std::move(errors);
    return problem;
}

Problem Problem::invalid(std::string field, std::string key, Values values) {
    return invalid({FieldError{std::move(field), std::move(key), std::move(values)}});
}

Problem& Problem::with_details(std::string details) {
    details_ = std::move(details);
    what_ += " [" + details_ + "]";
    return *this;
}

}  // namespace league
