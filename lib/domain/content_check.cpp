#include "lib/domain/content_check.hpp"

#include <algorithm>
#include <array>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::size_t kLongestReason = 200;  // characters

constexpr std::array kStates{ContentState::waiting, ContentState::passed,      ContentState::review,
                             ContentState::risky,   ContentState::not_checked, ContentState::allowed,
                             ContentState::refused};
constexpr std::array kCauses{ContentCause::no_identity, ContentCause::refused, ContentCause::no_answer,
                             ContentCause::no_address};

int badness(ContentState state) {
    switch (state) {
        case ContentState::passed: return 0;
        case ContentState::review: return 1;
        case ContentState::risky: return 2;
        case ContentState::waiting:
        case ContentState::not_checked:
        case ContentState::allowed:
        case ContentState::refused: break;
    }
    stop("not an answer of WeChat");
}

}  // namespace

std::string_view to_string(ContentState state) {
    switch (state) {
        case ContentState::waiting: return "waiting";
        case ContentState::passed: return "passed";
        case ContentState::review: return "review";
        case ContentState::risky: return "risky";
        case ContentState::not_checked: return "not_checked";
        case ContentState::allowed: return "allowed";
        case ContentState::refused: return "refused";
    }
    stop("unknown ContentState");
}

std::optional<ContentState> content_state_from(std::string_view text) {
    for (const ContentState state : kStates) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

std::string_view to_string(ContentCause cause) {
    switch (cause) {
        case ContentCause::no_identity: return "no_identity";
        case ContentCause::refused: return "refused";
        case ContentCause::no_answer: return "no_answer";
        case ContentCause::no_address: return "no_address";
    }
    stop("unknown ContentCause");
}

std::optional<ContentCause> content_cause_from(std::string_view text) {
    for (const ContentCause cause : kCauses) {
        if (to_string(cause) == text) return cause;
    }
    return std::nullopt;
}

bool is_withheld(ContentState state) {
    return waits_for_officer(state) || state == ContentState::refused;
}

bool sees_doubtful_words(const Actor& actor, const OrgUnit& unit) {
    return may(actor, Verb::log_activity, unit) || may(actor, Verb::judge_content, unit);
}

bool waits_for_officer(ContentState state) {
    return state == ContentState::review || state == ContentState::risky;
}

bool is_settled(ContentState state) {
    return state != ContentState::waiting && state != ContentState::not_checked;
}

ContentState worse_of(ContentState a, ContentState b) {
    return badness(a) < badness(b) ? b : a;
}

std::optional<ContentVerdict> content_verdict_from(std::string_view text) {
    if (text == "allow") return ContentVerdict::allow;
    if (text == "refuse") return ContentVerdict::refuse;
    return std::nullopt;
}

ContentState after_judgement(ContentState state, ContentVerdict verdict) {
    const bool was_judged = state == ContentState::allowed || state == ContentState::refused;
    if (!waits_for_officer(state) && !was_judged) {
        throw Problem(ProblemCode::conflict, "content.nothing_to_judge");
    }
    return verdict == ContentVerdict::allow ? ContentState::allowed : ContentState::refused;
}

std::string checked_reason(ContentVerdict verdict, const std::string& reason) {
    if (verdict == ContentVerdict::allow) return "";
    if (!text::is_valid_utf8(reason)) throw Problem::invalid("reason", "not_text");
    std::string words = text::trim(reason);
    if (words.empty()) throw Problem::invalid("reason", "missing");
    if (text::count_characters(words) > kLongestReason) {
        throw Problem::invalid("reason", "too_long", {{"limit", std::to_string(kLongestReason)}});
    }
    return words;
}

std::string words_of(const ActivityContent& content) {
    std::string words = content.title;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) words += '\n' + text;
    };
    add(content.place);
    add(content.content);
    for (const auto& [code, value] : content.details) {
        if (const auto* text = std::get_if<std::string>(&value)) add(*text);
    }
    return words;
}

std::vector<std::string> pieces_of(const std::string& text, std::size_t most) {
    ensure(most > 0);
    const std::u32string points = text::to_code_points(text);
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < points.size(); at += most) {
        pieces.push_back(text::to_utf8(std::u32string_view(points).substr(at, most)));
    }
    return pieces;
}

void withhold_words(ActivityContent& content) {
    content.title.clear();
    content.place.clear();
    content.content.clear();
    std::erase_if(content.details, [](const auto& one) { return std::holds_alternative<std::string>(one.second); });
}

}  // namespace league
