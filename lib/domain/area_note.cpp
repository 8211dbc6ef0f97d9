#include "lib/domain/area_note.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::size_t kWordsCharacters = 1000;
constexpr int kOldestDays = 60;

}  // namespace

std::string_view to_string(AreaNoteKind kind) {
    switch (kind) {
        case AreaNoteKind::visit: return "visit";
        case AreaNoteKind::advice: return "advice";
        case AreaNoteKind::reply: return "reply";
    }
    stop("unknown AreaNoteKind");
}

std::optional<AreaNoteKind> area_note_kind_from(std::string_view text) {
    for (const AreaNoteKind kind : {AreaNoteKind::visit, AreaNoteKind::advice, AreaNoteKind::reply}) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

std::vector<FieldError> check_area_note(const AreaNote& note, Date today) {
    std::vector<FieldError> errors;
    const bool is_visit = note.kind == AreaNoteKind::visit;
    if (is_visit && !note.contact) errors.push_back({"contact_id", "missing", {}});
    if (!is_visit && note.contact) errors.push_back({"contact_id", "area_note.only_of_visits", {}});
    const Date oldest = add_days(today, -kOldestDays);
    if (note.on > today || note.on < oldest) {
        errors.push_back({"on", "area_note.day_out_of_range", {{"from", to_iso(oldest)}, {"until", to_iso(today)}}});
    }
    if (!text::is_valid_utf8(note.words)) {
        errors.push_back({"words", "not_text", {}});
    } else if (text::trim(note.words).empty()) {
        errors.push_back({"words", "missing", {}});
    } else if (text::count_characters(text::trim(note.words)) > kWordsCharacters) {
        errors.push_back({"words", "too_long", {{"limit", std::to_string(kWordsCharacters)}}});
    }
    return errors;
}

}  // namespace league
