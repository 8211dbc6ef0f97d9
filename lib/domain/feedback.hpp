// Suggestions, complaints and problems that people write to the office, and its answers (domain 10.1): the function for
// complaints that a public body's program must have.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"

namespace league {

enum class FeedbackCategory { suggestion, complaint, problem };
std::string_view to_string(FeedbackCategory category);
std::optional<FeedbackCategory> feedback_category_from(std::string_view text);

/// What a person sends.
struct FeedbackContent {
    FeedbackCategory category = FeedbackCategory::suggestion;
    std::string content;                 ///< 1..1000 characters
    std::optional<std::string> contact;  ///< how to reach the person; 60 characters

    bool operator==(const FeedbackContent&) const = default;
};

struct FeedbackAnswer {
    std::string text;  ///< 1..1000 characters
    std::optional<PersonId> by;
    Instant at;

    bool operator==(const FeedbackAnswer&) const = default;
};

struct Feedback {
    FeedbackId id;
    IdentityId identity;
    std::optional<PersonId> person;      ///< nothing: sent by somebody who was not bound
    std::optional<OrgUnitId> from_unit;  ///< of the person's role then
    OrgUnitId unit;                      ///< whose officers answer
    FeedbackContent said;
    std::string content_hash;  ///< keyed, of what was sent: repeats are compared by it
    Instant created_at;
    std::optional<FeedbackAnswer> answer;

    bool operator==(const Feedback&) const = default;
};

/// Trimmed; an empty contact is none. Every wrong field goes to `errors`: "content", "contact".
FeedbackContent checked_feedback(FeedbackContent said, std::vector<FieldError>& errors);
/// Trimmed. Throws Problem invalid_input ("answer").
std::string checked_answer(const std::string& text);

/// One text that two contents share only when every field is equal.
std::string canonical_text(const FeedbackContent& said);

}  // namespace league
