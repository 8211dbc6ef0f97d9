// The papers of setting up an organisation: request, replies, report of an election, filing (domain 5.3). The register
// keeps number, day, signatory and subject; the paper itself is made elsewhere and the seal is put on by hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/ids.hpp"

namespace league {

enum class PaperKind {
    request,          ///< 请示, by those who want the organisation
    founding_reply,   ///< 批复 to the request
    appointment,      ///< names the secretary of a temporary branch
    election_report,  ///< 选举结果报告, by the new organisation
    result_reply,     ///< 批复 to the report: the organisation is founded
    filing,           ///< 报备 to the county
};
std::string_view to_string(PaperKind kind);
std::optional<PaperKind> paper_kind_from(std::string_view text);
/// Whether the township issues it and so gives it a number of its own series; others arrive with their own mark.
bool is_outgoing(PaperKind kind);

/// What a caller says of a paper.
struct PaperInput {
    std::string title;          ///< empty: the usual subject of that kind
    std::string series;         ///< of outgoing ones, "城团发"; empty: the one used last
    std::optional<int> number;  ///< of outgoing ones; nothing: the next of series and year
    std::string mark;           ///< of others: the number that stands on it, may be empty
    std::string signatory;

    bool operator==(const PaperInput&) const = default;
};

struct Paper {
    PaperId id;
    OrgUnitId unit;  ///< the township in whose register it stands
    PaperKind kind = PaperKind::request;
    std::string series;         ///< empty for papers of others
    std::optional<int> year;    ///< of outgoing ones: that of the day
    std::optional<int> number;  ///< unique in unit, series and year, also after the paper became void
    std::string mark;           ///< as printed: "城团发〔2026〕3号"
    std::string title;
    Date issued_on;
    std::string signatory;
    Instant recorded_at;
    std::optional<PersonId> recorded_by;
    std::optional<Instant> void_at;  ///< the step it belonged to was taken back; its number is not given again

    bool operator==(const Paper&) const = default;
};

/// Wrong fields "paper.title" and so on. Whether the number is free is asked of the register.
std::vector<FieldError> check_paper(const PaperInput& input, PaperKind kind);

}  // namespace league
