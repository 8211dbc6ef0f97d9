#include "lib/storage/pause_store.hpp"

namespace league {
namespace {

constexpr std::string_view kSealContext = "reminder_pauses.reason";

constexpr std::string_view kFind = R"(
SELECT id, unit_id, person_id, until_at, reason_sealed, made_at, made_by, ended_at
FROM reminder_pauses
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
SELECT p.id, p.unit_id, p.person_id, p.until_at, p.reason_sealed, p.made_at, p.made_by, p.ended_at
FROM below
JOIN reminder_pauses p ON p.unit_id = below.id
WHERE p.ended_at IS NULL AND p.until_at > $2
ORDER BY p.made_at DESC, p.id DESC)";

constexpr std::string_view kRunning = R"(
SELECT u.path, COALESCE(h.merged_into, p.person_id)
FROM reminder_pauses p
JOIN org_units u ON u.id = p.unit_id
LEFT JOIN people h ON h.id = p.person_id
WHERE p.until_at > $1 AND p.ended_at IS NULL)";

constexpr std::string_view kInsert = R"(
INSERT INTO reminder_pauses (id, unit_id, person_id, until_at, reason_sealed, made_at, made_by)
VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr std::string_view kEnd = R"(
UPDATE reminder_pauses
SET ended_at = $2
WHERE id = $1 AND ended_at IS NULL)";

ReminderPause read(Row& row, const Seals& seals) {
    ReminderPause pause;
    pause.id = row.next<std::string>();
    pause.unit = row.next<OrgUnitId>();
    pause.person = row.next<std::optional<PersonId>>();
    pause.until = row.next<Instant>();
    pause.reason = seals.cipher.open(kSealContext, row.next<std::string>());
    pause.made_at = row.next<Instant>();
    pause.made_by = row.next<std::optional<PersonId>>();
    pause.ended_at = row.next<std::optional<Instant>>();
    return pause;
}

}  // namespace

std::optional<ReminderPause> PauseStore::find(const std::string& id, const Seals& seals) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row, seals); });
}

std::vector<ReminderPause> PauseStore::list(const OrgPath& under, const Seals& seals) const {
    return tx_.list(kList, under, tx_.now(), [&](Row& row) { return read(row, seals); });
}

std::vector<RunningPause> PauseStore::running() const {
    return tx_.list(kRunning, tx_.now(), [](Row& row) {
        RunningPause pause;
        pause.path = row.next<OrgPath>();
        pause.person = row.next<std::optional<PersonId>>();
        return pause;
    });
}

void PauseWriter::insert(const ReminderPause& pause) {
    tx_.run(kInsert, pause.id, pause.unit, pause.person, pause.until, seals_.cipher.seal(kSealContext, pause.reason),
            pause.made_at, pause.made_by);
}

bool PauseWriter::end(const std::string& id) {
    return tx_.run(kEnd, id, tx_.now()) == 1;
}

}  // namespace league
