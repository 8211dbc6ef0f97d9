#include "tools/leaguectl/refuse.hpp"

#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"
#include "lib/documents/phrases.hpp"

namespace league::ctl {
namespace {

/// What the operator can do about a refusal of this kind; empty where the sentence itself says it.
const char* hint_of(ProblemCode code) {
    switch (code) {
        case ProblemCode::invalid_input:
        case ProblemCode::not_found:
        case ProblemCode::conflict:
        case ProblemCode::closed:
        case ProblemCode::not_signed_in:
        case ProblemCode::not_allowed:
        case ProblemCode::too_many: return "";
        case ProblemCode::busy: return "Another process holds the records, or Redis is away; try again.\n";
        case ProblemCode::no_space: return "The disk is full; nothing was changed.\n";
        case ProblemCode::upstream: return "WeChat did not answer; see `leaguectl outbox list`.\n";
        case ProblemCode::internal: return "This is a fault of the program or of its files.\n";
    }
    stop("unknown ProblemCode");
}

}  // namespace

std::string refusal_text(Desk& desk, const Problem& problem, bool as_json) {
    std::string detail = problem.what();
    nlohmann::json errors = nlohmann::json::array();
    std::string lines;
    try {
        const Phrases phrases(desk.config_without_secrets().paths.templates);
        detail = phrases.explain(problem, {{"request_id", "-"}});
        for (const FieldError& error : problem.errors()) {
            const std::string message = phrases.explain(error);
            errors.push_back({{"field", error.field}, {"message", message}});
            lines += "  " + error.field + ": " + message + "\n";
        }
    } catch (const Problem&) {
        // Without readable templates the problem's own key must do.
    }
    if (as_json) {
        const nlohmann::json body = {
            {"code", to_string(problem.code())}, {"key", problem.key()}, {"detail", detail}, {"errors", errors}};
        return body.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    const std::string code(to_string(problem.code()));
    const std::string name = problem.key() == code ? code : code + ": " + problem.key();
    std::string text = detail + " (" + name + ")\n" + lines;
    if (!problem.details().empty()) text += "  " + problem.details() + "\n";
    return text + hint_of(problem.code());
}

}  // namespace league::ctl
