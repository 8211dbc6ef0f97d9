// Officers look at what WeChat's check left to a person, and allow or refuse the words of a log.
#pragma once

#include <string>

#include "lib/base/digest.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/database.hpp"

namespace league {

class ListContentChecks {
public:
    struct Input {
        int limit = 50;  ///< 1..100
        int offset = 0;  ///< 0..100000
    };

    explicit ListContentChecks(Database& database) : database_(database) {}
    /// Of the highest unit where the actor is an officer; of all for the operator. Throws Problem: not_allowed,
    /// invalid_input (limit, offset).
    ContentCheckPage run(const Actor& actor, const Input& input);

private:
    Database& database_;
};

class JudgeContent {
public:
    struct Input {
        ActivityId activity;
        int revision = 1;  ///< of the words that were looked at
        ContentVerdict verdict = ContentVerdict::allow;
        std::string reason;  ///< needed to refuse, at most 200 characters; its author reads it
    };
    struct Output {
        bool changed = false;  ///< false: that verdict stood already
        ContentCheck check;
    };

    JudgeContent(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Throws Problem: not_found ("activity.not_found", "content.not_found"); not_allowed; invalid_input (reason);
    /// conflict ("content.nothing_to_judge", "activity.changed_meanwhile" when the words are others by now).
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
