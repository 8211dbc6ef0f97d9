// A person's decisions about rows of a staged batch (domain 11: a human decides conflicts).
#pragma once

#include <optional>
#include <string>

#include "lib/domain/nms_import.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class DecideImport {
public:
    struct Input {
        ImportBatchId batch;
        int row = 0;
        std::optional<RowDecision> decision;  ///< nothing takes an earlier decision back
        std::string unit;                     ///< id or code; of `link` alone
    };
    struct InputForAll {
        ImportBatchId batch;
        RowOutcome outcome = RowOutcome::missing;
        RowDecision decision = RowDecision::keep;  ///< not `link`
    };

    DecideImport(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Throws not_found ("import.not_found", "import.row_not_found"), not_allowed, closed ("import.not_staged"),
    /// invalid_input: decision "import.decision_unfit", unit "field.missing", "import.unit_unfit" or
    /// "import.unit_not_on_lists"; conflict: "import.unit_taken" {row} when another row stands for the unit,
    /// "import.decided_already" when another decision stands, which has to be taken back first. Linking a row with a
    /// list may add conflicts at the end of the batch, of people who stand on two lists now; deciding that a row is not
    /// the unit it was found to be adds that unit as missing, when it counts.
    ImportRow run(const Actor& actor, const Input& input);
    /// For every row of that outcome that nobody decided yet; how many.
    long long run_for_all(const Actor& actor, const InputForAll& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
