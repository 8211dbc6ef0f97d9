// The facts behind the alive index of organisations that are founded and open, from kept and indexed rows alone: one
// statement however many organisations there are and however much they logged.
#pragma once

#include <optional>
#include <vector>

#include "lib/domain/alive.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

class ReadTransaction;

struct OrgFacts {
    OrgUnitId unit;
    OrgPath path;
    std::string top;  ///< code of the unit directly below the root asked about; empty for the root itself
    AliveFacts facts;
};

class AliveStore {
public:
    explicit AliveStore(ReadTransaction& tx) : tx_(tx) {}

    /// At and below the unit, in no order.
    std::vector<OrgFacts> list_below(const OrgPath& root);
    /// Of the organisation itself; nothing when it is not founded, closed, or no organisation that counts.
    std::optional<AliveFacts> find(const OrgUnit& unit);

private:
    ReadTransaction& tx_;
};

}  // namespace league
