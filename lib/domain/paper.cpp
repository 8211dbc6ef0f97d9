#include "lib/domain/paper.hpp"

#include "lib/base/ensure.hpp"
#include "lib/domain/check_line.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kTitle = 100;     // characters
constexpr std::size_t kSeries = 20;     // characters
constexpr std::size_t kMark = 40;       // characters
constexpr std::size_t kSignatory = 30;  // characters
constexpr int kHighestNumber = 9999;

constexpr PaperKind kAll[] = {PaperKind::request,         PaperKind::founding_reply, PaperKind::appointment,
                              PaperKind::election_report, PaperKind::result_reply,   PaperKind::filing};

}  // namespace

std::string_view to_string(PaperKind kind) {
    switch (kind) {
        case PaperKind::request: return "request";
        case PaperKind::founding_reply: return "founding_reply";
        case PaperKind::appointment: return "appointment";
        case PaperKind::election_report: return "election_report";
        case PaperKind::result_reply: return "result_reply";
        case PaperKind::filing: return "filing";
    }
    stop("unknown PaperKind");
}

std::optional<PaperKind> paper_kind_from(std::string_view text) {
    for (const PaperKind kind : kAll) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

bool is_outgoing(PaperKind kind) {
    switch (kind) {
        case PaperKind::founding_reply:
        case PaperKind::appointment:
        case PaperKind::result_reply:
        case PaperKind::filing: return true;
        case PaperKind::request:
        case PaperKind::election_report: return false;
    }
    stop("unknown PaperKind");
}

std::vector<FieldError> check_paper(const PaperInput& input, PaperKind kind) {
    Errors errors;
    check_line(errors, "paper.title", input.title, kTitle);
    check_line(errors, "paper.signatory", input.signatory, kSignatory, Line::required);
    if (is_outgoing(kind)) {
        check_line(errors, "paper.series", input.series, kSeries);
        if (!input.mark.empty()) errors.push_back({"paper.mark", "paper.mark_of_own", {}});
        if (input.number && (*input.number < 1 || *input.number > kHighestNumber)) {
            errors.push_back({"paper.number", "out_of_range", {{"min", "1"}, {"max", std::to_string(kHighestNumber)}}});
        }
    } else {
        check_line(errors, "paper.mark", input.mark, kMark);
        if (!input.series.empty() || input.number) errors.push_back({"paper.number", "paper.number_of_others", {}});
    }
    return errors;
}

}  // namespace league
