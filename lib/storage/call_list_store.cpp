#include "lib/storage/call_list_store.hpp"

namespace league {
namespace {

constexpr std::string_view kSealContext = "call_list.note";

constexpr std::string_view kFind = R"(
SELECT id, period, person_id, unit_id, reason, created_at, trail, done_at, note_sealed, done_by
FROM call_list
WHERE id = $1)";

constexpr std::string_view kList = R"(
SELECT id, period, person_id, unit_id, reason, created_at, trail, done_at, note_sealed, done_by
FROM call_list
WHERE ($1 = '' OR period = $1) AND ($2 = 0 OR done_at IS NULL)
ORDER BY created_at, id
LIMIT $3)";

// Rows without a person are told apart by the unit alone, which UNIQUE does not do for nulls.
constexpr std::string_view kIsThere = R"(
SELECT 1
FROM call_list
WHERE period = $1 AND unit_id = $2 AND COALESCE(person_id, '') = $3)";

constexpr std::string_view kSettled = R"(
SELECT DISTINCT unit_id
FROM call_list
WHERE period = $1 AND done_at IS NOT NULL)";

constexpr std::string_view kInsert = R"(
INSERT INTO call_list (id, period, person_id, unit_id, reason, created_at, trail)
VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view kMarkDone = R"(
UPDATE call_list
SET done_at = $2, note_sealed = $3, done_by = $4
WHERE id = $1 AND done_at IS NULL)";

}  // namespace

CallEntry CallListStore::read(Row& row) const {
    CallEntry entry;
    entry.id = row.next<std::string>();
    entry.period = row.next<std::string>();
    entry.person = row.next<std::optional<PersonId>>();
    entry.unit = row.next<OrgUnitId>();
    entry.reason = row.next<std::string>();
    entry.created_at = row.next<Instant>();
    entry.trail = row.next<std::string>();
    entry.done_at = row.next<std::optional<Instant>>();
    entry.note = seals_.open(kSealContext, row.next<std::optional<std::string>>()).value_or("");
    entry.done_by = row.next<std::optional<PersonId>>();
    return entry;
}

std::optional<CallEntry> CallListStore::find(const std::string& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row); });
}

std::vector<CallEntry> CallListStore::list(const std::string& period, bool open_only, int limit) const {
    return tx_.list(kList, period, open_only, limit, [&](Row& row) { return read(row); });
}

std::set<OrgUnitId> CallListStore::settled(const std::string& period) const {
    std::set<OrgUnitId> units;
    tx_.query(kSettled, period, [&](Row& row) { units.insert(row.next<OrgUnitId>()); });
    return units;
}

bool CallListWriter::insert(const CallEntry& entry) {
    const std::string person = entry.person ? entry.person->str() : std::string();
    if (tx_.exists(kIsThere, entry.period, entry.unit, person)) return false;
    tx_.run(kInsert, entry.id, entry.period, entry.person, entry.unit, entry.reason, tx_.now(), entry.trail);
    return true;
}

bool CallListWriter::mark_done(const std::string& id, const std::string& note, const std::optional<PersonId>& by) {
    const std::optional<std::string> said = note.empty() ? std::nullopt : std::optional(note);
    return tx_.run(kMarkDone, id, tx_.now(), seals_.seal(kSealContext, said), by) == 1;
}

}  // namespace league
