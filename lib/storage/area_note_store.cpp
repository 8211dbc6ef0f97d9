#include "lib/storage/area_note_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/days.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, unit_id, kind, contact_id, on_at, words, written_at, written_by
FROM area_notes
WHERE id = $1)";

constexpr std::string_view kList = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT n.id, n.unit_id, n.kind, n.contact_id, n.on_at, n.words, n.written_at, n.written_by
FROM below
JOIN area_notes n ON n.unit_id = below.id
WHERE CAST($2 AS TEXT) IS NULL OR n.kind = $2
ORDER BY n.on_at DESC, n.written_at DESC, n.id DESC
LIMIT $3
OFFSET $4)";

constexpr std::string_view kCount = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT COUNT(*)
FROM below
JOIN area_notes n ON n.unit_id = below.id
WHERE CAST($2 AS TEXT) IS NULL OR n.kind = $2)";

constexpr std::string_view kLastVisit = R"(
SELECT id, unit_id, kind, contact_id, on_at, words, written_at, written_by
FROM area_notes
WHERE unit_id = $1 AND kind = 'visit'
ORDER BY on_at DESC, written_at DESC, id DESC
LIMIT 1)";

constexpr std::string_view kInsert = R"(
INSERT INTO area_notes (id, unit_id, kind, contact_id, on_at, words, written_at, written_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8))";

AreaNote next_note(Row& row) {
    AreaNote note;
    note.id = row.next<std::string>();
    note.unit = row.next<OrgUnitId>();
    const auto kind = area_note_kind_from(row.next<std::string>());
    ensure(kind.has_value());  // the schema's CHECK knows the same words
    note.kind = *kind;
    note.contact = row.next<std::optional<std::string>>();
    note.on = next_day(row);
    note.words = row.next<std::string>();
    note.written_at = row.next<Instant>();
    note.written_by = row.next<std::optional<PersonId>>();
    return note;
}

}  // namespace

std::optional<AreaNote> AreaNoteStore::find(const std::string& id) const {
    return tx_.find_one(kFind, id, next_note);
}

AreaNoteStore::Page AreaNoteStore::list(const OrgPath& under, const std::optional<AreaNoteKind>& kind, int limit,
                                        int offset) const {
    return {tx_.list(kList, under, kind, limit, offset, next_note),
            tx_.value<long long>(kCount, under, kind).value_or(0)};
}

std::optional<AreaNote> AreaNoteStore::last_visit(const OrgUnitId& unit) const {
    return tx_.find_one(kLastVisit, unit, next_note);
}

void AreaNoteWriter::insert(const AreaNote& note) {
    tx_.run(kInsert, note.id, note.unit, note.kind, note.contact, day_value(note.on), note.words, note.written_at,
            note.written_by);
}

}  // namespace league
