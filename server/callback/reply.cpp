#include "server/callback/reply.hpp"

#include "lib/base/ensure.hpp"
#include "lib/platform/log.hpp"

namespace league::callback {
namespace {

/// What follows the sentence: where to turn next. A key of templates/replies/problem.toml.
const char* advice_key(ProblemCode code) {
    switch (code) {
        case ProblemCode::invalid_input: return "send_again";
        case ProblemCode::not_signed_in: return "help";
        case ProblemCode::not_allowed: return "help";
        case ProblemCode::not_found: return "help";
        case ProblemCode::conflict: return "look";
        case ProblemCode::closed: return "help";
        case ProblemCode::too_many: return "none";
        case ProblemCode::busy: return "none";
        case ProblemCode::no_space: return "none";
        case ProblemCode::upstream: return "none";
        case ProblemCode::internal: return "none";
    }
    stop("unknown ProblemCode");
}

}  // namespace

std::string polite_line(const Phrases& phrases, const Problem& problem, const std::string& request_id) {
    std::string line = phrases.explain(problem, {{"request_id", request_id}});
    if (!problem.errors().empty()) line.clear();
    for (const FieldError& error : problem.errors()) line += phrases.explain(error);
    return line + phrases.text("replies/problem", advice_key(problem.code()));
}

void log_fault(const std::exception_ptr& error, const std::string& request_id) {
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        if (problem.code() == ProblemCode::internal) {
            log::error("unexpected failure", {{"request_id", request_id}, {"what", problem.what()}});
        } else if (!problem.details().empty()) {
            log::warning("a message is refused", {{"request_id", request_id}, {"problem", problem.what()}});
        }
    } catch (const std::exception& unexpected) {
        log::error("unexpected failure", {{"request_id", request_id}, {"what", unexpected.what()}});
    } catch (...) {
        log::error("unexpected failure", {{"request_id", request_id}});
    }
}

std::string polite_line(const Phrases& phrases, const std::exception_ptr& error, const std::string& request_id) {
    log_fault(error, request_id);
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        return polite_line(phrases, problem, request_id);
    } catch (...) {
        return polite_line(phrases, Problem(ProblemCode::internal, "internal"), request_id);
    }
}

}  // namespace league::callback
