#include "lib/storage/place_store.hpp"

#include <map>

#include "lib/base/ensure.hpp"
#include "lib/storage/transaction.hpp"

namespace league {
namespace {

constexpr std::string_view kEver = "2000-01";  // the first month that Month knows

constexpr std::string_view kList = R"(
SELECT parent_id, from_month, until_month
FROM unit_places
WHERE unit_id = $1
ORDER BY from_month)";

constexpr std::string_view kInMonth = R"(
SELECT parent_id, from_month, until_month
FROM unit_places
WHERE unit_id = $1 AND from_month <= $2 AND (until_month IS NULL OR until_month > $2))";

constexpr std::string_view kAfter = R"(
SELECT parent_id, from_month, until_month
FROM unit_places
WHERE unit_id = $1 AND from_month > $2
ORDER BY from_month
LIMIT 1)";

constexpr std::string_view kSomebodyComes = R"(
SELECT p.unit_id
FROM unit_places p
JOIN org_units u ON u.id = p.unit_id
WHERE p.parent_id = $1 AND (p.until_month IS NULL OR p.until_month > $2)
  AND u.closed_at IS NULL AND u.parent_id <> $1
LIMIT 1)";

constexpr std::string_view kUnsettled = R"(
SELECT p.unit_id, p.parent_id
FROM unit_places p
JOIN org_units u ON u.id = p.unit_id
WHERE p.from_month <= $1 AND (p.until_month IS NULL OR p.until_month > $1)
  AND p.parent_id IS NOT NULL AND p.parent_id <> u.parent_id
ORDER BY p.unit_id)";

constexpr std::string_view kAll = R"(
SELECT u.id, u.parent_id, p.parent_id, p.from_month, p.until_month
FROM org_units u
LEFT JOIN unit_places p ON p.unit_id = u.id
ORDER BY u.id, p.from_month)";

constexpr std::string_view kInsert = R"(
INSERT INTO unit_places (unit_id, parent_id, from_month)
VALUES ($1, $2, $3))";

constexpr std::string_view kReplaceParent = R"(
UPDATE unit_places
SET parent_id = $3
WHERE unit_id = $1 AND from_month = $2)";

constexpr std::string_view kEndBefore = R"(
UPDATE unit_places
SET until_month = $2
WHERE unit_id = $1 AND from_month < $2 AND (until_month IS NULL OR until_month > $2))";

constexpr std::string_view kDeleteFrom = R"(
DELETE FROM unit_places
WHERE unit_id = $1 AND from_month >= $2)";

constexpr std::string_view kHoldOn = R"(
UPDATE unit_places
SET until_month = NULL
WHERE unit_id = $1 AND until_month >= $2)";

UnitPlace place(Row& row) {
    auto parent = row.next<std::optional<OrgUnitId>>();
    const auto from = row.next<Month>();
    return {std::move(parent), from, row.next<std::optional<Month>>()};
}

}  // namespace

std::vector<UnitPlace> PlaceStore::list(const OrgUnitId& unit) const {
    return tx_.list(kList, unit, place);
}

UnitPlace PlaceStore::in_month(const OrgUnitId& unit, const Month& month) const {
    auto found = tx_.find_one(kInMonth, unit, month, place);
    if (!found) throw DatabaseError("unit " + unit.str() + " has no place in " + month.str());
    return *std::move(found);
}

std::optional<UnitPlace> PlaceStore::after(const OrgUnitId& unit, const Month& month) const {
    return tx_.find_one(kAfter, unit, month, place);
}

bool PlaceStore::somebody_comes_to(const OrgUnitId& unit, const Month& month) const {
    return tx_.exists(kSomebodyComes, unit, month);
}

std::vector<PlaceStore::Unsettled> PlaceStore::unsettled(const Month& month) const {
    return tx_.list(kUnsettled, month, [](Row& row) {
        return Unsettled{row.get<OrgUnitId>(0), row.get<OrgUnitId>(1)};
    });
}

std::vector<std::string> PlaceStore::wrong(const Month& month) const {
    struct Seen {
        std::optional<std::string> next =
            std::string(kEver);  ///< where the next row must begin; nothing: there is none
        bool whole = true;
        bool as_the_tree = false;
    };
    std::map<std::string, Seen> units;
    tx_.query(kAll, [&](Row& row) {
        Seen& seen = units[row.text(0)];
        const auto from = row.get<std::optional<std::string>>(3);
        if (!from) return;
        const auto until = row.get<std::optional<std::string>>(4);
        seen.whole = seen.whole && seen.next == from;
        seen.next = until;
        if (*from > month.str() || (until && *until <= month.str())) return;
        seen.as_the_tree = row.get<std::optional<std::string>>(1) == row.get<std::optional<std::string>>(2);
    });
    std::vector<std::string> ids;
    for (const auto& [id, seen] : units) {
        if (!seen.whole || seen.next || !seen.as_the_tree) ids.push_back(id);
    }
    return ids;
}

void PlaceWriter::insert(const OrgUnitId& unit, const std::optional<OrgUnitId>& parent) {
    tx_.run(kInsert, unit, parent, kEver);
}

void PlaceWriter::move(const OrgUnitId& unit, const OrgUnitId& parent, const Month& from) {
    ensure(!PlaceStore(tx_).after(unit, from));
    tx_.run(kEndBefore, unit, from);
    if (tx_.run(kReplaceParent, unit, from, parent) == 0) tx_.run(kInsert, unit, parent, from);
}

void PlaceWriter::cancel_from(const OrgUnitId& unit, const Month& from) {
    ensure(from.str() > kEver);
    tx_.run(kDeleteFrom, unit, from);
    tx_.run(kHoldOn, unit, from);
}

}  // namespace league
