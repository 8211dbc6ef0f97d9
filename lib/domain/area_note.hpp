// What was noted about a township by those who look after it: a leader's or instructor's visit (R60, R61), advice of
// the county (R62), and what the township says to it. One thread a township; a note is never changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/ids.hpp"

namespace league {

enum class AreaNoteKind {
    visit,   ///< by a leader in charge of the area or an instructor sent there
    advice,  ///< of the county
    reply,   ///< of the township
};
std::string_view to_string(AreaNoteKind kind);
std::optional<AreaNoteKind> area_note_kind_from(std::string_view text);

struct AreaNote {
    std::string id;  ///< made where the note was made
    OrgUnitId unit;
    AreaNoteKind kind = AreaNoteKind::visit;
    std::optional<std::string> contact;  ///< with a visit always: whose it was
    Date on;                             ///< the day of the visit, or of writing
    std::string words;
    Instant written_at;
    std::optional<PersonId> written_by;  ///< nothing: the operator

    bool operator==(const AreaNote&) const = default;
};

/// Errors on "contact_id", "on", "words".
std::vector<FieldError> check_area_note(const AreaNote& note, Date today);

}  // namespace league
