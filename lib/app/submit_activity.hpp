// A branch's log arrives: it is created, or recognised as one that arrived before (design rule 2).
//
// run() is durable when it returns. run_in() is for callers that must write something else in the same transaction
// (the receipt of a callback); nothing is saved until their transaction commits.
#pragma once

#include <optional>

#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Database;
class Transaction;

class SubmitActivity {
public:
    struct Input {
        ActivityId id;            ///< made where the log is made
        ActivityContent content;  ///< `org` holds the unit's id or code
        ActivitySource source = ActivitySource::phone;
        std::optional<Instant> made_at;  ///< the phone's clock, not trusted
        std::string told_by = {};        ///< who reported it on paper or by phone; of these sources only
    };
    struct Output {
        bool created = false;  ///< false: the same content was accepted under this id before
        Activity activity;     ///< as it stands now
    };

    SubmitActivity(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// Throws Problem: not_allowed; invalid_input with every wrong field; conflict
    /// ("activity.other_content_under_id") when the id was first used for other content.
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
