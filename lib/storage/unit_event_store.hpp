// Moves and ends of units, with day, reason and paper.
#pragma once

#include <optional>
#include <vector>

#include "lib/domain/unit_event.hpp"

namespace league {

class ReadTransaction;
class Transaction;

class UnitEventStore {
public:
    explicit UnitEventStore(ReadTransaction& tx) : tx_(tx) {}

    /// Of the unit itself, oldest first, cancelled ones too.
    std::vector<UnitEvent> list(const OrgUnitId& unit) const;
    /// How it ended; nothing for an open unit.
    std::optional<UnitEvent> end_of(const OrgUnitId& unit) const;
    /// The move that holds from that instant on and was not cancelled: the newest.
    std::optional<UnitEvent> move_at(const OrgUnitId& unit, Instant effective_at) const;
    /// What was merged into the unit, oldest first.
    std::vector<UnitEvent> merged_into(const OrgUnitId& unit) const;

private:
    ReadTransaction& tx_;
};

class UnitEventWriter {
public:
    explicit UnitEventWriter(Transaction& tx) : tx_(tx) {}

    void insert(const UnitEvent& event);
    /// Moves of the unit that were to hold from that instant or later: cancelled from now on. How many.
    long long cancel_moves(const OrgUnitId& unit, Instant from);

private:
    Transaction& tx_;
};

}  // namespace league
