#include "lib/storage/org_store.hpp"

#include "lib/base/random.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_columns.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/place_store.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at
FROM org_units
WHERE id = $1)";

constexpr std::string_view kFindByCode = R"(
SELECT id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at
FROM org_units
WHERE code = $1)";

constexpr std::string_view kChildren = R"(
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       COALESCE(b.branches, 0)
FROM org_units u
LEFT JOIN unit_branches b ON b.unit_id = u.id
WHERE u.parent_id = $1 AND u.closed_at IS NULL
ORDER BY u.sort, u.code)";

// Walks down by parent_id, which stays cheap at any number of units beside the subtree.
constexpr std::string_view kSubtree = R"(
WITH RECURSIVE below (id, level) AS (
    SELECT id, 0
    FROM org_units
    WHERE path = $1
    UNION ALL
    SELECT u.id, below.level + 1
    FROM org_units u
    JOIN below ON u.parent_id = below.id
    WHERE below.level < $2 AND u.closed_at IS NULL
)
SELECT u.id, u.code, u.name, u.short_name, u.kind, u.parent_id, u.path, u.sort, u.opened_at, u.closed_at,
       COALESCE(b.branches, 0)
FROM below
JOIN org_units u ON u.id = below.id
LEFT JOIN unit_branches b ON b.unit_id = u.id
WHERE u.closed_at IS NULL
ORDER BY below.level, u.sort, u.code)";

constexpr std::string_view kRoots = R"(
SELECT id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at
FROM org_units
WHERE parent_id IS NULL AND closed_at IS NULL
ORDER BY sort, code)";

constexpr std::string_view kCount = R"(
SELECT COUNT(*)
FROM org_units)";

constexpr std::string_view kBranchesAt = R"(
SELECT branches
FROM unit_branches
WHERE unit_id = $1)";

constexpr std::string_view kWrongBranchCounts = R"(
WITH RECURSIVE counted (unit_id, parent_id) AS (
    SELECT id, parent_id
    FROM org_units
    WHERE closed_at IS NULL AND kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch')
    UNION ALL
    SELECT u.id, u.parent_id
    FROM org_units u
    JOIN counted ON u.id = counted.parent_id
), sums (unit_id, branches) AS (
    SELECT unit_id, COUNT(*)
    FROM counted
    GROUP BY unit_id
)
SELECT u.code, COALESCE(b.branches, 0), COALESCE(s.branches, 0)
FROM org_units u
LEFT JOIN unit_branches b ON b.unit_id = u.id
LEFT JOIN sums s ON s.unit_id = u.id
WHERE COALESCE(b.branches, 0) <> COALESCE(s.branches, 0)
ORDER BY u.code)";

constexpr std::string_view kInsert = R"(
INSERT INTO org_units (id, code, name, short_name, kind, parent_id, path, sort, opened_at, closed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))";

constexpr std::string_view kUpdate = R"(
UPDATE org_units
SET name = $2, short_name = $3, sort = $4, opened_at = $5
WHERE id = $1)";

constexpr std::string_view kClose = R"(
UPDATE org_units
SET closed_at = $2
WHERE id = $1 AND closed_at IS NULL)";

// Closed ones too: they stay below whom they stood below.
constexpr std::string_view kAllBelow = R"(
WITH RECURSIVE below (id) AS (
    SELECT id
    FROM org_units
    WHERE id = $1
    UNION ALL
    SELECT u.id
    FROM org_units u
    JOIN below ON u.parent_id = below.id
)
SELECT u.id, u.path
FROM below
JOIN org_units u ON u.id = below.id)";

constexpr std::string_view kSetParent = R"(
UPDATE org_units
SET parent_id = $2
WHERE id = $1)";

constexpr std::string_view kSetPath = R"(
UPDATE org_units
SET path = $2
WHERE id = $1)";

constexpr std::string_view kAddBranches = R"(
INSERT INTO unit_branches (unit_id, branches)
VALUES ($1, $2)
ON CONFLICT (unit_id) DO UPDATE
SET branches = unit_branches.branches + excluded.branches)";

CountedUnit counted(Row& row) {
    CountedUnit found;
    found.unit = next_unit(row);
    found.branches = row.next<long long>();
    return found;
}

}  // namespace

OrgUnit next_unit(Row& row) {
    OrgUnit unit;
    unit.id = row.next<OrgUnitId>();
    unit.code = row.next<std::string>();
    unit.name = row.next<std::string>();
    unit.short_name = row.next<std::string>();
    const std::optional<OrgKind> kind = org_kind_from(row.next<std::string>());
    ensure(kind.has_value());  // the schema's CHECK knows the same words
    unit.kind = *kind;
    unit.parent = row.next<std::optional<OrgUnitId>>();
    unit.path = row.next<OrgPath>();
    unit.sort = row.next<int>();
    unit.opened_at = row.next<Instant>();
    unit.closed_at = row.next<std::optional<Instant>>();
    return unit;
}

std::optional<OrgUnit> OrgStore::find(const OrgUnitId& id) const {
    return tx_.find_one(kFind, id, next_unit);
}

std::optional<OrgUnit> OrgStore::find_by_code(std::string_view code) const {
    return tx_.find_one(kFindByCode, code, next_unit);
}

std::optional<OrgUnit> OrgStore::find_by_id_or_code(std::string_view id_or_code) const {
    if (is_uuid(id_or_code)) return find(OrgUnitId(std::string(id_or_code)));
    if (!is_unit_code(id_or_code)) return std::nullopt;
    return find_by_code(id_or_code);
}

std::vector<CountedUnit> OrgStore::children(const OrgUnitId& parent) const {
    return tx_.list(kChildren, parent, counted);
}

std::vector<CountedUnit> OrgStore::subtree(const OrgPath& root, std::size_t depth) const {
    return tx_.list(kSubtree, root, depth, counted);
}

std::vector<OrgUnit> OrgStore::ancestors(const OrgUnit& unit) const {
    std::vector<OrgUnit> above;
    for (std::optional<OrgUnitId> next = unit.parent; next;) {
        const std::optional<OrgUnit> parent = find(*next);
        ensure(parent.has_value());  // a foreign key holds it
        next = parent->parent;
        above.insert(above.begin(), *parent);
    }
    return above;
}

std::vector<OrgUnit> OrgStore::roots() const {
    return tx_.list(kRoots, next_unit);
}

long long OrgStore::count() const {
    return tx_.value<long long>(kCount).value_or(0);
}

long long OrgStore::branches_at(const OrgUnitId& id) const {
    return tx_.value<long long>(kBranchesAt, id).value_or(0);
}

std::vector<OrgStore::WrongCount> OrgStore::wrong_branch_counts() const {
    return tx_.list(kWrongBranchCounts, [](Row& row) {
        return WrongCount{row.text(0), row.get<long long>(1), row.get<long long>(2)};
    });
}

void OrgWriter::insert(const OrgUnit& unit) {
    tx_.run(kInsert, unit.id, unit.code, unit.name, unit.short_name, unit.kind, unit.parent, unit.path, unit.sort,
            unit.opened_at, unit.closed_at);
    PlaceWriter(tx_).insert(unit.id, unit.parent);
    if (!unit.closed_at) add_branches(unit, 1);
    if (!counts_as_branch(unit.kind)) return;
    OrgRecord record;
    record.unit = unit.id;
    record.founded_at = unit.opened_at;
    OrgRecordWriter(tx_).save(record);
}

void OrgWriter::update(const OrgUnit& unit) {
    const std::optional<OrgUnit> before = OrgStore(tx_).find(unit.id);
    tx_.run(kUpdate, unit.id, unit.name, unit.short_name, unit.sort, unit.opened_at);
    if (!before || before->opened_at == unit.opened_at) return;
    FiguresWriter(tx_).change_life(unit.id, lifetime_of(before->opened_at, before->closed_at),
                                   lifetime_of(unit.opened_at, before->closed_at));
}

bool OrgWriter::close(const OrgUnit& unit, Instant at) {
    if (tx_.run(kClose, unit.id, at) == 0) return false;
    add_branches(unit, -1);
    FiguresWriter(tx_).change_life(unit.id, lifetime_of(unit.opened_at, std::nullopt), lifetime_of(unit.opened_at, at));
    return true;
}

void OrgWriter::move(const OrgUnit& unit, const OrgUnit& parent) {
    const int branches = static_cast<int>(OrgStore(tx_).branches_at(unit.id));
    for (const OrgUnit& above : OrgStore(tx_).ancestors(unit)) tx_.run(kAddBranches, above.id, -branches);
    tx_.run(kSetParent, unit.id, parent.id);
    const std::string path = parent.path.child(unit.code).str();
    const auto below =
        tx_.list(kAllBelow, unit.id, [](Row& row) { return std::pair(row.get<OrgUnitId>(0), row.text(1)); });
    for (const auto& [id, old_path] : below) tx_.run(kSetPath, id, path + old_path.substr(unit.path.str().size()));
    OrgUnit moved = unit;
    moved.parent = parent.id;
    for (const OrgUnit& above : OrgStore(tx_).ancestors(moved)) tx_.run(kAddBranches, above.id, branches);
}

void OrgWriter::add_branches(const OrgUnit& unit, int change) {
    if (!counts_as_branch(unit.kind)) return;
    tx_.run(kAddBranches, unit.id, change);
    for (const OrgUnit& above : OrgStore(tx_).ancestors(unit)) tx_.run(kAddBranches, above.id, change);
}

}  // namespace league
