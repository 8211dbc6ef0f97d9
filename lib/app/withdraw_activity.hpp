// A log is taken back and leaves the figures. Withdrawing twice is the same as once; a log stays readable.
#pragma once

#include "lib/base/digest.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class Database;
class Transaction;

class WithdrawActivity {
public:
    struct Input {
        ActivityId id;
    };
    struct Output {
        bool changed = false;  ///< false: it was withdrawn before
        Activity activity;
    };

    WithdrawActivity(Database& database, const Digest& digest) : database_(database), digest_(digest) {}

    /// Throws Problem: not_found, not_allowed.
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
