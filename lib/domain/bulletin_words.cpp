#include "lib/domain/bulletin_words.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/check_line.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

/// What is no text stays as it is, to be refused.
std::string tidy_paragraphs(const std::string& text) {
    if (!text::is_valid_utf8(text)) return text;
    std::string all;
    for (const std::string& paragraph : paragraphs(text)) all += (all.empty() ? "" : "\n") + paragraph;
    return all;
}

void check_part(Errors& errors, const char* field, const std::string& part, std::size_t limit, bool is_needed) {
    if (!text::is_valid_utf8(part)) {
        errors.push_back({field, "not_text", {}});
    } else if (part.empty()) {
        if (is_needed) errors.push_back({field, "missing", {}});
    } else if (text::count_characters(part) > limit) {
        errors.push_back({field, "too_long", {{"limit", std::to_string(limit)}}});
    }
}

bool lives_by_words(BulletinKind kind) {
    return kind == BulletinKind::newsletter || kind == BulletinKind::publicity;
}

}  // namespace

std::string_view to_string(BulletinKind kind) {
    switch (kind) {
        case BulletinKind::progress_column: return "progress_column";
        case BulletinKind::meeting: return "meeting";
        case BulletinKind::newsletter: return "newsletter";
        case BulletinKind::publicity: return "publicity";
        case BulletinKind::erratum: return "erratum";
    }
    stop("unknown BulletinKind");
}

std::optional<BulletinKind> bulletin_kind_from(std::string_view text) {
    for (const BulletinKind kind : kBulletinKinds) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

std::vector<std::string> paragraphs(const std::string& text) {
    std::vector<std::string> all;
    for (const std::string& line : text::split(text, '\n')) {
        std::string paragraph = text::trim(line);
        if (!paragraph.empty()) all.push_back(std::move(paragraph));
    }
    return all;
}

BulletinWords tidied(BulletinWords words) {
    words.title = text::trim(words.title);
    words.digest = text::trim(words.digest);
    for (std::string* part : {&words.opening, &words.praise, &words.problems, &words.next_steps, &words.body}) {
        *part = tidy_paragraphs(*part);
    }
    return words;
}

std::vector<FieldError> check_words(BulletinKind kind, const BulletinWords& words, const BulletinWordLimits& limits) {
    Errors errors;
    const bool by_words = lives_by_words(kind);
    check_line(errors, "article.title", words.title, limits.title, by_words ? Line::required : Line::optional);
    check_line(errors, "article.digest", words.digest, limits.digest);
    check_part(errors, "article.opening", words.opening, limits.part, false);
    check_part(errors, "article.praise", words.praise, limits.part, false);
    check_part(errors, "article.problems", words.problems, limits.part, false);
    check_part(errors, "article.next_steps", words.next_steps, limits.part, false);
    check_part(errors, "article.body", words.body, limits.body, by_words || kind == BulletinKind::erratum);
    return errors;
}

}  // namespace league
