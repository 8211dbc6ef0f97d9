// What WeChat's check says of the words of a log, and what follows (wechat-api 3.6, domain 10.4). Figures are results
// of work and count whatever the words are; doubtful words are withheld from those who only read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"

namespace league {

enum class ContentState {
    waiting,      ///< WeChat has not answered yet
    passed,       ///< nothing found
    review,       ///< WeChat leaves it to a person
    risky,        ///< WeChat takes it to be forbidden; a person may still allow it
    not_checked,  ///< WeChat could not be asked; see ContentCause
    allowed,      ///< an officer looked and allowed it
    refused,      ///< an officer looked and refused it
};
std::string_view to_string(ContentState state);
std::optional<ContentState> content_state_from(std::string_view text);

/// Why WeChat could not be asked.
enum class ContentCause {
    no_identity,  ///< the author has no identity in the mini program
    refused,      ///< WeChat refused, e.g. no visit within two hours (61010)
    no_answer,    ///< no answer in time
    no_address,   ///< of a picture: this installation has no https address to fetch it from
};
std::string_view to_string(ContentCause cause);
std::optional<ContentCause> content_cause_from(std::string_view text);

struct ContentCheck {
    ActivityId activity;
    int revision = 1;  ///< of the log: an amended one is checked again
    ContentState state = ContentState::waiting;
    std::string text_hash;  ///< of the words; the same words are not asked about twice
    long long label = 0;    ///< WeChat's number for what it found
    std::optional<ContentCause> cause;
    Instant asked_at;
    Instant changed_at;
    std::optional<PersonId> judged_by;
    std::string reason;  ///< of an officer's refusal
};

/// Whether the words are kept from those who only read: not from the branch, its committees and the officers.
bool is_withheld(ContentState state);
/// Whether this actor reads them all the same.
bool sees_doubtful_words(const Actor& actor, const OrgUnit& unit);
/// Whether an officer's word is waited for.
bool waits_for_officer(ContentState state);
/// Whether the answer stands for the same words in a later revision.
bool is_settled(ContentState state);
/// The worse of two answers of WeChat: passed, review, risky.
ContentState worse_of(ContentState a, ContentState b);

enum class ContentVerdict { allow, refuse };
std::optional<ContentVerdict> content_verdict_from(std::string_view text);
/// Throws Problem conflict ("content.nothing_to_judge") when WeChat left nothing to a person. An officer may think
/// again.
ContentState after_judgement(ContentState state, ContentVerdict verdict);
/// Trimmed; needed to refuse, at most 200 characters, none to allow. Throws Problem invalid_input ("reason").
std::string checked_reason(ContentVerdict verdict, const std::string& reason);

/// All words of a log that others read: title, place, content and the texts of its kind, one a line.
std::string words_of(const ActivityContent& content);
/// `text` in pieces of at most `most` characters each.
std::vector<std::string> pieces_of(const std::string& text, std::size_t most);
/// Takes these words away, and leaves figures and days.
void withhold_words(ActivityContent& content);

}  // namespace league
