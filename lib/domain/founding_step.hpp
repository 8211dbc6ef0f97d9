// The steps from a count of members to the entry in the national system (domain 5.3): what may follow what, and what
// each step must bring. Pure values; days are days in Beijing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/org_project.hpp"

namespace league {

/// What comes with a step; which parts a stage takes is checked.
struct StepInput {
    Stage stage = Stage::prepared;
    Date on;
    std::optional<PaperInput> paper;
    std::string note;                     ///< reason of a request or of giving up, else free
    bool consent = false;                 ///< of the Party side or the management, to request and to election
    std::vector<std::string> candidates;  ///< of prepared
    std::optional<Election> election;     ///< of elected
    std::vector<PostHolder> posts;        ///< of appointed and result_reported
    std::string code;                     ///< of result_approved: code of the unit; empty: the next of its township
    int term_years = 0;                   ///< of result_approved; 0: as long as usual
    struct Confirmation {
        std::string name;
        std::string category;
        std::string industry;

        bool operator==(const Confirmation&) const = default;
    };
    std::optional<Confirmation> confirm;  ///< of filed: what can never be changed in 智慧团建
    std::optional<Date> entered_on;       ///< of filed: day of entry in 智慧团建, as the township says

    bool operator==(const StepInput&) const = default;
};
std::string canonical_text(const StepInput& input);

/// Throws Problem conflict ("founding.now.<stage>") when the step is not the next one.
void require_order(const OrgProject& project, Stage next);
/// Every wrong field of a step that is the next one. `elected` are the names that result_reported divides work among.
std::vector<FieldError> check_step(const OrgProject& project, const StepInput& input,
                                   const std::vector<std::string>& elected, const FoundingRules& rules, Date today);
/// The day on which the first term ends: of a temporary branch with its project.
Date term_end(const ProjectContent& content, Date founded_on, int term_years);
/// Of the first term: as elected, else 3, of students 1. 0 stands for not told.
int first_term_years(const ProjectContent& content, int term_years);

struct ProjectStep {
    OrgStepId id;
    Stage stage = Stage::surveyed;
    Stage before = Stage::surveyed;  ///< where the project stood
    Date before_on;
    Date on;
    std::optional<Paper> paper;
    std::string note;
    std::optional<Date> entered_on;    ///< of filed
    std::optional<Election> election;  ///< without candidates, which are people below
    struct Name {
        std::string name;  ///< empty once erased: who was not elected is forgotten in time
        std::optional<int> votes;
        bool elected = false;
        std::optional<Post> post;

        bool operator==(const Name&) const = default;
    };
    std::vector<Name> people;
    std::string content_hash;
    Instant recorded_at;
    std::optional<PersonId> recorded_by;
    std::optional<Instant> taken_back_at;
    std::optional<PersonId> taken_back_by;
    std::string taken_back_reason;

    bool operator==(const ProjectStep&) const = default;
};

}  // namespace league
