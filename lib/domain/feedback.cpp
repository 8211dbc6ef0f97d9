#include "lib/domain/feedback.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::size_t kLongest = 1000;       // characters
constexpr std::size_t kLongestContact = 60;  // characters

FieldError too_long(const char* field, std::size_t limit) {
    return {field, "too_long", {{"limit", std::to_string(limit)}}};
}

}  // namespace

std::string_view to_string(FeedbackCategory category) {
    switch (category) {
        case FeedbackCategory::suggestion: return "suggestion";
        case FeedbackCategory::complaint: return "complaint";
        case FeedbackCategory::problem: return "problem";
    }
    stop("unknown FeedbackCategory");
}

std::optional<FeedbackCategory> feedback_category_from(std::string_view text) {
    for (const auto category : {FeedbackCategory::suggestion, FeedbackCategory::complaint, FeedbackCategory::problem}) {
        if (to_string(category) == text) return category;
    }
    return std::nullopt;
}

FeedbackContent checked_feedback(FeedbackContent said, std::vector<FieldError>& errors) {
    said.content = text::trim(said.content);
    if (said.content.empty()) errors.push_back({"content", "feedback.nothing_said", {}});
    if (text::count_characters(said.content) > kLongest) errors.push_back(too_long("content", kLongest));
    if (said.contact) said.contact = text::trim(*said.contact);
    if (said.contact && said.contact->empty()) said.contact.reset();
    if (said.contact && text::count_characters(*said.contact) > kLongestContact) {
        errors.push_back(too_long("contact", kLongestContact));
    }
    return said;
}

std::string checked_answer(const std::string& words) {
    std::string answer = text::trim(words);
    if (answer.empty()) throw Problem::invalid("answer", "missing");
    if (text::count_characters(answer) > kLongest) {
        throw Problem::invalid("answer", "too_long", {{"limit", std::to_string(kLongest)}});
    }
    return answer;
}

std::string canonical_text(const FeedbackContent& said) {
    const std::string contact = said.contact.value_or("");
    return std::string(to_string(said.category)) + '\n' + std::to_string(said.content.size()) + ':' + said.content +
           '\n' + contact;
}

}  // namespace league
