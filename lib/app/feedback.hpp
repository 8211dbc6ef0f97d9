// A person writes to the office; the office reads and answers (domain 10.1). Anybody who is signed in may write, bound
// or not; what was written is read by its author and by the officers of the county it was written to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/account.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/feedback_store.hpp"

namespace league {

class SendFeedback {
public:
    struct Input {
        FeedbackId id;  ///< made on the phone
        FeedbackContent said;
    };
    struct Output {
        bool created = false;  ///< false: the same was accepted under this id before
        Feedback feedback;     ///< as it stands now
    };

    /// `accounts` say to which unit somebody writes who holds no role: that of the account that was signed in with.
    SendFeedback(Database& database, const Seals& seals, const std::vector<WechatAccount>& accounts);
    /// Throws Problem: invalid_input (content, contact); conflict ("feedback.other_content_under_id"); too_many when
    /// this identity wrote twenty times within a day.
    Output run(const Actor& actor, const Input& input);

private:
    OrgUnit addressee(ReadTransaction& tx, const Actor& actor) const;

    Database& database_;
    const Seals& seals_;
    std::vector<std::pair<std::string, std::string>> units_;  ///< account -> code of its unit
};

/// What the actor wrote, through whichever account.
class ListOwnFeedback {
public:
    ListOwnFeedback(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// The newest hundred, newest first.
    std::vector<Feedback> run(const Actor& actor);

private:
    Database& database_;
    const Seals& seals_;
};

/// What was written to the units that the actor answers for.
class ReadFeedbackInbox {
public:
    struct Input {
        bool only_open = false;
        int limit = 50;  ///< 1..100
        int offset = 0;  ///< 0..100000
    };

    ReadFeedbackInbox(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Of the highest unit where the actor is an officer; of all for the operator. Throws Problem: not_allowed,
    /// invalid_input (limit, offset).
    FeedbackPage run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

class AnswerFeedback {
public:
    struct Input {
        FeedbackId id;
        std::string answer;
    };
    struct Output {
        bool changed = false;  ///< false: this very answer was given before
        Feedback feedback;
    };

    AnswerFeedback(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// Throws Problem: not_found; not_allowed; invalid_input (answer); conflict ("feedback.answered") when there is
    /// another answer already.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
