// A log is worded anew, whole. What it said before is kept; figures move with its day, heads and state. A returned
// log that is amended is submitted again, and so is an accepted one.
#pragma once

#include "lib/base/digest.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class Database;
class Transaction;

class AmendActivity {
public:
    struct Input {
        ActivityId id;
        int base_revision = 1;    ///< the revision the person saw
        ActivityContent content;  ///< `org` may be empty, else the log's own unit by id or code
    };
    struct Output {
        bool changed = false;  ///< false: this very amendment was made before, or changes nothing
        Activity activity;
    };

    AmendActivity(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_found; not_allowed; invalid_input; conflict ("activity.base_is_old") when somebody
    /// amended meanwhile; closed ("activity.withdrawn").
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
