#include "lib/base/ensure.hpp"
#include "lib/http/server.hpp"

namespace league::http {

int status_of(ProblemCode code) {
    switch (code) {
        case ProblemCode::invalid_input: return 422;
        case ProblemCode::not_signed_in: return 401;
        case ProblemCode::not_allowed: return 403;
        case ProblemCode::not_found: return 404;
        case ProblemCode::conflict: return 409;
        case ProblemCode::closed: return 409;
        case ProblemCode::too_many: return 429;
        case ProblemCode::busy: return 503;
        case ProblemCode::no_space: return 507;
        case ProblemCode::upstream: return 502;
        case ProblemCode::internal: return 500;
    }
    stop("a problem code without a status");
}

Response plain_errors(const Request&, std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        return Response::text(status_of(problem.code()), problem.key());
    } catch (...) {
        return Response::text(500, "internal");
    }
}

}  // namespace league::http
