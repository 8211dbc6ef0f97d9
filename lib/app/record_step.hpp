// The steps of a project: recorded when they happened, taken back when they were wrong or refused. Approving the result
// founds the organisation: the unit stands in the tree in the same transaction (domain 5.3).
#pragma once

#include <optional>
#include <string>

#include "lib/app/founding_parts.hpp"
#include "lib/domain/founding_step.hpp"

namespace league {

class RecordStep {
public:
    struct Input {
        OrgProjectId project;
        OrgStepId id;  ///< made where the step is recorded
        StepInput step;
    };
    struct Output {
        bool recorded = false;  ///< false: the same step was recorded under this id before
        OrgProject project;     ///< as it stands now
    };

    explicit RecordStep(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; not_found; closed ("unit_closed"); conflict ("founding.now.*" out of turn,
    /// "founding.other_step_under_id"); invalid_input with every wrong field, and what the project lacks to be ripe.
    Output run(const Actor& actor, const Input& input);
    /// The same within a job. With `shared` the step goes with a paper that stands in the register already.
    Output run_in(Transaction& tx, const Actor& actor, Input input, const std::optional<Paper>& shared) const;

private:
    FoundingParts parts_;
};

/// A step that was wrong, or a request that was turned down: the project stands where it stood before. Steps are taken
/// back last first; nothing is once the organisation is founded, but the filing can be corrected.
class TakeBackStep {
public:
    struct Input {
        OrgProjectId project;
        OrgStepId step;
        std::string reason;  ///< at most 200 characters
    };
    struct Output {
        bool changed = false;  ///< false: it was taken back before
        OrgProject project;
    };

    explicit TakeBackStep(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; not_found; invalid_input (reason); conflict ("founding.not_last_step"); closed
    /// ("founding.founded_already").
    Output run(const Actor& actor, const Input& input);

private:
    FoundingParts parts_;
};

}  // namespace league
