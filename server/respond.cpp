#include "server/respond.hpp"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "lib/base/ensure.hpp"
#include "lib/http/server.hpp"
#include "lib/platform/log.hpp"

namespace league {
namespace {

using nlohmann::json;

/// The sentence that says what kind of refusal it is, in Chinese: a key of templates/problems.toml.
const char* title_key(ProblemCode code) {
    switch (code) {
        case ProblemCode::invalid_input: return "title.invalid_input";
        case ProblemCode::not_signed_in: return "title.not_signed_in";
        case ProblemCode::not_allowed: return "title.not_allowed";
        case ProblemCode::not_found: return "title.not_found";
        case ProblemCode::conflict: return "title.conflict";
        case ProblemCode::closed: return "title.closed";
        case ProblemCode::too_many: return "title.too_many";
        case ProblemCode::busy: return "title.busy";
        case ProblemCode::no_space: return "title.no_space";
        case ProblemCode::upstream: return "title.upstream";
        case ProblemCode::internal: return "title.internal";
    }
    stop("unknown ProblemCode");
}

/// Seconds after which asking again makes sense; 0 where it does not.
int retry_after(const Problem& problem) {
    const auto given = problem.values().find("seconds");  // of a limit: how long it still holds
    if (problem.code() == ProblemCode::too_many && given != problem.values().end()) {
        return std::max(1, std::atoi(given->second.c_str()));
    }
    const bool passes = problem.code() == ProblemCode::busy || problem.code() == ProblemCode::too_many ||
                        problem.code() == ProblemCode::no_space;
    return passes ? 5 : 0;
}

}  // namespace

http::Response Responder::refuse(const http::Request& request, const Problem& problem) const {
    const int status = http::status_of(problem.code());
    json errors = json::array();
    for (const FieldError& error : problem.errors()) {
        errors.push_back({{"field", error.field}, {"message", phrases_.explain(error)}});
    }
    json body = {
        {"type", "about:blank"},
        {"title", phrases_.text("problems", title_key(problem.code()))},
        {"status", status},
        {"detail", phrases_.explain(problem, {{"request_id", request.request_id}})},
        {"code", to_string(problem.code())},
        {"request_id", request.request_id},
    };
    if (!errors.empty()) body["errors"] = std::move(errors);

    http::Response response = http::Response::json(status, body.dump(-1, ' ', false, json::error_handler_t::replace));
    response.content_type = "application/problem+json";
    response.with_header("Cache-Control", "no-store");
    if (const int seconds = retry_after(problem); seconds > 0) {
        response.with_header("Retry-After", std::to_string(seconds));
    }
    if (problem.code() == ProblemCode::not_signed_in) response.with_header("WWW-Authenticate", "Bearer");
    return response;
}

http::Response Responder::translate(const http::Request& request, std::exception_ptr error) const {
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        if (problem.code() == ProblemCode::internal || !problem.details().empty()) {
            log::warning("refused",
                         {{"request_id", request.request_id}, {"route", request.route}, {"problem", problem.what()}});
        }
        return refuse(request, problem);
    } catch (const std::exception& unexpected) {
        log::error("unexpected failure",
                   {{"request_id", request.request_id}, {"route", request.route}, {"what", unexpected.what()}});
    } catch (...) {
        log::error("unexpected failure", {{"request_id", request.request_id}, {"route", request.route}});
    }
    return refuse(request, Problem(ProblemCode::internal, "internal"));
}

}  // namespace league
