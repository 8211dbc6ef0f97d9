// Units of the organisation tree, and how many open branches stand at and below each (unit_branches), which every
// change here keeps in the same transaction. Not for figures of activities: figures_store.hpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

/// A unit with the kept number of open branches at and below it.
struct CountedUnit {
    OrgUnit unit;
    long long branches = 0;
};

class OrgStore {
public:
    explicit OrgStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<OrgUnit> find(const OrgUnitId& id) const;
    std::optional<OrgUnit> find_by_code(std::string_view code) const;
    /// What API and command line accept: an id (36 characters) or a code (32 at most), which cannot be mixed up.
    std::optional<OrgUnit> find_by_id_or_code(std::string_view id_or_code) const;
    /// Open units directly below, in their order.
    std::vector<CountedUnit> children(const OrgUnitId& parent) const;
    /// Open units at and below, in the order of paths: a parent before its children. `depth` levels below at most.
    std::vector<CountedUnit> subtree(const OrgPath& root, std::size_t depth) const;
    /// From the root down, without the unit itself.
    std::vector<OrgUnit> ancestors(const OrgUnit& unit) const;
    /// Units without a parent, open ones.
    std::vector<OrgUnit> roots() const;
    long long count() const;
    long long branches_at(const OrgUnitId& id) const;
    /// Units whose kept number of branches differs from a count of the rows.
    struct WrongCount {
        std::string code;
        long long kept;
        long long counted;
    };
    std::vector<WrongCount> wrong_branch_counts() const;

private:
    ReadTransaction& tx_;
};

class OrgWriter {
public:
    explicit OrgWriter(Transaction& tx) : tx_(tx) {}

    /// Throws ConstraintFailure when the code or id is taken. An open branch is counted at itself and all above. A
    /// branch gets a record as an old organisation, founded when it opened (org_record_store.hpp).
    void insert(const OrgUnit& unit);
    /// Writes name, short_name, sort and opened_at. Kept figures follow the day of opening.
    void update(const OrgUnit& unit);
    /// False when it was closed before. Kept figures follow; roles at the unit are not touched.
    bool close(const OrgUnit& unit, Instant at);
    /// Puts the unit, with all below it, below another in the tree of today: paths and numbers of branches. Whom it
    /// stood below in which month is PlaceWriter's, and the figures of months are moved with that.
    void move(const OrgUnit& unit, const OrgUnit& parent);

private:
    void add_branches(const OrgUnit& unit, int change);

    Transaction& tx_;
};

}  // namespace league
