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
    OrgUnit unit;
    AliveFacts facts;
};

class AliveStore {
public:
    explicit AliveStore(ReadTransaction& tx) : tx_(tx) {}

    /// At and below the unit, in the order of paths.
    std::vector<OrgFacts> list_below(const OrgPath& root);
    /// The same in no order and without the units, for counting: `top` is the code of the unit directly below the root,
    /// empty for the root itself.
    struct Counted {
        std::string top;
        AliveFacts facts;
    };
    std::vector<Counted> count_below(const OrgPath& root);
    /// Of the organisation itself; nothing when it is not founded, closed, or no organisation that counts.
    std::optional<AliveFacts> find(const OrgUnit& unit);

private:
    ReadTransaction& tx_;
};

}  // namespace league
