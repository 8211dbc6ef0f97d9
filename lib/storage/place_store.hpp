// Whom each unit stood below in which month (R49). The tree of today stands in org_units; this is its history and,
// where a move was decided for a later month, its future. Every unit has exactly one place in every month.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/domain/period.hpp"

namespace league {

class ReadTransaction;
class Transaction;

struct UnitPlace {
    std::optional<OrgUnitId> parent;
    Month from;
    std::optional<Month> until;  ///< the first month it holds no longer

    bool operator==(const UnitPlace&) const = default;
};

class PlaceStore {
public:
    explicit PlaceStore(ReadTransaction& tx) : tx_(tx) {}

    /// Oldest first; together they cover every month.
    std::vector<UnitPlace> list(const OrgUnitId& unit) const;
    /// Throws DatabaseError for a unit that is not there.
    UnitPlace in_month(const OrgUnitId& unit, const Month& month) const;
    /// The place that begins after that month, if one was decided.
    std::optional<UnitPlace> after(const OrgUnitId& unit, const Month& month) const;
    /// Whether an open unit is to stand below this one in the month or a later one and does not in the tree yet: its
    /// move waits, or its month has begun and nobody has carried it out.
    bool somebody_comes_to(const OrgUnitId& unit, const Month& month) const;
    /// Units whose place in the month is not where the tree has them, with the parent of that month.
    struct Unsettled {
        OrgUnitId unit;
        OrgUnitId parent;
    };
    std::vector<Unsettled> unsettled(const Month& month) const;
    /// Units whose places leave a month out, name one twice, or differ from the tree in that month: ids.
    std::vector<std::string> wrong(const Month& month) const;

private:
    ReadTransaction& tx_;
};

class PlaceWriter {
public:
    explicit PlaceWriter(Transaction& tx) : tx_(tx) {}

    /// The one place of a new unit, in every month.
    void insert(const OrgUnitId& unit, const std::optional<OrgUnitId>& parent);
    /// From that month on below another. No later place may have been decided.
    void move(const OrgUnitId& unit, const OrgUnitId& parent, const Month& from);
    /// Takes back what begins in that month or later; what was before holds on.
    void cancel_from(const OrgUnitId& unit, const Month& from);

private:
    Transaction& tx_;
};

}  // namespace league
