#include "lib/storage/unit_event_store.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kList = R"(
SELECT id, unit_id, kind, effective_at, other_id, from_id, reason, paper, recorded_at, recorded_by, cancelled_at
FROM unit_events
WHERE unit_id = $1
ORDER BY effective_at, recorded_at, id)";

constexpr std::string_view kEndOf = R"(
SELECT id, unit_id, kind, effective_at, other_id, from_id, reason, paper, recorded_at, recorded_by, cancelled_at
FROM unit_events
WHERE unit_id = $1 AND kind <> 'moved' AND cancelled_at IS NULL)";

constexpr std::string_view kMoveAt = R"(
SELECT id, unit_id, kind, effective_at, other_id, from_id, reason, paper, recorded_at, recorded_by, cancelled_at
FROM unit_events
WHERE unit_id = $1 AND effective_at = $2 AND kind = 'moved' AND cancelled_at IS NULL
ORDER BY recorded_at DESC, id DESC
LIMIT 1)";

constexpr std::string_view kMergedInto = R"(
SELECT id, unit_id, kind, effective_at, other_id, from_id, reason, paper, recorded_at, recorded_by, cancelled_at
FROM unit_events
WHERE other_id = $1 AND kind = 'merged' AND cancelled_at IS NULL
ORDER BY effective_at, recorded_at, id)";

constexpr std::string_view kInsert = R"(
INSERT INTO unit_events (id, unit_id, kind, effective_at, other_id, from_id, reason, paper, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))";

constexpr std::string_view kCancelMoves = R"(
UPDATE unit_events
SET cancelled_at = $3
WHERE unit_id = $1 AND effective_at >= $2 AND kind = 'moved' AND cancelled_at IS NULL)";

UnitEvent event(Row& row) {
    UnitEvent found;
    found.id = row.next<std::string>();
    found.unit = row.next<OrgUnitId>();
    const auto kind = unit_event_kind_from(row.next<std::string>());
    ensure(kind.has_value());  // the schema's CHECK knows the same words
    found.kind = *kind;
    found.effective_at = row.next<Instant>();
    found.other = row.next<std::optional<OrgUnitId>>();
    found.from = row.next<std::optional<OrgUnitId>>();
    found.reason = row.next<std::string>();
    found.paper = row.next<std::string>();
    found.recorded_at = row.next<Instant>();
    found.recorded_by = row.next<std::optional<PersonId>>();
    found.cancelled_at = row.next<std::optional<Instant>>();
    return found;
}

}  // namespace

std::vector<UnitEvent> UnitEventStore::list(const OrgUnitId& unit) const {
    return tx_.list(kList, unit, event);
}

std::optional<UnitEvent> UnitEventStore::end_of(const OrgUnitId& unit) const {
    return tx_.find_one(kEndOf, unit, event);
}

std::optional<UnitEvent> UnitEventStore::move_at(const OrgUnitId& unit, Instant effective_at) const {
    return tx_.find_one(kMoveAt, unit, effective_at, event);
}

std::vector<UnitEvent> UnitEventStore::merged_into(const OrgUnitId& unit) const {
    return tx_.list(kMergedInto, unit, event);
}

void UnitEventWriter::insert(const UnitEvent& event) {
    tx_.run(kInsert, event.id, event.unit, event.kind, event.effective_at, event.other, event.from, event.reason,
            event.paper, event.recorded_at, event.recorded_by);
}

long long UnitEventWriter::cancel_moves(const OrgUnitId& unit, Instant from) {
    return tx_.run(kCancelMoves, unit, from, tx_.now());
}

}  // namespace league
