// A township accepts logs or returns them with a reason (domain 7.3). A returned log leaves the figures until it is
// amended or accepted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class Database;
class Transaction;

class ReviewActivity {
public:
    struct Input {
        ActivityId id;
        ReviewVerdict verdict = ReviewVerdict::accept;
        std::string reason;           ///< needed to return, at most 200 characters
        std::optional<int> revision;  ///< what the reviewer read; nothing takes the newest
    };
    struct Output {
        bool changed = false;  ///< false: that verdict stood already
        Activity activity;
    };

    ReviewActivity(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_found; not_allowed; invalid_input (reason); conflict ("activity.changed_meanwhile") when it
    /// is of another revision by now; closed ("activity.withdrawn", "activity.after_the_end" for what a unit would have
    /// done after it ended).
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Database& database_;
    const Digest& digest_;
};

/// One verdict on up to 100 logs; each is decided for itself.
class ReviewActivities {
public:
    struct Input {
        std::vector<ActivityId> ids;
        ReviewVerdict verdict = ReviewVerdict::accept;
        std::string reason;
    };
    struct Outcome {
        ActivityId id;
        bool changed = false;
        std::optional<ActivityState> state;  ///< afterwards, when it was reviewed
        std::optional<Problem> problem;      ///< why not, when it was not
    };
    struct Output {
        std::vector<Outcome> outcomes;  ///< in the order of the ids
    };

    ReviewActivities(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem invalid_input when there are no ids, too many, or no reason to return them.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
